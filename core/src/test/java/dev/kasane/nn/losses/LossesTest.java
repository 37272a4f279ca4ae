package dev.kasane.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.Eval;
import dev.kasane.nn.Losses;
import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Losses and their derivatives against the formulas written out in plain double arithmetic. */
class LossesTest {

  private static final int SAMPLES = 5;
  private static final int CLASSES = 7;
  private static final int[] LABELS = {0, 6, 3, 3, 1};
  private static final Shape SHAPE = Shape.of(SAMPLES, CLASSES);

  private final Eval eval = new Eval();
  private final double[] logits = new SplittableRandom(3).doubles(SHAPE.size(), -4, 4).toArray();
  private final double[] values = new SplittableRandom(4).doubles(SHAPE.size(), -3, 3).toArray();

  private static double[] oneHot() {
    double[] rows = new double[SAMPLES * CLASSES];
    for (int i = 0; i < SAMPLES; i++) {
      rows[i * CLASSES + LABELS[i]] = 1;
    }
    return rows;
  }

  private Node labels() {
    return eval.input(Shape.of(SAMPLES), Arrays.stream(LABELS).asDoubleStream().toArray());
  }

  private static double[] row(double[] x, int sample) {
    return Arrays.copyOfRange(x, sample * CLASSES, (sample + 1) * CLASSES);
  }

