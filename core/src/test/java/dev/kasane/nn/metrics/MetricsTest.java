package dev.kasane.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.Eval;
import dev.kasane.nn.Metrics;
import dev.kasane.tensor.Shape;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final double NAN = Double.NaN;

  private final Eval eval = new Eval();

  @Test
  void accuracyOfClassNumbersAndOfRows() {
    Node outputs = eval.input(Shape.of(4, 3), 0.1, 0.7, 0.2, 5, 4, 3, -3, -2, -1, 1, 1, 0);
    Node numbers = eval.input(Shape.of(4), 1, 2, 2, 0);
    Node rows = eval.input(Shape.of(4, 3), 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0);

    // Of equal outputs the first counts.
    assertThat(eval.value(Metrics.accuracy().apply(numbers, outputs))).containsExactly(1, 0, 1, 1);
    assertThat(eval.value(Metrics.accuracy().apply(rows, outputs))).containsExactly(1, 0, 1, 1);
  }

  @Test
  void accuracyOfSequencesIsTheMeanOverTheirPlaces() {
    Node outputs = eval.input(Shape.of(2, 2, 2), 1, 0, 1, 0, 0, 1, 0, 1);
    assertThat(eval.value(Metrics.accuracy().apply(eval.input(Shape.of(2, 2), 0, 1, 1, 1), outputs)))
        .containsExactly(0.5, 1);
  }

  @Test
  void accuracyOfYesOrNo() {
    Node single = eval.input(Shape.of(4, 1), 0.4, 0.6, 0.5, 0.9);
    assertThat(eval.value(Metrics.accuracy().apply(eval.input(Shape.of(4, 1), 0, 1, 0, 0), single)))
        .containsExactly(1, 1, 1, 0);
    assertThat(eval.value(Metrics.accuracy().apply(eval.input(Shape.of(4), 0, 1, 1, 1), single)))
        .containsExactly(1, 1, 0, 1);

    // Several questions answered by a sigmoid: each by itself.
    Node several = Ops.sigmoid(eval.input(Shape.of(1, 4), -2, 3, 1, -1));
    assertThat(eval.value(Metrics.accuracy().apply(eval.input(Shape.of(1, 4), 0, 1, 1, 1), several)))
        .containsExactly(0.75);
    Node logits = eval.input(Shape.of(2, 1), 0.2, -0.2);
    assertThat(eval.value(new BinaryAccuracy(0).apply(eval.input(Shape.of(2, 1), 1, 0), logits)))
        .containsExactly(1, 1);
  }

  @Test
  void topK() {
    Node outputs = eval.input(Shape.of(4, 4), 9, 7, 5, 3, 9, 7, 5, 3, 9, 7, 5, 3, 1, 1, 1, 1);
    Node labels = eval.input(Shape.of(4), 0, 1, 2, 3);

    assertThat(eval.value(Metrics.topKAccuracy(1).apply(labels, outputs))).containsExactly(1, 0, 0, 1);
    assertThat(eval.value(Metrics.topKAccuracy(2).apply(labels, outputs))).containsExactly(1, 1, 0, 1);
    assertThat(eval.value(Metrics.topKAccuracy(3).apply(Ops.oneHot(labels, 4), outputs))).containsExactly(1, 1, 1, 1);
    assertThat(Metrics.topKAccuracy(3).name()).isEqualTo("top_3_accuracy");
  }

  @Test
  void topKOfNoNumbersIsWrong() {
    Node outputs = eval.input(Shape.of(2, 2), NAN, NAN, NAN, 1);
    assertThat(eval.value(Metrics.topKAccuracy(2).apply(eval.input(Shape.of(2), 0, 0), outputs)))
        .containsExactly(0, 0);
  }

  @Test
  void errors() {
    Node outputs = eval.input(Shape.of(2, 2), 1, 2, 3, 4);
    Node targets = eval.input(Shape.of(2, 2), 1, 4, 3, -2);
    assertThat(eval.value(Metrics.mse().apply(targets, outputs))).containsExactly(2, 18);
    assertThat(eval.value(Metrics.mae().apply(targets, outputs))).containsExactly(1, 3);
  }

  @Test
  void messages() {
    Node outputs = eval.input(Shape.of(2, 3), new double[6]);
    assertThatThrownBy(() -> Metrics.accuracy().apply(eval.input(Shape.of(2, 4), new double[8]), outputs))
        .isInstanceOf(ShapeException.class)
        .hasMessage("expected targets of shape (2) (class numbers) or (2, 3) for outputs of shape (2, 3), received"
            + " shape (2, 4)");
    assertThatThrownBy(() -> Metrics.topKAccuracy(0)).hasMessage("TopKAccuracy: k must be at least 1, received 0");
  }
}
