package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.tensor.CounterRandom;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels that put elements elsewhere, or make them up. */
@Tag("widths")
class MoveTest {

  @Test
  void transposesAndCopiesBetweenPitches() {
    Random random = new Random(1);
    for (Kernels kernels : Sizes.implementations()) {
      for (int rows : Sizes.awkward()) {
        for (int cols : Sizes.awkward()) {
          Block x = Block.random(random, rows, cols, 3, random.nextInt(3));
          Block transposed = Block.empty(cols, rows, 1, random.nextInt(3));
          kernels.transpose(
              rows, cols, x.data, x.offset, x.pitch, transposed.data, transposed.offset, transposed.pitch);
          transposed.assertPaddingUntouched();
          Block copy = Block.empty(rows, cols, 2, random.nextInt(3));
          kernels.copy(rows, cols, x.data, x.offset, x.pitch, copy.data, copy.offset, copy.pitch);
          copy.assertPaddingUntouched();
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
              assertThat(transposed.get(j, i)).isEqualTo(x.get(i, j));
              assertThat(copy.get(i, j)).isEqualTo(x.get(i, j));
            }
          }
        }
      }
    }
  }

  @Test
  void uniformIsTheCounterRandom() {
    long key = CounterRandom.at(CounterRandom.stream(42, "test"), 3);
    for (Kernels kernels : Sizes.implementations()) {
      for (int n : Sizes.awkward()) {
        for (long first : new long[] {0, 5, 1L << 33, -4}) {
          Block y = Block.empty(1, n, 3, 0);
          kernels.uniform(key, first, n, y.data, y.offset);
          y.assertPaddingUntouched();
          for (int i = 0; i < n; i++) {
            assertThat(y.get(0, i)).isEqualTo(CounterRandom.uniform(key, first + i));
          }
        }
      }
    }
  }
}
