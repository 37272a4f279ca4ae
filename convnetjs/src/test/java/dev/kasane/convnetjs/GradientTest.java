package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of every layer in {@link Mode#CORRECT} against central differences of the loss. */
class GradientTest {

  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {
    "{type: 'fc', num_neurons: 7}",
    "{type: 'fc', num_neurons: 7, activation: 'relu'}",
    "{type: 'fc', num_neurons: 7, activation: 'sigmoid'}",
    "{type: 'fc', num_neurons: 7, activation: 'tanh'}",
    "{type: 'fc', num_neurons: 7, activation: 'maxout', group_size: 3}",
    "{type: 'fc', num_neurons: 7, drop_prob: 0.4}",
    "{type: 'fc', num_neurons: 3, tensor: true}",
    "{type: 'conv', sx: 3, filters: 4}",
    "{type: 'conv', sx: 3, sy: 2, filters: 4, stride: 2, pad: 2, activation: 'tanh'}",
    "{type: 'conv', sx: 2, filters: 4, activation: 'maxout'}",
    "{type: 'pool', sx: 2}",
    "{type: 'pool', sx: 3, sy: 2, stride: 1, pad: 1}",
    "{type: 'pool', sx: 1, stride: 2, pad: 2}",
    "{type: 'lrn', k: 1, n: 3, alpha: 3, beta: 0.5}",
    "{type: 'lrn', k: 2, n: 5, alpha: 0.7, beta: 0.75}",
    "{type: 'quadtransform'}",
    "{type: 'relu'}",
    "{type: 'sigmoid'}",
    "{type: 'tanh'}",
    "{type: 'maxout', group_size: 2}",
    "{type: 'dropout', drop_prob: 0.3}"
  })
  void agreeWithDifferences(String layer) {
    for (String loss : List.of("{type: 'softmax', num_classes: 3}", "{type: 'svm', num_classes: 3}",
        "{type: 'regression', num_neurons: 3}")) {
      check("[{type: 'input', out_sx: 5, out_sy: 4, out_depth: 3}, " + layer + ", " + loss + "]",
          loss.contains("regression") ? Target.values(0.3, -0.7, 1.1) : Target.label(1));
    }
  }

  private static void check(String definitions, Target y) {
    Replayed random = new Replayed();
    Net net = new Net(Mode.CORRECT, Rand.of(random));
    net.makeLayers(definitions);
    random.mark();
    Vol x = new Vol(5, 4, 3, Rand.seeded(7));
    x.w()[3] = 0.9;
    loss(net, random, x, y);
    net.backward(y);
    double[] dx = x.dw().clone();
    compare(definitions + " input", x.w(), dx, net, random, x, y);
    for (ParamsAndGrads set : net.getParamsAndGrads()) {
      compare(definitions + " parameters", set.params(), set.grads().clone(), net, random, x, y);
    }
  }

  private static void compare(
      String what, double[] values, double[] gradients, Net net, Replayed random, Vol x, Target y) {
    for (int i = 0; i < values.length; i++) {
      double old = values[i];
      values[i] = old + STEP;
      double above = loss(net, random, x, y);
      values[i] = old - STEP;
      double below = loss(net, random, x, y);
      values[i] = old;
      double difference = (above - below) / (2 * STEP);
      assertThat(Math.abs(gradients[i] - difference))
          .as("%s [%d]: gradient %s, difference %s", what, i, gradients[i], difference)
          .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(difference)));
    }
  }

  /** The loss of a training pass that drops what the first one dropped. */
  private static double loss(Net net, Replayed random, Vol x, Target y) {
    random.replay();
    net.forward(x, true);
    return ((dev.kasane.convnetjs.layers.LossLayer) net.layers().getLast()).backward(y);
  }

  /** Random numbers that can be had again from a marked place on. */
  private static final class Replayed implements java.util.function.DoubleSupplier {

    private long index;
    private long marked;

    @Override
    public double getAsDouble() {
      return dev.kasane.tensor.CounterRandom.uniform(5, index++);
    }

    void mark() {
      marked = index;
    }

    void replay() {
      index = marked;
    }
  }
}
