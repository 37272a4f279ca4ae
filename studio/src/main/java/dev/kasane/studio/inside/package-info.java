/** Looking inside runs: layers, gradients, filters, explained numbers, predictions and mistakes, at any kept moment. */
@NullMarked
package dev.kasane.studio.inside;

import org.jspecify.annotations.NullMarked;
