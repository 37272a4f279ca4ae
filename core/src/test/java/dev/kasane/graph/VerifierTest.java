package dev.kasane.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of broken graph is found, and the message names the pass. */
class VerifierTest {

  private final Graph graph = new Graph();
  private final Node x = graph.batchInput("x", Shape.of(5, 3));
  private final Node y = Ops.exp(x);

  @Test
  void acceptsWhatTheBuilderMakes() {
    Node v = graph.variable("v", Shape.of(5, 3));
    graph.output("y", y);
    graph.update(v, Ops.add(v, y));
    assertThatCode(() -> Verifier.check(graph, "building")).doesNotThrowAnyException();
  }

  @Test
  void findsAWrongShape() {
    assertRefused(
        List.of(x, new Node(graph, 1, new Op.Unary(UnaryFunction.EXP), List.of(x), Shape.of(15), "here")),
        "Graph after fusing", "%1 = exp(%0) (15) in here", "shape (5, 3)");
  }

  @Test
  void findsInputsThatDoNotFit() {
    Node w = graph.input("w", Shape.of(4, 2));
    Node product = new Node(graph, 3, new Op.MatMul(false, false), List.of(x, w), Shape.of(5, 2), "");
    assertRefused(List.of(x, y, w, product), "Graph after fusing", "inputs do not fit", "3 columns", "4 rows");
  }

  @Test
  void findsWrongOrder() {
    Node later = new Node(graph, 2, new Op.Unary(UnaryFunction.EXP), List.of(), Shape.of(5, 3), "");
    Node early = new Node(graph, 1, new Op.Unary(UnaryFunction.EXP), List.of(later), Shape.of(5, 3), "");
    assertRefused(List.of(x, early, later), "comes after it");
    assertRefused(List.of(y, x), "its position, 0");
  }

  @Test
  void findsStrangers() {
    Graph other = new Graph();
    Node stranger = other.input("z", Shape.of(2));
    assertRefused(List.of(stranger), "belongs to another graph");
    Node user = new Node(graph, 2, new Op.Unary(UnaryFunction.EXP), List.of(stranger), Shape.of(2), "");
    assertRefused(List.of(x, y, user), "not in the graph");
  }

  @Test
  void findsOutputsAndUpdatesOutside() {
    graph.output("y", y);
    assertRefused(List.of(x), "output 'y' is not in the graph");
    Graph updated = new Graph();
    Node v = updated.variable("v", Shape.of(2));
    updated.update(v, Ops.neg(v));
    assertThatThrownBy(() -> Verifier.check(updated, List.of(v), "pruning"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("pruning", "the new value of");
  }

  @Test
  void findsNamesDefinedTwice() {
    graph.add(new Op.Input("x", Shape.of(5, 3), true));
    assertRefused(graph.nodes(), "'x' is defined already by %0");
    Graph hidden = new Graph();
    hidden.add(new Op.Variable("v", Shape.of(1)));
    assertThatThrownBy(() -> Verifier.check(hidden, "building")).hasMessageContaining("not declared");
  }

  @Test
  void findsBatchesOfDifferentSize() {
    graph.batchInput("labels", Shape.of(4));
    assertRefused(graph.nodes(), "as many samples as %0", "5");
    Graph number = new Graph();
    number.batchInput("n", Shape.SCALAR);
    assertThatThrownBy(() -> Verifier.check(number, "building")).hasMessageContaining("no batch axis");
  }

  private void assertRefused(List<Node> nodes, String... complaints) {
    List<Node> copy = new ArrayList<>(nodes);
    assertThatThrownBy(() -> Verifier.check(graph, copy, "fusing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(complaints);
  }
}
