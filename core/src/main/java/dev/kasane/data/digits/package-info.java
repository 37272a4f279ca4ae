/** Digits drawn on the fly, for machines on which MNIST cannot be had. */
@NullMarked
package dev.kasane.data.digits;

import org.jspecify.annotations.NullMarked;
