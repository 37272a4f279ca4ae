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

/** Pooling moves before bias and activation where nobody can tell, with the reference as the judge. */
class PoolFirstTest {

  private static final int BATCH = 5;

  private static final Window2d TWO = Window2d.valid(2, 2, 2, 2);

  /** A convolution with bias, relu and pooling, its loss and its gradients. */
  private static final class Net {
    final Graph graph = new Graph();
    final Node x;
    final Node kernel;
    final Node bias;
    final Node relu;
    final Node pooled;

    Net(int height, int width, int channels, int filters, Window2d window) {
      x = graph.batchInput("x", Shape.of(BATCH, height, width, channels));
      kernel = graph.variable("kernel", Shape.of(3, 3, channels, filters));
      bias = graph.variable("bias", Shape.of(filters));
      Node convolved = Ops.conv2d(x, kernel, Window2d.valid(3, 3, 1, 1), 1);
      relu = Ops.relu(Ops.add(convolved, bias));
      pooled = Ops.maxPool2d(relu, window);
    }

    void train() {
      Node loss = Ops.mean(Ops.square(Ops.add(pooled, -0.3)));
      graph.output("loss", loss);
      List<Node> gradients = Gradients.of(loss, List.of(kernel, bias, x));
      graph.output("dKernel", gradients.get(0));
      graph.output("dBias", gradients.get(1));
      graph.output("dx", gradients.get(2));
    }

    boolean poolsFirst() {
      return PoolFirst.run(Simplify.run(graph)).nodes().stream()
          .anyMatch(node -> node.op() instanceof Op.MaxPool2d && node.input(0).op() instanceof Op.Conv2d);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 8, 1, 16, 2, 2", "9, 7, 3, 16, 2, 2", "11, 13, 16, 32, 2, 2", "12, 12, 4, 20, 3, 3", "12, 9, 2, 5, 3, 2",
    "10, 10, 2, 33, 2, 3", "14, 14, 3, 16, 5, 5", "7, 7, 2, 8, 2, 1"
  })
  void givesWhatTheReferenceGives(int height, int width, int channels, int filters, int size, int stride) {
    Net net = new Net(height, width, channels, filters, Window2d.valid(size, size, stride, stride));
    net.train();
    assertThat(net.poolsFirst()).isTrue();

    AgainstReference.compare(net.graph);
  }

  @Test
  void staysWhereTheUnpooledValuesAreAnOutput() {
    Net net = new Net(8, 8, 1, 16, TWO);
    net.graph.output("relu", net.relu);
    net.train();

    assertThat(net.poolsFirst()).isFalse();
    AgainstReference.compare(net.graph);
  }

  @Test
  void staysWhereSomebodyElseReadsThem() {
    Net net = new Net(8, 8, 1, 16, TWO);
    net.graph.output("mean", Ops.mean(net.relu));
    net.train();

    assertThat(net.poolsFirst()).isFalse();
    AgainstReference.compare(net.graph);
  }

  @Test
  void staysWithPaddingWhoseWindowsMayBeEmpty() {
    Net net = new Net(8, 8, 1, 16, new Window2d(2, 2, 2, 2, 1, 1, 1, 1, 1, 1));
    net.train();

    assertThat(net.poolsFirst()).isFalse();
    AgainstReference.compare(net.graph);
  }

  @Test
  void movesInPredictionToo() {
    Net net = new Net(8, 8, 1, 16, TWO);
    net.graph.output("y", net.pooled);

    assertThat(net.poolsFirst()).isTrue();
    AgainstReference.compare(net.graph);
  }

  @Test
  void aGradientWithoutItsPoolingFindsThePlaces() {
    Net net = new Net(8, 8, 1, 16, TWO);
    Node mask = Ops.greater(net.relu, net.graph.constant(0));
    Node dy = net.graph.input("dy", net.pooled.shape());
    Node gradient = net.graph.add(new Op.MaxPool2dGrad(TWO), List.of(net.relu, dy));
    net.graph.output("masked", Ops.mul(gradient, mask));

    assertThat(net.poolsFirst()).isFalse();
    AgainstReference.compare(net.graph);
  }
}
