/**
 * Networks described as layers, losses, metrics and optimizers: records that add nodes to a graph and hold no state.
 */
@NullMarked
package dev.kasane.nn;

import org.jspecify.annotations.NullMarked;
