/**
 * What listens to training: {@link dev.kasane.train.callbacks.Callback}, its events, and the callbacks that come with
 * the library.
 */
@NullMarked
package dev.kasane.train.callbacks;

import org.jspecify.annotations.NullMarked;
