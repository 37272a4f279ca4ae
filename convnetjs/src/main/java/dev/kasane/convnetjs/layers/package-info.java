/** The layers of a net, one class each: they hold parameters and the values of the last pass. */
@NullMarked
package dev.kasane.convnetjs.layers;

import org.jspecify.annotations.NullMarked;
