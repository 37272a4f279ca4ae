/** Layers: immutable records that add nodes and declare their parameters. */
@NullMarked
package dev.kasane.nn.layers;

import org.jspecify.annotations.NullMarked;
