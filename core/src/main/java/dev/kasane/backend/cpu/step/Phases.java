package dev.kasane.backend.cpu.step;

import java.util.ArrayList;
import java.util.List;

/**
 * Which outputs of a convolution, along one axis, each of its inputs has part in: with stride s, inputs s apart have part
 * in them through the same taps of the window. So the input's gradient is s convolutions without a stride.
 *
 * @param all the phases, some of which may have no taps
 * @param before how far before the first output they reach
 * @param after how far behind the last
 */
record Phases(List<Phase> all, int before, int after) {

  /**
   * Inputs {@code first}, {@code first + stride}, ... Tap {@code firstTap + j * tapStep} connects input number i of them
   * with output {@code output + i - j * outputStep}, for {@code j < taps}.
   */
  record Phase(int first, int count, int firstTap, int tapStep, int taps, int output, int outputStep) {}

  static Phases of(int inputs, int outputs, int windowSize, int stride, int dilation, int padding) {
    int divisor = gcd(stride, dilation);
    int tapStep = stride / divisor;
    int outputStep = dilation / divisor;
    List<Phase> all = new ArrayList<>();
    int before = 0;
    int after = 0;
    for (int first = 0; first < Math.min(stride, inputs); first++) {
      int firstTap = 0;
      while (firstTap < windowSize && Math.floorMod(first + padding - firstTap * dilation, stride) != 0) {
        firstTap++;
      }
      int taps = Math.ceilDiv(windowSize - firstTap, tapStep);
      int output = Math.floorDiv(first + padding - firstTap * dilation, stride);
      int count = Math.ceilDiv(inputs - first, stride);
      if (taps > 0) {
        before = Math.max(before, (taps - 1) * outputStep - output);
        after = Math.max(after, output + count - outputs);
      }
      all.add(new Phase(first, count, firstTap, tapStep, taps, output, outputStep));
    }
    return new Phases(List.copyOf(all), before, after);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
