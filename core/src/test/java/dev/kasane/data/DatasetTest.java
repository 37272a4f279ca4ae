package dev.kasane.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {

  private static final Tensor INPUTS = Tensor.matrix(new float[][] {{1, 2}, {3, 4}, {5, 6}});

  private static Dataset counting(int size) {
    Tensor numbers = Tensor.zeros(size);
    for (int i = 0; i < size; i++) {
      numbers.data()[i] = i;
    }
    return Dataset.of(numbers, numbers);
  }

  @Test
  void readsFieldsOfTensors() {
    Dataset data = Dataset.of(INPUTS, Tensor.vector(0, 1, 2));
    float[] into = new float[5];
    data.read(1, 0, into, 2);
    data.read(2, 1, into, 0);

    assertThat(into).containsExactly(2, 0, 3, 4, 0);
    assertThat(data.inputShapes()).containsExactly(Shape.of(2));
    assertThat(data.targetShapes()).containsExactly(Shape.SCALAR);
    assertThat(data.inputs(0)).isEqualTo(INPUTS);
    assertThat(data.targets(0)).isEqualTo(Tensor.vector(0, 1, 2));
  }

  @Test
  void namesTensorsWithDifferentCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(INPUTS, Tensor.vector(0, 1)))
        .withMessageContaining("input 0 (3, 2) has 3 samples")
        .withMessageContaining("target 0 (2) has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(List.of(INPUTS, Tensor.scalar(1)), List.of()))
        .withMessageContaining("input 1")
        .withMessageContaining("scalar");
  }

  @ParameterizedTest
  @CsvSource({"60000, 0.15, 51000", "10, 0.2, 8", "10, 0.25, 7", "7, 0.5, 3", "3, 0.01, 2", "1000, 0.1, 900"})
  void cutsTheValidationSetOffTheEnd(int size, double share, int train) {
    Split split = counting(size).split(share);

    assertThat(split.train().size()).isEqualTo(train);
    assertThat(split.validation().size()).isEqualTo(size - train);
    float[] first = new float[1];
    split.validation().read(0, 0, first, 0);
    assertThat(first[0]).isEqualTo(train);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-0.1", "NaN", "0.999"})
  void refusesSharesThatLeaveNothing(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counting(5).split(share))
        .withMessageContaining(String.valueOf(share));
  }

  @Test
  void selectsFromSelections() {
    Dataset data = counting(10).subset(2, 9).select(6, 0, 3, 3).subset(1, 4);

    assertThat(data.inputs(0).data()).containsExactly(2, 5, 5);
    assertThat(counting(3).take(2).size()).isEqualTo(2);
    assertThat(counting(3).take(5).size()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counting(3).select(1, 3))
        .withMessageContaining("3 samples, received 3");
    assertThatIllegalArgumentException().isThrownBy(() -> counting(3).subset(2, 2));
    assertThatThrownBy(() -> data.read(3, 0, new float[1], 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void readsClassIndicesAsVectors() {
    Dataset data = Dataset.of(INPUTS, Tensor.vector(2, 0, 1)).oneHot(3);

    assertThat(data.targetShapes()).containsExactly(Shape.of(3));
    assertThat(data.targets(0)).isEqualTo(Tensor.matrix(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}));
    assertThat(data.inputs(0)).isEqualTo(INPUTS);
  }

  @ParameterizedTest
  @CsvSource({"3, label 3", "-1, label -1", "1.5, label 1.5", "NaN, label NaN"})
  void namesLabelsOutOfRange(float label, String received) {
    Dataset data = Dataset.of(INPUTS, Tensor.vector(2, label, 1));

    assertThatThrownBy(() -> data.checkLabels(3))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("Sample 1", "0 to 2", received);
    assertThatThrownBy(() -> data.oneHot(3).read(1, 1, new float[3], 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Sample 1");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void namesTheFirstValueThatIsNotFinite(float bad) {
    Tensor images = Tensor.zeros(4, 3, 5, 2);
    images.data()[2 * 30 + 1 * 10 + 4 * 2 + 1] = bad;
    Dataset data = Dataset.of(images, Tensor.zeros(4));

    assertThatThrownBy(data::checkFinite)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("Sample 2", "input 0", "(1, 4, 1)", String.valueOf(bad));
    Dataset.of(Tensor.filled(Shape.of(2, 3), Float.MAX_VALUE), Tensor.zeros(2)).checkFinite();
  }

  @Test
  void keepsImagesAsBytes() {
    byte[] pixels = {0, 127, (byte) 128, (byte) 255, 1, 2, 3, 4};
    ImageDataset images = new ImageDataset(Shape.of(2, 2, 1), pixels, new int[] {1, 0}, List.of("cat", "dog"));
    float[] into = new float[5];
    images.read(0, 0, into, 1);

    assertThat(into).containsExactly(0, 0, 127 / 255f, 128 / 255f, 1);
    assertThat(images.pixels(1)).containsExactly(1, 2, 3, 4);
    assertThat(images.targets(0)).isEqualTo(Tensor.vector(1, 0));
    assertThat(images.classes()).isEqualTo(2);
    assertThatThrownBy(() -> new ImageDataset(Shape.of(2, 2, 1), pixels, new int[] {1, 2}, List.of("cat", "dog")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("Sample 1", "label 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageDataset(Shape.of(2, 2, 1), pixels, new int[] {1}, List.of()));
  }

  @Test
  void hashesContentsNotRepresentations() {
    byte[] pixels = {0, 51, (byte) 255, 102};
    Dataset images = new ImageDataset(Shape.of(1, 2, 1), pixels, new int[] {0, 1}, List.of());
    Tensor values = Tensor.of(Shape.of(2, 1, 2, 1), 0, 0.2f, 1, 0.4f);

    assertThat(images.contentHash()).isEqualTo(Dataset.of(values, Tensor.vector(0, 1)).contentHash());
    assertThat(images.contentHash()).matches("[0-9a-f]{64}");
    assertThat(images.contentHash()).isNotEqualTo(Dataset.of(values, Tensor.vector(1, 0)).contentHash());
    assertThat(images.contentHash()).isNotEqualTo(images.select(1, 0).contentHash());
    assertThat(images.contentHash())
        .isNotEqualTo(Dataset.of(values.reshape(2, 2, 1, 1), Tensor.vector(0, 1)).contentHash());
  }
}
