package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a graph is what everything after it takes for granted: each node is defined once and after its inputs,
 * its shape is the one its operation's rule gives, names are unique, outputs and updates belong to the graph, and all
 * batch inputs hold the same number of samples. A failure is a mistake of whoever built or changed the graph, so the
 * message names that pass.
 */
public final class Verifier {

  private final Graph graph;
  private final List<Node> nodes;
  private final String after;

  private Verifier(Graph graph, List<Node> nodes, String after) {
    this.graph = graph;
    this.nodes = nodes;
    this.after = after;
  }

  /**
   * Checks a graph.
   *
   * @param after what has just been done to it, such as {@code "gradients"} or the name of a compiler pass
   * @throws IllegalStateException if something is wrong; the message says what, where and after what
   */
  public static void check(Graph graph, String after) {
    check(graph, graph.nodes(), after);
  }

  static void check(Graph graph, List<Node> nodes, String after) {
    Verifier verifier = new Verifier(graph, nodes, after);
    verifier.checkNodes();
    verifier.checkNames();
    verifier.checkResults();
    verifier.checkBatch();
  }

  private void checkNodes() {
    for (int id = 0; id < nodes.size(); id++) {
      Node node = nodes.get(id);
      require(node.graph() == graph, node, "it belongs to another graph");
      require(node.id() == id, node, "its id should be its position, " + id);
      for (Node input : node.inputs()) {
        require(belongs(input), node, "its input " + input + " is not in the graph");
        require(input.id() < id, node, "its input " + input + " comes after it");
      }
      checkShape(node);
    }
  }

  private void checkShape(Node node) {
    Shape expected;
    try {
      expected = ShapeRules.infer(node.op(), node.inputs().stream().map(Node::shape).toList(), node.scope());
    } catch (IllegalArgumentException cause) {
      throw failure(node, "its inputs do not fit: " + cause.getMessage(), cause);
    }
    require(node.shape().equals(expected), node, "its inputs give shape " + expected);
  }

  private void checkNames() {
    Map<String, Node> inputs = new HashMap<>();
    Map<String, Node> variables = new HashMap<>();
    for (Node node : nodes) {
      if (node.op() instanceof Op.Input input) {
        checkName(node, input.name(), inputs, graph.inputs());
      } else if (node.op() instanceof Op.Variable variable) {
        checkName(node, variable.path(), variables, graph.variables());
      }
    }
  }

  private void checkName(Node node, String name, Map<String, Node> seen, Map<String, Node> declared) {
    Node earlier = seen.put(name, node);
    require(earlier == null, node, "'" + name + "' is defined already by " + earlier);
    require(declared.get(name) == node, node, "'" + name + "' was not declared by the graph's own method");
  }

  private void checkResults() {
    graph.outputs().forEach((name, node) -> require(belongs(node), node, "output '" + name + "' is not in the graph"));
    graph.updates().forEach((variable, value) -> {
      require(belongs(variable), variable, "it is updated and not in the graph");
      require(belongs(value), value, "the new value of " + variable + " is not in the graph");
      require(variable.op() instanceof Op.Variable, variable, "it is updated and no variable");
      require(value.shape().equals(variable.shape()), value, "the new value of " + variable + " has another shape");
    });
  }

  private void checkBatch() {
    Node first = null;
    for (Node node : nodes) {
      if (isBatch(node.op())) {
        require(node.shape().rank() > 0, node, "a number alone has no batch axis");
        first = first == null ? node : first;
        require(
            node.shape().dim(0) == first.shape().dim(0),
            node,
            "it should hold as many samples as " + first + ", " + first.shape().dim(0));
      }
    }
  }

  private static boolean isBatch(Op op) {
    return (op instanceof Op.Input input && input.batch()) || (op instanceof Op.RandomUniform random && random.batch());
  }

  private boolean belongs(Node node) {
    return node.id() >= 0 && node.id() < nodes.size() && nodes.get(node.id()) == node;
  }

  private void require(boolean holds, Node node, String complaint) {
    if (!holds) {
      throw failure(node, complaint, null);
    }
  }

  private IllegalStateException failure(Node node, String complaint, @Nullable Throwable cause) {
    return new IllegalStateException("Graph after " + after + ": " + node + ": " + complaint, cause);
  }
}
