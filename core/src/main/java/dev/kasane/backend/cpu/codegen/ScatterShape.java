package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import dev.kasane.backend.cpu.kernel.Lanes;

/**
 * A part of a row of the input's gradient, one or two vectors of channels wide, held in registers: each element of dy
 * is read once for all window columns and added where it belongs. Nothing is multiplied with zeros, whatever padding,
 * stride and dilation are.
 *
 * <p>Sums run over window rows, filters, then columns of dy.
 *
 * @param channels channels
 * @param first first pixel of the row, {@code < last}
 * @param last past its last pixel
 * @param outputs pixels in a row of dy
 * @param columns window columns
 * @param stride distance in dx of neighbouring windows
 * @param dilation distance in dx of neighbouring window columns
 * @param left padding at the left
 * @param filters filters
 * @param dyPixel distance of pixels in dy
 * @param dyTap distance in dy from a window row to the next
 * @param kernelColumn distance of window columns in the transposed kernel
 * @param kernelFilter distance of filters in it
 * @param kernelTap distance in it from a window row to the next
 * @param dxPixel distance of pixels in dx
 */
record ScatterShape(
    Columns channels, int first, int last, int outputs, int columns, int stride, int dilation, int left, int filters,
    int dyPixel, int dyTap, int kernelColumn, int kernelFilter, int kernelTap, int dxPixel) {

  private static final int ROWS = 1;
  private static final int TAPS = 2;
  private static final int DY = 3;
  private static final int DYO = 4;
  private static final int KERNEL = 5;
  private static final int KERNELO = 6;
  private static final int DX = 7;
  private static final int DXO = 8;

  /** The kernel: one row at a time, {@code length} is the number of window rows; A is dy, B the kernel, C dx. */
  TileKernel kernel() {
    return HiddenKernels.get(
        this,
        TileKernel.class,
        builder -> builder.withMethodBody("run", TileShape.RUN, ACC_PUBLIC, code -> write(new VectorCode(code))),
        kernel -> WarmUp.add(cold(kernel)));
  }

  private WarmUp.Cold cold(TileKernel kernel) {
    int rows = (outputs - 1) * dyPixel + filters;
    int weights = (columns - 1) * kernelColumn + (filters - 1) * kernelFilter + channels.computed();
    return new WarmUp.Cold(
        kernel, 2, rows + Math.abs(dyTap), Math.max(0, -dyTap), weights + kernelTap, 0,
        (last - 1) * dxPixel + channels.floats(),
        2 * filters * outputs * (columns * channels.vectors() + 1));
  }

  private void write(VectorCode whole) {
    VectorCode to = channels.halves() ? whole.half() : whole;
    boolean closed = TileShape.closed((last - first) * channels.vectors());
    if (closed) {
      to.unknownOne(ROWS);
    }
    int row = to.integer();
    int tap = to.integer();
    int filter = to.integer();
    int rowDy = to.integer();
    int rowKernel = to.integer();
    int inDy = to.integer();
    int inKernel = to.integer();
    int vectors = channels.vectors();
    int[] sums = new int[(last - first) * vectors];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = to.vector();
    }
    int[] weights = new int[columns * vectors];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = to.vector();
    }
    int factor = to.vector();
    to.loop(
        row,
        () -> to.code.iload(ROWS),
        () -> {
          for (int sum : sums) {
            to.zero().into(sum);
          }
          to.loop(
              tap,
              () -> to.code.iload(TAPS),
              () -> {
                to.linear(rowDy, DYO, tap, dyTap);
                to.linear(rowKernel, KERNELO, tap, kernelTap);
                Runnable turn =
                    () -> {
                      to.linear(inDy, rowDy, filter, 1);
                      to.linear(inKernel, rowKernel, filter, kernelFilter);
                      products(to, sums, weights, factor, inDy, inKernel);
                    };
                to.loop(closed, filter, () -> to.code.loadConstant(filters), turn);
              });
          end(to, sums, factor);
        });
    to.code.return_();
  }

  private void end(VectorCode to, int[] sums, int zero) {
    int vectors = channels.vectors();
    for (int i = 0; i < sums.length; i++) {
      to.store(sums[i], DX, DXO, (first + i / vectors) * dxPixel + i % vectors * channels.width());
    }
    if (channels.computed() < channels.floats()) {
      to.zero().into(zero);
      for (int pixel = first; pixel < last; pixel++) {
        to.store(zero, DX, DXO, pixel * dxPixel + channels.computed());
      }
    }
  }

  private void products(VectorCode to, int[] sums, int[] weights, int factor, int inDy, int inKernel) {
    int vectors = channels.vectors();
    for (int i = 0; i < weights.length; i++) {
      to.load(KERNEL, inKernel, i / vectors * kernelColumn + i % vectors * channels.width()).into(weights[i]);
    }
    for (int out = 0; out < outputs; out++) {
      boolean loaded = false;
      for (int i = 0; i < columns; i++) {
        int pixel = out * stride + i * dilation - left;
        if (pixel < first || pixel >= last) {
          continue;
        }
        if (!loaded) {
          to.broadcast(DY, inDy, out * dyPixel).into(factor);
          loaded = true;
        }
        for (int v = 0; v < vectors; v++) {
          to.fma(factor, weights[i * vectors + v], sums[(pixel - first) * vectors + v]);
        }
      }
    }
  }

  /** How many pixels a kernel of so many vectors of channels may hold. */
  static int maxPixels(int columns, int vectors) {
    int registers = Lanes.MANY_REGISTERS ? 30 : 14;
    return Math.max(1, registers / vectors - columns);
  }
}
