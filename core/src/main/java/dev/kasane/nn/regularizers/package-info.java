/** Regularizers: penalties on parameters. */
@NullMarked
package dev.kasane.nn.regularizers;

import org.jspecify.annotations.NullMarked;
