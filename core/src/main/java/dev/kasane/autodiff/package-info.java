/** Reverse-mode differentiation: adds the derivative of a graph to that graph. */
@NullMarked
package dev.kasane.autodiff;

import org.jspecify.annotations.NullMarked;
