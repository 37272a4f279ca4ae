package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.constant.MethodTypeDesc;

/**
 * A softmax with its cross entropy for rows of one length: see {@code Step.CrossEntropy}. Each row's powers are
 * computed once and kept where a result will be.
 *
 * @param classes elements of a row
 * @param pitch distance of rows of z, t, dz and p, a multiple of the lanes; what lies between is overwritten
 * @param indices whether targets are class numbers
 * @param negated whether the loss is {@code −Σ t ln p}
 * @param gradient whether dz is written
 * @param probabilities whether p is written
 * @param sharePerRow whether each row has a share of its own
 */
public record CrossEntropyRows(
    int classes, int pitch, boolean indices, boolean negated, boolean gradient, boolean probabilities,
    boolean sharePerRow) {

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int,
          VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int);

  private static final int WARM_ROWS = 4;

  /** Vector instructions for a vector of a row, about. */
  private static final int WEIGHT = 40;

  /** The kernel. */
  public CrossEntropyKernel kernel() {
    return HiddenKernels.get(
        this,
        CrossEntropyKernel.class,
        builder ->
            builder.withMethodBody(
                "run", RUN, ACC_PUBLIC, code -> new CrossEntropyWriter(this, new VectorCode(code)).write()),
        kernel -> WarmUp.add(cold(kernel)));
  }

  private WarmUp.Cold cold(CrossEntropyKernel kernel) {
    float[][] rows = new float[4][WARM_ROWS * pitch];
    float[] numbers = new float[WARM_ROWS];
    float[] targets = indices ? numbers.clone() : rows[3];
    return new WarmUp.Cold(
        (tiles, length, a, ao, b, bo, c, co) ->
            kernel.run(tiles * WARM_ROWS, rows[0], 0, targets, 0, numbers, 0, numbers, 0, rows[1], 0, rows[2], 0),
        0, 0, 0, 0, 0, 0, WARM_ROWS * (WEIGHT * Math.ceilDiv(classes, Lanes.COUNT) + 2 * WEIGHT));
  }
}
