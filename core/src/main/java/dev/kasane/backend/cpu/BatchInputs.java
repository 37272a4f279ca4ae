package dev.kasane.backend.cpu;

import dev.kasane.backend.BatchReader;
import dev.kasane.backend.cpu.step.Transfer;
import dev.kasane.plan.Layout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs that count samples, and the reader that fills them in a run. */
final class BatchInputs {

  private final Layout[] layouts;

  /** What the steps read. */
  private final float[][] arrays;

  /** What the reader fills: the same arrays, but for inputs whose rows are padded. */
  private final float[][] packed;

  private @Nullable BatchReader reader;

  BatchInputs(List<Layout> layouts, List<float[]> arrays) {
    this.layouts = layouts.toArray(Layout[]::new);
    this.arrays = arrays.toArray(float[][]::new);
    packed = new float[this.arrays.length][];
    // padded inputs get theirs when a reader is first used
    Arrays.setAll(packed, i -> this.layouts[i].packed() ? this.arrays[i] : new float[0]);
  }

  /** Says where the samples of the next run come from; null if they were written before. */
  void from(@Nullable BatchReader next) {
    reader = next;
    if (next != null) {
      for (int i = 0; i < packed.length; i++) {
        if (packed[i].length == 0) {
          packed[i] = new float[layouts[i].shape().size()];
        }
      }
    }
  }

  /** Reads samples, if there is a reader. Ranges may be read by several threads at once. */
  void load(int from, int to) {
    BatchReader source = reader;
    if (source == null) {
      return;
    }
    source.read(from, to, packed);
    for (int i = 0; i < arrays.length; i++) {
      if (arrays[i] != packed[i]) {
        Transfer.writeSamples(layouts[i], arrays[i], packed[i], from, to);
      }
    }
  }
}
