/** Computes nets of ConvNetJS with Kasane's compiled CPU backend. */
@NullMarked
package dev.kasane.convnetjs.engine;

import org.jspecify.annotations.NullMarked;
