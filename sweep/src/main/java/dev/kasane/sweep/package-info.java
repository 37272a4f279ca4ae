/** Runs an experiment with many settings and several seeds, and shows which settings did best. */
@NullMarked
package dev.kasane.sweep;

import org.jspecify.annotations.NullMarked;
