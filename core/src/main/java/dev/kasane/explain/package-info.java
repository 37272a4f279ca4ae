/**
 * How single numbers of a graph were made: {@link dev.kasane.explain.Explainer} gives the very products and sums, from
 * the values that a run has computed.
 */
@NullMarked
package dev.kasane.explain;

import org.jspecify.annotations.NullMarked;
