package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.graph.Window2d;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Max pooling without padding, window by window, all elements of a window in registers; with channels as lanes.
 *
 * @param kind what is computed
 * @param window an unpadded window; for the gradient, windows do not overlap
 * @param width pixels in a row of the input
 * @param outputs pixels in a row of the output
 * @param pixel distance of pixels, both in input and output, a multiple of the lanes
 */
record MaxPoolShape(Kind kind, Window2d window, int width, int outputs, int pixel) {

  /** What is computed, and what the three arrays are. */
  enum Kind {
    /** The output C of the input A. */
    FORWARD,
    /** The same, and in B the places of the largest elements. */
    ARGMAX,
    /** The input's gradient C of the places A and the output's gradient B. */
    UNPOOL
  }

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
  static boolean does(Window2d window, Kind kind, int pixel) {
    boolean apart =
        window.strideY() >= window.height() && window.strideX() >= window.width() && window.dilationY() == 1
            && window.dilationX() == 1;
    return !window.padded()
        && pixel % Lanes.COUNT == 0
        && window.height() * window.width() <= MAX_TAPS
        && (apart || kind != Kind.UNPOOL);
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
    int image = window.spanY() * width * pixel;
    int row = outputs * pixel;
    int taps = taps();
    boolean back = kind == Kind.UNPOOL;
    return new WarmUp.Cold(
        kernel, 0, back ? row : image, 0, row, 0, back ? image : row, row / Lanes.COUNT * taps * 6);
  }

  private void write(VectorCode to) {
    int row = to.integer();
    int column = to.integer();
    int block = to.integer();
    int rowBig = to.integer();
    int rowSmall = to.integer();
    int bigColumn = to.integer();
    int smallColumn = to.integer();
    int big = to.integer();
    int small = to.integer();
    // the large image begins where A or C does; all positions in the small ones are counted from 0
    int begin = kind == Kind.UNPOOL ? CO : AO;
    int zero = to.integer();
    to.code.iconst_0().istore(zero);
    int[] numbers = numbers(to);
    to.loop(
        row,
        () -> to.code.iload(ROWS),
        () -> {
          to.linear(rowBig, begin, row, window.strideY() * width * pixel);
          to.linear(rowSmall, zero, row, outputs * pixel);
          to.loop(
              column,
              outputs,
              () -> {
                to.linear(bigColumn, rowBig, column, window.strideX() * pixel);
                to.linear(smallColumn, rowSmall, column, pixel);
                if (pixel == Lanes.COUNT) {
                  window(to, numbers, bigColumn, smallColumn);
                } else {
                  to.loop(
                      block,
                      pixel / Lanes.COUNT,
                      () -> {
                        to.linear(big, bigColumn, block, Lanes.COUNT);
                        to.linear(small, smallColumn, block, Lanes.COUNT);
                        window(to, numbers, big, small);
                      });
                }
              });
        });
    to.code.return_();
  }

  private int taps() {
    return window.height() * window.width();
  }

  /** The places of a window as vectors, if the kernel needs them. */
  private int[] numbers(VectorCode to) {
    int[] numbers = new int[kind == Kind.FORWARD ? 0 : taps()];
    LaneMath math = new LaneMath(to);
    Arrays.setAll(numbers, math::all);
    return numbers;
  }

  private int place(int tap) {
    int y = tap / window.width() * window.dilationY();
    int x = tap % window.width() * window.dilationX();
    return (y * width + x) * pixel;
  }

  private void window(VectorCode to, int[] numbers, int big, int small) {
    switch (kind) {
      case FORWARD -> max(to, big, small);
      case ARGMAX -> argmax(to, numbers, big, small);
      case UNPOOL -> unpool(to, numbers, big, small);
    }
  }

  /** A variable with the place of a pixel of the small image in an array that begins at another variable. */
  private static int at(VectorCode to, int begin, int small) {
    int at = to.integer();
    to.code.iload(begin).iload(small).iadd().istore(at);
    return at;
  }

  private void max(VectorCode to, int big, int small) {
    int max = to.vector();
    to.load(A, big, 0).into(max);
    for (int tap = 1; tap < taps(); tap++) {
      to.code.aload(max);
      to.load(A, big, place(tap));
      to.code.invokevirtual(VectorCode.VECTOR, "max", MAX);
      to.into(max);
    }
    to.store(max, C, at(to, CO, small), 0);
  }

  private void argmax(VectorCode to, int[] numbers, int big, int small) {
    int max = to.vector();
    int largest = to.vector();
    int value = to.vector();
    int number = to.vector();
    int larger = to.code.allocateLocal(TypeKind.REFERENCE);
    to.load(A, big, 0).into(max);
    to.code.aload(max).astore(largest).aload(numbers[0]).astore(number);
    for (int tap = 1; tap < taps(); tap++) {
      to.load(A, big, place(tap)).into(value);
      to.code.aload(value).getstatic(OPERATORS, "GT", COMPARISON).aload(largest);
      to.code.invokevirtual(VectorCode.VECTOR, "compare", COMPARE).astore(larger);
      // NaN spoils the maximum, but not the place
      to.code.aload(max).aload(value).invokevirtual(VectorCode.VECTOR, "max", MAX).astore(max);
      blend(to, largest, value, larger);
      to.into(largest);
      blend(to, number, numbers[tap], larger);
      to.into(number);
    }
    to.store(max, C, at(to, CO, small), 0);
    to.store(number, B, at(to, BO, small), 0);
  }

  /** Gives the gradient to the element at its place and zeros to the others. */
  private void unpool(VectorCode to, int[] numbers, int big, int small) {
    int place = to.vector();
    int gradient = to.vector();
    int zero = to.vector();
    int part = to.vector();
    int here = to.code.allocateLocal(TypeKind.REFERENCE);
    to.zero().into(zero);
    to.load(A, at(to, AO, small), 0).into(place);
    to.load(B, at(to, BO, small), 0).into(gradient);
    for (int tap = 0; tap < taps(); tap++) {
      to.code.aload(place).getstatic(OPERATORS, "EQ", COMPARISON).aload(numbers[tap]);
      to.code.invokevirtual(VectorCode.VECTOR, "compare", COMPARE).astore(here);
      blend(to, zero, gradient, here);
      to.into(part).store(part, C, big, place(tap));
    }
  }

  /** Pushes {@code a} with {@code b} where the mask is set. */
  private static void blend(VectorCode to, int a, int b, int mask) {
    to.code.aload(a).aload(b).aload(mask);
    to.code.invokevirtual(VectorCode.VECTOR, "blend", BLEND);
  }
}
