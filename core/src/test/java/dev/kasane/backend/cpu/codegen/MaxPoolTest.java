package dev.kasane.backend.cpu.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.graph.Window2d;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated pooling does what the kernels for any window do, bit by bit. */
@Tag("widths")
class MaxPoolTest {

  private static final int OFFSET = 3;

  private final Kernels kernels = KernelProvider.get();

  @ParameterizedTest
  @CsvSource({
    // window, stride, height, width, vectors in a pixel
    "2, 2, 8, 8, 1", "2, 2, 9, 7, 2", "3, 3, 10, 11, 3", "2, 3, 9, 8, 1", "4, 4, 8, 9, 1", "1, 2, 5, 5, 2",
    "1, 1, 3, 4, 1"
  })
  void agreesWithTheGeneralKernels(int size, int stride, int height, int width, int vectors) {
    assumeThat(kernels.lanes()).as("lanes").isGreaterThan(1);
    Window2d window = Window2d.valid(size, size, stride, stride);
    int c = vectors * Lanes.COUNT;
    int rows = window.outputHeight(height);
    int columns = window.outputWidth(width);
    float[] x = values(height * width * c, size);
    x[OFFSET + c] = Float.NaN;
    final float[] dy = values(rows * columns * c, stride + 7);

    float[] y = new float[dy.length];
    float[] places = new float[dy.length];
    kernels.maxPoolArgmax(window, height, width, c, x, OFFSET, c, y, OFFSET, places, OFFSET, c);
    float[] dx = new float[x.length];
    kernels.maxUnpool(window, height, width, c, places, OFFSET, dy, OFFSET, c, dx, OFFSET, c);

    float[] pooled = new float[dy.length];
    Objects.requireNonNull(MaxPool.forward(window, false, height, width, c)).forward(x, OFFSET, pooled, OFFSET);
    assertThat(pooled).isEqualTo(y);
    float[] second = new float[dy.length];
    float[] found = new float[dy.length];
    Objects.requireNonNull(MaxPool.forward(window, true, height, width, c))
        .argmax(x, OFFSET, second, OFFSET, found, OFFSET);
    assertThat(second).isEqualTo(y);
    assertThat(found).isEqualTo(places);
    float[] back = new float[x.length];
    Objects.requireNonNull(MaxPool.unpool(window, height, width, c)).unpool(found, OFFSET, dy, OFFSET, back, OFFSET);
    assertThat(back).isEqualTo(dx);
  }

  /** Few different values, so that many are equal. */
  private static float[] values(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[OFFSET + n];
    for (int i = OFFSET; i < values.length; i++) {
      values[i] = random.nextInt(-3, 3) * 0.5f;
    }
    return values;
  }
}
