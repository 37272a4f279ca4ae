/**
 * What is computed: a {@link dev.kasane.graph.Graph} of {@link dev.kasane.graph.Node}s, each one {@link
 * dev.kasane.graph.Op}. {@link dev.kasane.graph.Ops} holds the functions that build it. Knows no plan and no backend.
 */
@NullMarked
package dev.kasane.graph;

import org.jspecify.annotations.NullMarked;
