/** Optimizers: from gradient to new parameter. */
@NullMarked
package dev.kasane.nn.optimizers;

import org.jspecify.annotations.NullMarked;
