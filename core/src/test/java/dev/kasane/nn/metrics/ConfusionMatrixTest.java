package dev.kasane.nn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static ConfusionMatrix animals() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog", "bird"));
    for (int i = 0; i < 8; i++) {
      matrix.add(0, 0);
    }
    matrix.add(0, 1);
    matrix.add(0, 1);
    matrix.add(1, 1);
    return matrix;
  }

  @Test
  void countsAndShares() {
    ConfusionMatrix matrix = animals();
    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{8, 2, 0}, {0, 1, 0}, {0, 0, 0}});
    assertThat(matrix.total()).isEqualTo(11);
    assertThat(matrix.accuracy()).isEqualTo(9 / 11.0);
    assertThat(matrix.recall(0)).isEqualTo(0.8);
    assertThat(matrix.precision(0)).isEqualTo(1);
    assertThat(matrix.recall(1)).isEqualTo(1);
    assertThat(matrix.precision(1)).isEqualTo(1 / 3.0);
    // 2 · (1 · 0.8) / 1.8
    assertThat(matrix.f1(0)).isCloseTo(1.6 / 1.8, within(1e-12));
    assertThat(matrix.recall(2)).isNaN();
    assertThat(matrix.precision(2)).isNaN();
    assertThat(new ConfusionMatrix(2).accuracy()).isNaN();
  }

  @Test
  void batches() {
    Tensor outputs = Tensor.of(Shape.of(3, 2), 0.2f, 0.8f, 3, 1, 1, 1);
    ConfusionMatrix numbers = new ConfusionMatrix(2);
    numbers.add(Tensor.vector(1, 1, 0), outputs);
    assertThat(numbers.counts()).isDeepEqualTo(new long[][] {{1, 0}, {1, 1}});

    ConfusionMatrix rows = new ConfusionMatrix(2);
    rows.add(Tensor.matrix(new float[] {0, 1}, new float[] {0, 1}, new float[] {1, 0}), outputs);
    assertThat(rows.counts()).isDeepEqualTo(numbers.counts());
  }

  @Test
  void table() {
    assertThat(animals().toString())
        .isEqualTo(
            """
            true \\ predicted     cat    dog  bird  total  recall
            cat                    8      2     .     10   80.0%
            dog                    .      1     .      1  100.0%
            bird                   .      .     .      0       -
            total                  8      3     0     11
            precision         100.0%  33.3%     -
            accuracy 81.82%: 9 of 11
            """);
    assertThat(new ConfusionMatrix(2).toString()).endsWith("accuracy -: 0 of 0\n");
  }

  @Test
  void tenClassesOfThousandsFitATerminal() {
    ConfusionMatrix matrix = new ConfusionMatrix(10);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      matrix.add(random.nextInt(10), random.nextInt(10));
    }
    assertThat(matrix.toString().lines()).hasSize(14).allMatch(line -> line.length() <= 100);
  }

  @Test
  void wideOnesListTheWorst() {
    ConfusionMatrix matrix = new ConfusionMatrix(100);
    for (int label = 0; label < 100; label++) {
      for (int i = 0; i <= label; i++) {
        matrix.add(label, label);
      }
    }
    matrix.add(7, 9);
    matrix.add(7, 9);
    matrix.add(80, 3);

    String text = matrix.toString();
    assertThat(text)
        .startsWith("100 classes. The weakest:\ntrue class  samples  recall  precision\n"
            + "7                10   80.0%     100.0%\n80               82   98.8%     100.0%\n")
        .contains("The most frequent mistakes:\ntrue class  predicted  samples\n"
            + "7                   9        2\n80                  3        1\naccuracy 99.94%: 5050 of 5053\n");
    assertThat(text.lines()).hasSizeLessThan(30).allMatch(line -> line.length() <= 100);
    assertThat(animals().toString(30)).startsWith("3 classes. The weakest:");
  }

  @Test
  void messages() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    assertThatThrownBy(() -> new ConfusionMatrix(1))
        .hasMessage("ConfusionMatrix: classes must be from 2 to 10000, received 1");
    assertThatThrownBy(() -> matrix.add(2, 0))
        .hasMessage("ConfusionMatrix: the true class must be from 0 to 1, received 2");
    Tensor outputs = Tensor.matrix(new float[] {0, 1}, new float[] {Float.NaN, 1});
    assertThatThrownBy(() -> matrix.add(Tensor.vector(0, 1), outputs))
        .hasMessage("ConfusionMatrix: outputs of sample 1: the value of class 0 is not a number");
    assertThatThrownBy(() -> matrix.add(Tensor.vector(0.5f, 1), Tensor.matrix(new float[] {0, 1}, new float[] {0, 1})))
        .hasMessage("ConfusionMatrix: the label of sample 0 must be a whole number from 0 to 1, received 0.5");
    assertThatThrownBy(() -> matrix.add(Tensor.vector(0, 1), Tensor.matrix(new float[] {0, 1, 2})))
        .hasMessage("ConfusionMatrix: expected outputs of shape (n, 2), received (1, 3)");
    assertThatThrownBy(() -> matrix.add(Tensor.vector(0, 1, 1), Tensor.matrix(new float[] {0, 1}, new float[] {0, 1})))
        .hasMessageContaining("expected labels of shape (2) or (2, 2)");
    assertThat(matrix.total()).isZero();
  }
}
