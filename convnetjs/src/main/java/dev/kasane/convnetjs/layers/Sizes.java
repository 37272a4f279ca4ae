package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import java.util.Arrays;

/** Sizes of layers: whether they can be, and arrays read beyond their end. */
final class Sizes {

  private Sizes() {}

  /** What comes out of a window that is moved over one side: the last incomplete step is dropped. */
  static int steps(int in, int pad, int window, int stride) {
    return saturated(Math.floorDiv(in + 2L * pad - window, (long) stride) + 1);
  }

  /** How many numbers a volume has, as an int. */
  static int flat(String layer, Size in) {
    long length = in.length();
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new ConvNetException(layer + ": expected fewer than 2^31 inputs, received " + in);
    }
    return (int) length;
  }

  /** Refuses sizes below 1, and those that would not fit into memory. */
  static void require(String layer, Size out, Mode mode) {
    boolean empty = out.sx() < 1 || out.sy() < 1 || out.depth() < 1;
    if (empty && !mode.faithful()) {
      throw new ConvNetException(layer + ": expected an output of at least 1x1x1, received " + out
          + ": the window is larger than what goes in, or a size is missing");
    }
    if (out.length() < 0) {
      throw new ConvNetException(layer + ": expected an output that can be, received " + out);
    }
    requireMemory(layer, out.toString(), out.length(), Integer.MAX_VALUE - 8L);
  }

  /** Refuses parameters that would not fit into memory together with their gradients. */
  static void requireParameters(String layer, long sets, long each) {
    double count = 2.0 * sets * each;
    long numbers = count > 0x1p60 ? Long.MAX_VALUE : (long) count;
    requireMemory(layer, sets + " filters of " + each + " weights", numbers, Long.MAX_VALUE);
  }

  /** The numbers, then NaN as far as {@code length}: what JavaScript reads beyond the end counts as NaN. */
  static double[] padded(double[] w, long length) {
    if (w.length >= length) {
      return w;
    }
    double[] out = Arrays.copyOf(w, Math.toIntExact(length));
    Arrays.fill(out, w.length, out.length, Double.NaN);
    return out;
  }

  private static void requireMemory(String layer, String what, long numbers, long most) {
    if (numbers > most || numbers > Runtime.getRuntime().maxMemory() / Double.BYTES) {
      throw new ConvNetException(layer + ": expected a size that fits into memory, received " + what
          + "; give Java more with -Xmx, or make the layer smaller");
    }
  }

  private static int saturated(long value) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }
}
