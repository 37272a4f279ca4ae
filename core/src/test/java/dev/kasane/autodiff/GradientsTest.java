package dev.kasane.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.ShapeException;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walk back: what is added to the graph, and conventions at kinks, with numbers worked out by hand. */
class GradientsTest {

  private final Graph graph = new Graph();

  @Test
  void usesOfOneValueAddUp() {
    // f = x² y + x, df/dx = 2xy + 1, df/dy = x².
    Node x = graph.input("x", Shape.SCALAR);
    Node y = graph.input("y", Shape.SCALAR);
    Node f = Ops.add(Ops.mul(Ops.mul(x, x), y), x);
    List<Node> gradients = Gradients.of(f, List.of(x, y));
    assertThat(evaluate(gradients.get(0), 3, 5)).containsExactly(31);
    assertThat(evaluate(gradients.get(1), 3, 5)).containsExactly(9);
    Node second = Gradients.of(gradients.get(0), List.of(y)).getFirst();
    assertThat(evaluate(second, 3, 5)).as("d²f/dxdy = 2x").containsExactly(6);
  }

  @Test
  void zerosWhereTheLossDoesNotDepend() {
    Node x = graph.input("x", Shape.SCALAR);
    Node apart = graph.variable("apart", Shape.of(2, 3));
    Node loss = Ops.square(x);
    Node later = Ops.exp(x);
    List<Node> gradients = Gradients.of(loss, List.of(apart, later, loss));
    assertThat(gradients.get(0).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(evaluate(gradients.get(0), 3)).containsOnly(0);
    assertThat(evaluate(gradients.get(1), 3)).containsOnly(0);
    assertThat(evaluate(gradients.get(2), 3)).as("by itself").containsExactly(1);
  }

  @Test
  void stopsAtWhatHasNoDerivative() {
    Node x = graph.input("x", Shape.of(3));
    Node loss = Ops.sum(Ops.mul(Ops.greater(x, 0), Ops.sign(x)));
    assertThat(evaluate(Gradients.of(loss, List.of(x)).getFirst(), 1, -1, 2)).containsExactly(0, 0, 0);
  }

  @Test
  void buildsOnlyWhatLeadsToAWantedNode() {
    Node x = graph.batchInput("x", Shape.of(5, 3, 3, 1));
    Node kernel = graph.variable("kernel", Shape.of(2, 2, 1, 4));
    Node loss = Ops.sum(Ops.exp(Ops.conv2d(Ops.tanh(x), kernel, Window2d.valid(2, 2, 1, 1), 1)));
    int before = graph.nodes().size();
    Gradients.of(loss, List.of(kernel));
    List<Op> added = graph.nodes().stream().skip(before).map(Node::op).toList();
    assertThat(added).anyMatch(Op.Conv2dKernelGrad.class::isInstance);
    assertThat(added).noneMatch(Op.Conv2dInputGrad.class::isInstance);
    assertThat(added).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void givesTheSameGraphEachTime() {
    String first = build(new Graph());
    assertThat(build(new Graph())).isEqualTo(first);
  }

  private static String build(Graph graph) {
    Node x = graph.batchInput("x", Shape.of(5, 3));
    Node w = graph.variable("w", Shape.of(3, 3));
    Gradients.of(Ops.mean(Ops.logSoftmax(Ops.matMul(Ops.matMul(x, w), w))), List.of(w, x));
    return graph.toString();
  }

  @Test
  void namesTheScopeOfTheForwardNode() {
    Node x = graph.input("x", Shape.of(3));
    Node y = graph.inScope("dense_1", () -> Ops.tanh(x));
    Node loss = Ops.sum(y);
    int before = graph.nodes().size();
    Gradients.of(loss, List.of(x));
    List<String> scopes = graph.nodes().stream().skip(before).map(Node::scope).toList();
    assertThat(scopes).contains("dense_1/grad").allMatch(scope -> scope.equals("dense_1/grad") || scope.equals("grad"));
    assertThat(graph.scope()).isEmpty();
  }

  @Test
  void deepGraphsNeedNoStack() {
    Node x = graph.input("x", Shape.SCALAR);
    Node y = x;
    for (int i = 0; i < 20_000; i++) {
      y = Ops.neg(y);
    }
    assertThat(evaluate(Gradients.of(y, List.of(x)).getFirst(), 1)).containsExactly(1);
  }

  @Test
  void refusesALossThatIsNoNumber() {
    Node x = graph.input("x", Shape.of(2, 3));
    assertThatThrownBy(() -> Gradients.of(x, List.of(x)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("(2, 3)", "Ops.mean");
    assertThatThrownBy(() -> Gradients.of(Ops.sum(x), List.of(new Graph().constant(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another graph");
    Node one = graph.input("one", Shape.of(1, 1));
    assertThat(Gradients.of(one, List.of(one)).getFirst().shape()).isEqualTo(Shape.of(1, 1));
  }

  // ---- conventions ----

  @Test
  void reluHasSlopeZeroAtZero() {
    Node x = graph.input("x", Shape.of(3));
    assertThat(evaluate(Gradients.of(Ops.sum(Ops.relu(x)), List.of(x)).getFirst(), -1, 0, 1)).containsExactly(0, 0, 1);
    assertThat(evaluate(Gradients.of(Ops.sum(Ops.abs(x)), List.of(x)).getFirst(), -1, 0, 1)).containsExactly(-1, 0, 1);
  }

  @Test
  void theFirstOfEqualOperandsTakesTheGradient() {
    Node a = graph.input("x", Shape.of(3));
    Node b = graph.constant(Tensor.vector(2, 2, 2));
    Node c = graph.constant(Tensor.vector(1, 2, 3));
    assertThat(evaluate(Gradients.of(Ops.sum(Ops.max(a, b)), List.of(a)).getFirst(), 1, 2, 3)).containsExactly(0, 1, 1);
    assertThat(evaluate(Gradients.of(Ops.sum(Ops.min(a, b)), List.of(a)).getFirst(), 1, 2, 3)).containsExactly(1, 1, 0);
    assertThat(evaluate(Gradients.of(Ops.sum(Ops.max(c, a)), List.of(a)).getFirst(), 2, 2, 2)).containsExactly(1, 0, 0);
    assertThat(evaluate(Gradients.of(Ops.sum(Ops.min(c, a)), List.of(a)).getFirst(), 2, 2, 2)).containsExactly(0, 0, 1);
  }

  @Test
  void equalLargestElementsShareTheGradient() {
    Node x = graph.input("x", Shape.of(2, 3));
    Node loss = Ops.sum(Ops.reduce(ReduceFunction.MAX, x, false, 1));
    assertThat(evaluate(Gradients.of(loss, List.of(x)).getFirst(), 5, 1, 5, 2, 3, 1))
        .containsExactly(0.5, 0, 0.5, 0, 1, 0);
  }

  @Test
  void powersOfZeroHaveFiniteSlopes() {
    Node x = graph.input("x", Shape.of(3));
    Node y = graph.constant(Tensor.vector(0, 1, 2));
    List<Node> byBase = Gradients.of(Ops.sum(Ops.pow(x, y)), List.of(x, y));
    assertThat(evaluate(byBase.get(0), 0, 0, 0)).containsExactly(0, 1, 0);
    assertThat(evaluate(byBase.get(1), 0, 0, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void maxPoolingCannotBeDifferentiatedTwice() {
    Node x = graph.input("x", Shape.of(1, 2, 2, 1));
    Node loss = Ops.square(Ops.sum(Ops.maxPool2d(x, Window2d.valid(2, 2, 1, 1))));
    Node once = Gradients.of(loss, List.of(x)).getFirst();
    assertThat(evaluate(once, 1, 4, 2, 3)).containsExactly(0, 8, 0, 0);
    assertThatThrownBy(() -> Gradients.of(Ops.sum(once), List.of(x)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("no second derivative");
  }

  /** The value of a node, with numbers dealt out to the inputs in order of declaration. */
  private double[] evaluate(Node node, double... numbers) {
    String name = "output " + graph.outputs().size();
    graph.output(name, node);
    ReferenceBackend backend = new ReferenceBackend();
    ReferenceExecutable executable = backend.prepare(graph, backend.newVariables());
    int next = 0;
    for (String input : graph.inputs().keySet()) {
      double[] values = new double[graph.inputs().get(input).shape().size()];
      for (int i = 0; i < values.length && next < numbers.length; i++) {
        values[i] = numbers[next++];
      }
      executable.writeDouble(input, values);
    }
    executable.run(0);
    return executable.readDouble(name);
  }
}
