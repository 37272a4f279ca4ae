package dev.kasane.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several slices or products hand back to one node: the same numbers as share after share, in fewer nodes. */
class JoinedSharesTest {

  private final Graph graph = new Graph();
  private final Node x = graph.batchInput("x", Shape.of(2, 5));

  /** Columns from start on, times a factor. */
  private Node part(int start, int count, double factor) {
    return Ops.sum(Ops.mul(Ops.slice(x, List.of(0, start), Shape.of(2, count)), factor));
  }

  private double[] gradient(Node loss, Node by) {
    graph.output("dx", Gradients.of(loss, List.of(by)).getFirst());
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceExecutable executable = (ReferenceExecutable) backend.prepare(graph, backend.newVariables());
      graph.inputs().forEach((name, node) -> {
        double[] values = new double[node.shape().size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = i + 1;
        }
        executable.writeDouble(name, values);
      });
      executable.run(0);
      return executable.readDouble("dx");
    }
  }

  private long count(Class<? extends Op> kind) {
    return graph.nodes().stream().filter(node -> kind.isInstance(node.op())).count();
  }

  @Test
  void slicesSideBySideBecomeOneConcat() {
    Node loss = Ops.add(Ops.add(part(3, 2, 7), part(0, 1, 2)), part(1, 2, 3));
    assertThat(gradient(loss, x)).containsExactly(2, 3, 3, 7, 7, 2, 3, 3, 7, 7);
    assertThat(count(Op.Concat.class)).isEqualTo(1);
    assertThat(count(Op.Pad.class)).isZero();
  }

  @Test
  void whatNoSliceReadsGetsZeros() {
    assertThat(gradient(Ops.add(part(1, 1, 2), part(3, 1, 3)), x)).containsExactly(0, 2, 0, 3, 0, 0, 2, 0, 3, 0);
  }

  @Test
  void slicesThatOverlapAreAdded() {
    assertThat(gradient(Ops.add(part(0, 3, 2), part(2, 3, 3)), x)).containsExactly(2, 2, 5, 3, 3, 2, 2, 5, 3, 3);
  }

  @Test
  void slicesAlongTwoAxesAreAdded() {
    Node row = Ops.sum(Ops.mul(Ops.slice(x, List.of(1, 0), Shape.of(1, 5)), 10));
    assertThat(gradient(Ops.add(row, part(0, 2, 1)), x)).containsExactly(1, 1, 0, 0, 0, 11, 11, 10, 10, 10);
  }

  @Test
  void aSliceAndAnotherUseAreAdded() {
    assertThat(gradient(Ops.add(Ops.sum(x), part(4, 1, 2)), x)).containsExactly(1, 1, 1, 1, 3, 1, 1, 1, 1, 3);
  }

  @Test
  void productsWithOneMatrixBecomeOneProduct() {
    Node kernel = graph.batchInput("kernel", Shape.of(2, 2));
    Node a = graph.batchInput("a", Shape.of(3, 2));
    Node b = graph.batchInput("b", Shape.of(3, 2));
    Node once = Ops.sum(Ops.matMul(a, kernel));
    Node twice = Ops.add(once, Ops.mul(Ops.sum(Ops.matMul(b, kernel)), 10));

    // column sums of a and b: 1 + 3 + 5 = 9 and 2 + 4 + 6 = 12
    assertThat(gradient(twice, kernel)).containsExactly(99, 99, 132, 132);
    assertThat(count(Op.MatMul.class)).isEqualTo(3);
  }

  @Test
  void productsOfUnequallyManyRowsToo() {
    Node kernel = graph.batchInput("kernel", Shape.of(2, 2));
    Node a = graph.batchInput("a", Shape.of(3, 2));
    Node b = graph.batchInput("b", Shape.of(1, 2));
    Node sum = Ops.add(Ops.sum(Ops.matMul(a, kernel)), Ops.mul(Ops.sum(Ops.matMul(b, kernel)), 10));
    assertThat(gradient(sum, kernel)).containsExactly(9 + 10, 9 + 10, 12 + 20, 12 + 20);
    assertThat(count(Op.MatMul.class)).isEqualTo(3);
  }
}
