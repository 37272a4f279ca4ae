package dev.kasane.tensor;

import java.util.Locale;

/** Prints a tensor as nested brackets, leaving out the middle of long axes. */
final class TensorPrinter {

  private static final int EDGE = 3;

  private final float[] data;
  private final int[] dims;
  private final int[] strides;
  private final StringBuilder out = new StringBuilder();

  private TensorPrinter(Tensor tensor) {
    this.data = tensor.data();
    this.dims = tensor.shape().dims();
    this.strides = tensor.shape().strides();
  }

  static String print(Tensor tensor) {
    TensorPrinter printer = new TensorPrinter(tensor);
    printer.out.append("Tensor").append(tensor.shape()).append(' ');
    printer.axis(0, 0);
    return printer.out.toString();
  }

  private void axis(int axis, int offset) {
    if (axis == dims.length) {
      out.append(String.format(Locale.ROOT, "%.5g", data[offset]));
      return;
    }
    out.append('[');
    boolean shortened = dims[axis] > 2 * EDGE + 1;
    for (int i = 0; i < dims[axis]; i++) {
      if (shortened && i == EDGE) {
        out.append(separator(axis)).append("... ").append(dims[axis] - 2 * EDGE).append(" more");
        i = dims[axis] - EDGE;
      }
      if (i > 0) {
        out.append(separator(axis));
      }
      axis(axis + 1, offset + i * strides[axis]);
    }
    out.append(']');
  }

  private String separator(int axis) {
    return axis == dims.length - 1 ? ", " : ",\n" + " ".repeat(axis + 1);
  }
}
