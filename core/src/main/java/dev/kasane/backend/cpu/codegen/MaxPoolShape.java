package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.graph.Window2d;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Max pooling without padding, window by window, all elements of a window in registers; with channels as lanes.
 *
 * @param gradient whether the gradient is computed: then A is the input, B the output's gradient, C the input's; else A
 *     is the input and C the output
 * @param window an unpadded window; for the gradient, windows do not overlap
 * @param width pixels in a row of the input
 * @param outputs pixels in a row of the output
 * @param pixel distance of pixels, both in input and output, a multiple of the lanes
 */
record MaxPoolShape(boolean gradient, Window2d window, int width, int outputs, int pixel) {

  private static final ClassDesc MASK = VectorMask.class.describeConstable().orElseThrow();
  private static final ClassDesc OPERATORS = VectorOperators.class.describeConstable().orElseThrow();
  private static final ClassDesc COMPARISON = VectorOperators.Comparison.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc MAX = MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.ANY_VECTOR);
  private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VectorCode.ANY_VECTOR);
  private static final MethodTypeDesc BLEND =
      MethodTypeDesc.of(VectorCode.VECTOR, VectorCode.ANY_VECTOR, MASK);

  /** Elements of a window at most: more would not stay in registers. */
  private static final int MAX_TAPS = 16;

  private static final int ROWS = 1;
  private static final int A = 3;
  private static final int AO = 4;
  private static final int B = 5;
  private static final int BO = 6;
  private static final int C = 7;
  private static final int CO = 8;

  /** Whether a kernel can be made for such a window. */
  static boolean does(Window2d window, boolean gradient, int pixel) {
    boolean apart =
        window.strideY() >= window.height() && window.strideX() >= window.width() && window.dilationY() == 1
            && window.dilationX() == 1;
    return !window.padded()
        && pixel % Lanes.COUNT == 0
        && window.height() * window.width() <= MAX_TAPS
        && (apart || !gradient);
  }

  /** The kernel; {@code tiles} is the number of rows of the output. */
  TileKernel kernel() {
    return HiddenKernels.get(
        this,
        TileKernel.class,
        builder -> builder.withMethodBody("run", TileShape.RUN, ACC_PUBLIC, code -> write(new VectorCode(code))),
        kernel -> WarmUp.add(cold(kernel)));
  }

  private WarmUp.Cold cold(TileKernel kernel) {
    int image = window.height() * width * pixel;
    int taps = window.height() * window.width();
    return new WarmUp.Cold(
        kernel, 0, image, 0, outputs * pixel, 0, gradient ? image : outputs * pixel,
        outputs * pixel / Lanes.COUNT * taps * 6);
  }

  private void write(VectorCode to) {
    int row = to.integer();
    int column = to.integer();
    int block = to.integer();
    int rowA = to.integer();
    int rowB = to.integer();
    int inA = to.integer();
    int inB = to.integer();
    int big = to.integer();
    int small = to.integer();
    int bigRow = window.strideY() * width * pixel;
    to.loop(
        row,
        () -> to.code.iload(ROWS),
        () -> {
          to.linear(rowA, AO, row, bigRow);
          to.linear(rowB, gradient ? BO : CO, row, outputs * pixel);
          to.loop(
              column,
              outputs,
              () -> {
                to.linear(inA, rowA, column, window.strideX() * pixel);
                to.linear(inB, rowB, column, pixel);
                if (pixel == Lanes.COUNT) {
                  window(to, inA, inB);
                } else {
                  to.loop(
                      block,
                      pixel / Lanes.COUNT,
                      () -> {
                        to.linear(big, inA, block, Lanes.COUNT);
                        to.linear(small, inB, block, Lanes.COUNT);
                        window(to, big, small);
                      });
                }
              });
        });
    to.code.return_();
  }

  private int place(int tap) {
    int y = tap / window.width() * window.dilationY();
    int x = tap % window.width() * window.dilationX();
    return (y * width + x) * pixel;
  }

  private void window(VectorCode to, int big, int small) {
    if (gradient) {
      share(to, big, small);
    } else {
      max(to, big, small);
    }
  }

  private void max(VectorCode to, int big, int small) {
    int max = to.vector();
    to.load(A, big, 0).into(max);
    for (int tap = 1; tap < window.height() * window.width(); tap++) {
      to.code.aload(max);
      to.load(A, big, place(tap));
      to.code.invokevirtual(VectorCode.VECTOR, "max", MAX);
      to.into(max);
    }
    to.store(max, C, small, 0);
  }

  /** Gives the gradient to the first largest element of the window and zeros to the others. */
  private void share(VectorCode to, int big, int small) {
    int taps = window.height() * window.width();
    int offset = to.integer();
    // dx lies as x does, with another beginning
    to.code.iload(big).iload(AO).isub().iload(CO).iadd().istore(offset);
    int max = to.vector();
    int value = to.vector();
    int[] larger = new int[taps];
    to.load(A, big, 0).into(max);
    for (int tap = 1; tap < taps; tap++) {
      larger[tap] = to.code.allocateLocal(TypeKind.REFERENCE);
      to.load(A, big, place(tap)).into(value);
      to.code.aload(value).getstatic(OPERATORS, "GT", COMPARISON).aload(max);
      to.code.invokevirtual(VectorCode.VECTOR, "compare", COMPARE).astore(larger[tap]);
      blend(to, max, value, larger[tap]);
      to.into(max);
    }
    int zero = to.vector();
    int rest = to.vector();
    int part = to.vector();
    to.zero().into(zero);
    to.load(B, small, 0).into(rest);
    for (int tap = taps - 1; tap > 0; tap--) {
      blend(to, zero, rest, larger[tap]);
      to.into(part).store(part, C, offset, place(tap));
      blend(to, rest, zero, larger[tap]);
      to.into(rest);
    }
    to.store(rest, C, offset, 0);
  }

  /** Pushes {@code a} with {@code b} where the mask is set. */
  private static void blend(VectorCode to, int a, int b, int mask) {
    to.code.aload(a).aload(b).aload(mask);
    to.code.invokevirtual(VectorCode.VECTOR, "blend", BLEND);
  }
}