  private static double[] softmax(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double sum = Arrays.stream(z).map(v -> Math.exp(v - max)).sum();
    return Arrays.stream(z).map(v -> Math.exp(v - max) / sum).toArray();
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double[] perSample(ToDoubleFunction<Integer> f) {
    double[] result = new double[SAMPLES];
    Arrays.setAll(result, f::applyAsDouble);
    return result;
  }

  private static void assertClose(double[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double tolerance = 1e-6 * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void crossEntropyOfSoftmaxAndOfLogits() {
    Node z = eval.input(SHAPE, logits);
    Node rows = eval.input(SHAPE, oneHot());
    Node labels = labels();
    double[] expected = perSample(i -> -Math.log(softmax(row(logits, i))[LABELS[i]]));
    double[] gradient = new double[SHAPE.size()];
    for (int i = 0; i < SAMPLES; i++) {
      double[] p = softmax(row(logits, i));
      for (int k = 0; k < CLASSES; k++) {
        gradient[i * CLASSES + k] = p[k] - (k == LABELS[i] ? 1 : 0);
      }
    }
    for (Node loss : List.of(
        Losses.categoricalCrossentropy().apply(rows, Ops.softmax(z)),
        Losses.categoricalCrossentropy(true, 0).apply(rows, z),
        Losses.sparseCategoricalCrossentropy().apply(labels, Ops.softmax(z)),
        Losses.sparseCategoricalCrossentropy(true).apply(labels, z),
        // Contradictory settings: what the softmax reads is used all the same.
        Losses.sparseCategoricalCrossentropy(true).apply(labels, Ops.softmax(z)))) {
      assertThat(loss.shape()).isEqualTo(Shape.of(SAMPLES));
      assertClose(eval.value(loss), expected);
      assertClose(eval.gradient(loss, z), gradient);
    }
  }

  @Test
  void crossEntropyOfProbabilitiesDividesByTheirSum() {
    double[] positive = Arrays.stream(values).map(Math::abs).toArray();
    Node outputs = eval.input(SHAPE, positive);
    double[] expected =
        perSample(i -> -Math.log(row(positive, i)[LABELS[i]] / Arrays.stream(row(positive, i)).sum()));

    assertClose(eval.value(Losses.categoricalCrossentropy().apply(eval.input(SHAPE, oneHot()), outputs)), expected);
    assertClose(eval.value(Losses.sparseCategoricalCrossentropy().apply(labels(), outputs)), expected);
  }

  @Test
  void probabilitiesOfZeroAreKeptAway() {
    Node outputs = eval.input(Shape.of(2, 2), 1, 0, 0, 0);
    Node loss = Losses.sparseCategoricalCrossentropy().apply(eval.input(Shape.of(2), 1, 0), outputs);

    assertClose(eval.value(loss), -Math.log(1e-7), -Math.log(1e-7));
    assertThat(eval.gradient(loss, outputs)).doesNotContain(Double.NaN);
  }

  @Test
  void labelSmoothing() {
    Node z = eval.input(SHAPE, logits);
    Node loss = Losses.categoricalCrossentropy(true, 0.1).apply(eval.input(SHAPE, oneHot()), z);

    assertClose(
        eval.value(loss),
        perSample(
            i -> {
              double[] p = softmax(row(logits, i));
              double sum = 0;
              for (int k = 0; k < CLASSES; k++) {
                sum -= (0.1 / CLASSES + (k == LABELS[i] ? 0.9 : 0)) * Math.log(p[k]);
              }
              return sum;
            }));
  }

  @Test
  void binaryCrossEntropy() {
    double[] bits = new SplittableRandom(5).ints(SHAPE.size(), 0, 2).asDoubleStream().toArray();
    Node z = eval.input(SHAPE, logits);
    Node t = eval.input(SHAPE, bits);
    double[] expected = new double[SAMPLES];
    double[] gradient = new double[SHAPE.size()];
    for (int i = 0; i < SHAPE.size(); i++) {
      double p = sigmoid(logits[i]);
      expected[i / CLASSES] -= (bits[i] * Math.log(p) + (1 - bits[i]) * Math.log(1 - p)) / CLASSES;
      gradient[i] = (p - bits[i]) / CLASSES;
    }
    double[] probabilities = Arrays.stream(logits).map(LossesTest::sigmoid).toArray();
    assertClose(
        eval.value(Losses.binaryCrossentropy().apply(t, eval.input(SHAPE, probabilities))), expected);
    for (Node loss : List.of(
        Losses.binaryCrossentropy().apply(t, Ops.sigmoid(z)), Losses.binaryCrossentropy(true).apply(t, z))) {
      assertClose(eval.value(loss), expected);
      assertClose(eval.gradient(loss, z), gradient);
    }
  }

  /** The right class far ahead and far behind, and all equal: neither the loss nor its derivative may break. */
  @Test
  void extremeLogitsStayFinite() {
    Node z = eval.input(Shape.of(3, 3), 1000, -1000, 0, -1000, 1000, 0, 1000, 1000, 1000);
    Node loss = Losses.sparseCategoricalCrossentropy().apply(eval.input(Shape.of(3), 0, 0, 2), Ops.softmax(z));
    assertOnBothBackends(loss, 0, 2000, Math.log(3));
    assertOnBothBackends(Eval.derivative(loss, z), 0, 0, 0, -1, 1, 0, 1 / 3.0, 1 / 3.0, -2 / 3.0);
  }

  @Test
  void extremeScoresOfASigmoidStayFinite() {
    Node scores = eval.input(Shape.of(4, 1), 1000, 1000, -1000, -1000);
    Node binary = Losses.binaryCrossentropy().apply(eval.input(Shape.of(4, 1), 1, 0, 1, 0), Ops.sigmoid(scores));
    assertOnBothBackends(binary, 0, 1000, 1000, 0);
    assertOnBothBackends(Eval.derivative(binary, scores), 0, 1, -1, 0);
  }

  private void assertOnBothBackends(Node node, double... expected) {
    assertClose(eval.value(node), expected);
    assertClose(eval.cpuValue(node), expected);
  }

  @Test
  void distances() {
    Node x = eval.input(SHAPE, logits);
    Node t = eval.input(SHAPE, values);
    double[] squared = new double[SAMPLES];
    double[] absolute = new double[SAMPLES];
    double[] huber = new double[SAMPLES];
    double[] huberGradient = new double[SHAPE.size()];
    for (int i = 0; i < SHAPE.size(); i++) {
      double e = logits[i] - values[i];
      squared[i / CLASSES] += e * e / CLASSES;
      absolute[i / CLASSES] += Math.abs(e) / CLASSES;
      boolean near = Math.abs(e) <= 1.5;
      huber[i / CLASSES] += (near ? e * e / 2 : 1.5 * Math.abs(e) - 1.125) / CLASSES;
      huberGradient[i] = (near ? e : 1.5 * Math.signum(e)) / CLASSES;
    }
    assertClose(eval.value(Losses.meanSquaredError().apply(t, x)), squared);
    assertClose(eval.value(Losses.meanAbsoluteError().apply(t, x)), absolute);
    assertClose(eval.value(Losses.huber(1.5).apply(t, x)), huber);
    assertClose(eval.gradient(Losses.huber(1.5).apply(t, x), x), huberGradient);
  }

  /** ConvNetJS: dx is 1 for each wrong class inside the margin, and minus their number for the right class. */
  @Test
  void hinge() {
    Node scores = eval.input(Shape.of(2, 4), 2, 1.5, -3, 2.25, 5, 1, 1, 1);
    Node loss = Losses.hinge().apply(eval.input(Shape.of(2), 0, 0), scores);

    // 1.5 − 2 + 1 = 0.5 and 2.25 − 2 + 1 = 1.25; the second sample leads by more than 1.
    assertClose(eval.value(loss), 1.75, 0);
    assertClose(eval.gradient(loss, scores), -2, 1, 0, 1, 0, 0, 0, 0);
    assertClose(eval.value(new Hinge(0.1).apply(eval.input(Shape.of(2), 0, 0), scores)), 0.35, 0);
  }

  /** One number a sample, the mean over the places of a sequence or image. */
  @Test
  void furtherAxesAreAveraged() {
    double[] ahead = {0, Math.log(3), Math.log(3), 0, 0, 0, 0, 0};
    Node z = eval.input(Shape.of(2, 2, 2), ahead);
    Node labels = eval.input(Shape.of(2, 2), 0, 0, 1, 1);
    // Probabilities of the right class: 1/4 and 3/4, then 1/2 twice.
    double[] expected = {(Math.log(4) + Math.log(4 / 3.0)) / 2, Math.log(2)};

    assertClose(eval.value(Losses.sparseCategoricalCrossentropy(true).apply(labels, z)), expected);
    assertThat(Losses.sparseCategoricalCrossentropy().targetShape(Shape.of(2, 2))).isEqualTo(Shape.of(2));
    Node x = eval.input(Shape.of(2, 2, 2), 1, 1, 1, 1, 0, 0, 0, 2);
    Node zeros = eval.input(Shape.of(2, 2, 2), new double[8]);
    assertClose(eval.value(Losses.meanSquaredError().apply(zeros, x)), 1, 1);
    Node numbers = eval.input(Shape.of(2), 3, 2);
    assertClose(eval.value(Losses.meanSquaredError().apply(eval.input(Shape.of(2), 1, 2), numbers)), 4, 0);
  }

  @Test
  void targetShapes() {
    Shape ten = Shape.of(10);
    assertThat(Losses.categoricalCrossentropy().targetShape(ten)).isEqualTo(ten);
    assertThat(Losses.sparseCategoricalCrossentropy().targetShape(ten)).isEqualTo(Shape.SCALAR);
    assertThat(Losses.hinge().targetShape(ten)).isEqualTo(Shape.SCALAR);
    assertThat(Losses.binaryCrossentropy().targetShape(ten)).isEqualTo(ten);
    assertThat(Losses.sparseCategoricalCrossentropy().classes(ten)).isEqualTo(10);
    assertThat(Losses.hinge().classes(ten)).isEqualTo(10);
    assertThat(Losses.categoricalCrossentropy().classes(ten)).isEqualTo(-1);
  }

  @Test
  void messages() {
    for (Loss loss :
        List.of(Losses.categoricalCrossentropy(), Losses.sparseCategoricalCrossentropy(), Losses.hinge())) {
      assertThatThrownBy(() -> loss.targetShape(Shape.of(1)))
          .isInstanceOf(ShapeException.class)
          .hasMessage(loss.name() + ": expected an output of at least 2 classes on the last axis, received samples of"
              + " shape (1); use as many units as there are classes, or binary_crossentropy for a single one");
      assertThatThrownBy(() -> loss.targetShape(Shape.SCALAR)).isInstanceOf(ShapeException.class);
    }
    assertThatThrownBy(() -> Losses.categoricalCrossentropy(false, 1))
        .hasMessage("CategoricalCrossentropy: labelSmoothing must be at least 0 and below 1, received 1.0");
    assertThatThrownBy(() -> Losses.huber(0)).hasMessageContaining("delta must be a finite number above 0");
  }
}
