/**
 * Models and their training: describe a network with {@link dev.kasane.train.Sequential} or {@link
 * dev.kasane.train.Symbols}, then {@link dev.kasane.train.Model#compile compile}, {@link dev.kasane.train.Model#fit
 * fit}, evaluate, predict and save it.
 */
@NullMarked
package dev.kasane.train;

import org.jspecify.annotations.NullMarked;
