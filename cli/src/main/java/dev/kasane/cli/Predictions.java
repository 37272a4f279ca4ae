package dev.kasane.cli;

import dev.kasane.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the outputs of a model. */
final class Predictions {

  private static final double ROUNDING = 1e-3;

  private Predictions() {}

  /** The output of one sample. */
  static float[] row(Tensor outputs, int sample) {
    int each = outputs.size() / outputs.shape().dim(0);
    return Arrays.copyOfRange(outputs.data(), sample * each, (sample + 1) * each);
  }

  /** Whether numbers can be the probabilities of two or more classes: none is negative and their sum is 1. */
  static boolean areProbabilities(float[] values) {
    double sum = 0;
    for (float value : values) {
      if (!(value >= 0)) {
        return false;
      }
      sum += value;
    }
    return values.length >= 2 && Math.abs(sum - 1) < ROUNDING;
  }

  /** The positions of the largest values, largest first; of equal ones the first comes first. */
  static List<Integer> largest(float[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
        .limit(count)
        .toList();
  }

  /** The class with the largest output. */
  static int best(float[] outputs, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (outputs[from + c] > outputs[from + best]) {
        best = c;
      }
    }
    return best;
  }

  /** The name of a class, or its index if it has none. */
  static String name(List<String> names, int index) {
    return index < names.size() ? names.get(index) : Integer.toString(index);
  }
}
