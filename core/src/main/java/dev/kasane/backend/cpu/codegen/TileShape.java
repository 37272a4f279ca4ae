package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.constant.MethodTypeDesc;

/**
 * A tile of a contraction, {@code rows} × {@code vectors}, held in registers over the whole sum. See {@code
 * Kernels.contract} for k, terms and the distances.
 */
record TileShape(
    int rows, int vectors, int k, int terms, int ai, int ap, int at, int bp, int bt, int ci, boolean accumulate) {

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int);

  /** Sums up to so long are written out: B then stays in registers from tile to tile. */
  private static final int UNROLLED = 12;

  /** As many multiplications as one method may have written out; larger methods are compiled badly or not at all. */
  private static final int UNROLLED_PRODUCTS = 160;

  private static final int TILES = 1;
  private static final int A = 2;
  private static final int AO = 3;
  private static final int B = 4;
  private static final int BO = 5;
  private static final int C = 6;
  private static final int CO = 7;

  /** The kernel. */
  TileKernel kernel() {
    return HiddenKernels.get(
        this,
        TileKernel.class,
        builder -> builder.withMethodBody("run", RUN, ACC_PUBLIC, code -> write(new VectorCode(code))));
  }

  private void write(VectorCode to) {
    int tile = to.integer();
    int a = to.integer();
    int c = to.integer();
    int[] sums = new int[rows * vectors];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = to.vector();
    }
    to.loop(
        tile,
        () -> to.code.iload(TILES),
        () -> {
          to.linear(a, AO, tile, rows * ai);
          to.linear(c, CO, tile, rows * ci);
          begin(to, sums, c);
          if (k * terms <= UNROLLED && k * terms * rows * vectors <= UNROLLED_PRODUCTS) {
            for (int t = 0; t < terms; t++) {
              for (int p = 0; p < k; p++) {
                product(to, sums, a, t * at + p * ap, BO, t * bt + p * bp);
              }
            }
          } else {
            sum(to, sums, a);
          }
          for (int i = 0; i < sums.length; i++) {
            to.store(sums[i], C, c, i / vectors * ci + i % vectors * Lanes.COUNT);
          }
        });
    to.code.return_();
  }

  private void begin(VectorCode to, int[] sums, int c) {
    for (int i = 0; i < sums.length; i++) {
      if (accumulate) {
        to.load(C, c, i / vectors * ci + i % vectors * Lanes.COUNT).into(sums[i]);
      } else {
        to.zero().into(sums[i]);
      }
    }
  }

  private void sum(VectorCode to, int[] sums, int a) {
    int p = to.integer();
    int inA = to.integer();
    int inB = to.integer();
    int t = to.integer();
    int termA = to.integer();
    int termB = to.integer();
    Runnable overK =
        () ->
            to.loop(
                p,
                k,
                () -> {
                  to.linear(inA, termA, p, ap);
                  to.linear(inB, termB, p, bp);
                  product(to, sums, inA, 0, inB, 0);
                });
    if (terms == 1) {
      to.code.iload(a).istore(termA).iload(BO).istore(termB);
      overK.run();
      return;
    }
    to.loop(
        t,
        terms,
        () -> {
          to.linear(termA, a, t, at);
          to.linear(termB, BO, t, bt);
          overK.run();
        });
  }

  /** Adds one column of A times one row of B. */
  private void product(VectorCode to, int[] sums, int inA, int offsetA, int inB, int offsetB) {
    int[] b = new int[vectors];
    for (int v = 0; v < vectors; v++) {
      b[v] = to.vector();
      to.load(B, inB, offsetB + v * Lanes.COUNT).into(b[v]);
    }
    int factor = to.vector();
    for (int r = 0; r < rows; r++) {
      to.broadcast(A, inA, offsetA + r * ai).into(factor);
      for (int v = 0; v < vectors; v++) {
        to.fma(factor, b[v], sums[r * vectors + v]);
      }
    }
  }
}
