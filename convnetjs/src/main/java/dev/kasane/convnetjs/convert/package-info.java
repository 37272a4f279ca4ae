/** Nets of ConvNetJS as Kasane's models, and back. */
@NullMarked
package dev.kasane.convnetjs.convert;

import org.jspecify.annotations.NullMarked;
