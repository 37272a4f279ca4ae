package dev.kasane.plan;

import dev.kasane.graph.Graph;

/** What will be executed (its stages follow). */
public record Plan(Graph graph) {}
