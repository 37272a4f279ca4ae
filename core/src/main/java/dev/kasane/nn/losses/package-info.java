/** Losses: from targets and outputs to one number a sample. */
@NullMarked
package dev.kasane.nn.losses;

import org.jspecify.annotations.NullMarked;
