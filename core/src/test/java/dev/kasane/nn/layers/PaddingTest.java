package dev.kasane.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  /**
   * TensorFlow's own rule, in its older form: output ⌈in / stride⌉; total padding max(span − stride, 0) if the stride
   * divides the input, else max(span − in mod stride, 0). Rows worked out by hand.
   */
  @ParameterizedTest
  @CsvSource({
    // in, size, stride, dilation: before, after, output
    "28, 3, 1, 1, 1, 1, 28",
    "28, 5, 1, 1, 2, 2, 28",
    "28, 2, 1, 1, 0, 1, 28",
    "10, 3, 2, 1, 0, 1, 5",
    "9, 3, 2, 1, 1, 1, 5",
    "9, 2, 2, 1, 0, 1, 5",
    "7, 1, 3, 1, 0, 0, 3",
    "8, 2, 3, 1, 0, 0, 3",
    "13, 6, 5, 1, 1, 2, 3",
    "5, 3, 1, 2, 2, 2, 5",
    "6, 4, 3, 2, 2, 2, 2",
    "1, 3, 1, 1, 1, 1, 1",
    "1, 1, 4, 1, 0, 0, 1"
  })
  void same(int in, int size, int stride, int dilation, int before, int after, int output) {
    int total = Math.max((size - 1) * dilation + 1 - (in % stride == 0 ? stride : in % stride), 0);
    assertThat(before + after).as("the row itself").isEqualTo(total);

    Window2d down =
        Padding.SAME.window(
            new Window2d(size, 1, stride, 1, dilation, 1, 0, 0, 0, 0), Shape.of(1, in, 1, 1));
    assertThat(new int[] {down.top(), down.bottom(), down.left(), down.right()}).containsExactly(before, after, 0, 0);
    assertThat(down.outputHeight(in)).isEqualTo(output);

    Window2d across =
        Padding.SAME.window(
            new Window2d(1, size, 1, stride, 1, dilation, 0, 0, 0, 0), Shape.of(1, 1, in, 1));
    assertThat(new int[] {across.top(), across.bottom(), across.left(), across.right()})
        .containsExactly(0, 0, before, after);
    assertThat(across.outputWidth(in)).isEqualTo(output);
  }
}
