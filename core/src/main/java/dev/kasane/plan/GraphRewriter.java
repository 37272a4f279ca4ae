package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import java.util.ArrayList;
import java.util.List;

/** Copies what a graph's outputs and updates need into a new graph, node by node through a rule. */
final class GraphRewriter {

  /** Says what stands for a node in the new graph. */
  interface Rule {
    /**
     * The replacement of a node.
     *
     * @param graph the new graph
     * @param node the old node, never an input or a variable
     * @param inputs what stands for its inputs in the new graph
     */
    Node rewrite(Graph graph, Node node, List<Node> inputs);
  }

  private GraphRewriter() {}

  static Graph rewrite(Graph old, Rule rule) {
    Graph graph = new Graph();
    boolean[] live = live(old);
    Node[] replacement = new Node[old.nodes().size()];
    for (Node node : old.nodes()) {
      if (live[node.id()] || node.op() instanceof Op.Input) {
        replacement[node.id()] = graph.inScope(node.scope(), () -> copy(graph, node, replacement, rule));
      }
    }
    old.outputs().forEach((name, node) -> graph.output(name, replacement[node.id()]));
    old.updates().forEach((variable, node) -> graph.update(replacement[variable.id()], replacement[node.id()]));
    return graph;
  }

  private static Node copy(Graph graph, Node node, Node[] replacement, Rule rule) {
    return switch (node.op()) {
      case Op.Input input ->
          input.batch() ? graph.batchInput(input.name(), input.shape()) : graph.input(input.name(), input.shape());
      case Op.Variable variable -> graph.variable(variable.path(), variable.shape());
      default -> {
        List<Node> inputs = new ArrayList<>();
        for (Node input : node.inputs()) {
          inputs.add(replacement[input.id()]);
        }
        yield rule.rewrite(graph, node, inputs);
      }
    };
  }

  /** Marks the nodes that outputs and updates depend on. */
  static boolean[] live(Graph graph) {
    boolean[] live = new boolean[graph.nodes().size()];
    graph.outputs().values().forEach(node -> live[node.id()] = true);
    graph
        .updates()
        .forEach(
            (variable, node) -> {
              live[variable.id()] = true;
              live[node.id()] = true;
            });
    for (int id = live.length - 1; id >= 0; id--) {
      if (live[id]) {
        graph.nodes().get(id).inputs().forEach(input -> live[input.id()] = true);
      }
    }
    return live;
  }
}
