/** Initializers: the first value of a parameter. */
@NullMarked
package dev.kasane.nn.initializers;

import org.jspecify.annotations.NullMarked;
