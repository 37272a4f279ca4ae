package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A convolution leaves out what pooling does not read, and nobody can tell; the reference is the judge. */
class TrimToPoolTest {

  private static final int BATCH = 5;

  /** A convolution, relu and pooling, with a loss and its gradients. */
  private static final class Net {
    final Graph graph = new Graph();
    final Node x;
    final Node convolved;

    Net(int height, int width, int channels, int filters, Window2d conv, Window2d pool) {
      x = graph.batchInput("x", Shape.of(BATCH, height, width, channels));
      Node kernel = graph.variable("kernel", Shape.of(conv.height(), conv.width(), channels, filters));
      Node bias = graph.variable("bias", Shape.of(filters));
      convolved = Ops.conv2d(x, kernel, conv, 1);
      Node pooled = Ops.maxPool2d(Ops.relu(Ops.add(convolved, bias)), pool);
      Node loss = Ops.mean(Ops.square(Ops.add(pooled, -0.3)));
      graph.output("loss", loss);
      List<Node> gradients = Gradients.of(loss, List.of(kernel, bias, x));
      graph.output("dKernel", gradients.get(0));
      graph.output("dBias", gradients.get(1));
      graph.output("dx", gradients.get(2));
    }

    /** Pixels of the convolution's output in the plan. */
    Shape computed() {
      return TrimToPool.run(PoolFirst.run(Simplify.run(graph))).nodes().stream()
          .filter(node -> node.op() instanceof Op.Conv2d).findFirst().orElseThrow().shape();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // height, width, channels, filters, kernel, stride, padding, pool, pool stride, rows, columns computed
    "13, 13, 16, 32, 3, 1, 0, 2, 2, 10, 10", "9, 8, 1, 16, 3, 1, 0, 2, 2, 6, 6", "10, 12, 3, 20, 3, 1, 0, 3, 3, 6, 9",
    "12, 11, 4, 16, 5, 1, 2, 3, 3, 12, 9", "11, 11, 2, 16, 3, 1, 1, 2, 2, 10, 10", "15, 16, 3, 33, 3, 2, 0, 2, 2, 6, 6",
    "9, 9, 3, 5, 3, 1, 0, 2, 3, 5, 5", "29, 29, 64, 64, 3, 1, 1, 4, 4, 28, 28", "8, 9, 16, 3, 1, 1, 0, 3, 2, 7, 9"
  })
  void givesWhatTheReferenceGives(
      int height, int width, int channels, int filters, int size, int stride, int padding, int pool, int poolStride,
      int rows, int columns) {
    Window2d conv = new Window2d(size, size, stride, stride, 1, 1, padding, padding, padding, padding);
    Net net = new Net(height, width, channels, filters, conv, Window2d.valid(pool, pool, poolStride, poolStride));

    assertThat(net.computed()).isEqualTo(Shape.of(BATCH, rows, columns, filters));
    AgainstReference.compare(net.graph);
  }

  @Test
  void leavesTheConvolutionWholeWhereSomebodyElseReadsIt() {
    Net net = new Net(9, 9, 3, 16, Window2d.valid(3, 3, 1, 1), Window2d.valid(2, 2, 2, 2));
    net.graph.output("convolved", net.convolved);

    assertThat(net.computed()).isEqualTo(net.convolved.shape());
    AgainstReference.compare(net.graph);
  }
}
