package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;

/**
 * Tiles of {@code Kernels.depthwise}, {@code blocks} × {@code rows} sums of one vector of channels at a time. Blocks are
 * {@code aBlock} and {@code yBlock} apart; there is one tile of more than one block.
 */
record DepthwiseShape(
    int blocks, int rows, int vectors, int k, int terms, int aBlock, int ai, int ap, int at, int wp, int wt, int yBlock,
    int yi, boolean accumulate) {

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int);

  /**
   * As many multiplications as one method may have written out. Of larger ones HotSpot's first compiler may refuse the
   * form that counts calls, for want of virtual registers, and then its best compiler never sees them.
   */
  private static final int UNROLLED = 40;

  /** Sums up to so long keep their factors in registers from tile to tile. */
  private static final int KEPT = Lanes.MANY_REGISTERS ? 12 : 4;

  private static final int TILES = 1;
  private static final int A = 3;
  private static final int AO = 4;
  private static final int W = 5;
  private static final int WO = 6;
  private static final int Y = 7;
  private static final int YO = 8;

  /** As many sums as a tile may have. */
  static int mostSums() {
    return Lanes.MANY_REGISTERS ? 12 : 6;
  }

  /** Rows of a tile for sums of so many products: eight hide how long each product takes, fewer can be written out. */
  static int rows(int products) {
    return products <= UNROLLED / 4 ? Math.min(8, UNROLLED / products) : 8;
  }

  /** The kernel. */
  TileKernel kernel() {
    return HiddenKernels.get(
        this,
        TileKernel.class,
        builder -> builder.withMethodBody("run", RUN, ACC_PUBLIC, code -> write(new VectorCode(code))),
        kernel -> WarmUp.add(cold(kernel)));
  }

  private WarmUp.Cold cold(TileKernel kernel) {
    int width = vectors * Lanes.COUNT;
    int before = Math.max(0, (k - 1) * -ap) + Math.max(0, (terms - 1) * -at);
    int after = Math.max(0, (k - 1) * ap) + Math.max(0, (terms - 1) * at) + (blocks - 1) * aBlock + (rows - 1) * ai;
    int walkY = (blocks - 1) * yBlock + (rows - 1) * yi;
    return new WarmUp.Cold(
        kernel, 1, before + after + width, before, (k - 1) * wp + (terms - 1) * wt + width, 0, walkY + width,
        vectors * k * terms * (blocks * rows + 1));
  }

  private void write(VectorCode to) {
    int vector = to.integer();
    int tile = to.integer();
    int firstA = to.integer();
    int firstY = to.integer();
    int a = to.integer();
    int w = to.integer();
    int y = to.integer();
    int[] sums = new int[blocks * rows];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = to.vector();
    }
    boolean written = k * terms * sums.length <= UNROLLED;
    int[] kept = new int[written && k * terms <= KEPT ? k * terms : 0];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = to.vector();
    }
    Label end = to.code.newLabel();
    to.code.iload(TILES).ifeq(end);
    to.loop(
        vector,
        vectors,
        () -> {
          to.linear(firstA, AO, vector, Lanes.COUNT);
          to.linear(w, WO, vector, Lanes.COUNT);
          to.linear(firstY, YO, vector, Lanes.COUNT);
          for (int i = 0; i < kept.length; i++) {
            to.load(W, w, i / k * wt + i % k * wp).into(kept[i]);
          }
          to.loop(
              tile,
              () -> to.code.iload(TILES),
              () -> {
                to.linear(a, firstA, tile, rows * ai);
                to.linear(y, firstY, tile, rows * yi);
                tile(to, sums, kept, written, a, w, y);
              });
        });
    to.code.labelBinding(end);
    to.code.return_();
  }

  private void tile(VectorCode to, int[] sums, int[] kept, boolean written, int a, int w, int y) {
    for (int i = 0; i < sums.length; i++) {
      (accumulate ? to.load(Y, y, inY(i)) : to.zero()).into(sums[i]);
    }
    if (written) {
      int factor = kept.length > 0 ? 0 : to.vector();
      for (int i = 0; i < k * terms; i++) {
        if (kept.length == 0) {
          to.load(W, w, i / k * wt + i % k * wp).into(factor);
        }
        products(to, sums, a, i / k * at + i % k * ap, kept.length > 0 ? kept[i] : factor);
      }
    } else {
      loops(to, sums, a, w);
    }
    for (int i = 0; i < sums.length; i++) {
      to.store(sums[i], Y, y, inY(i));
    }
  }

  private void loops(VectorCode to, int[] sums, int a, int w) {
    int t = to.integer();
    int p = to.integer();
    int termA = to.integer();
    int termW = to.integer();
    int inA = to.integer();
    int inW = to.integer();
    int factor = to.vector();
    to.loop(
        t,
        terms,
        () -> {
          to.linear(termA, a, t, at);
          to.linear(termW, w, t, wt);
          to.loop(
              p,
              k,
              () -> {
                to.linear(inA, termA, p, ap);
                to.linear(inW, termW, p, wp);
                to.load(W, inW, 0).into(factor);
                products(to, sums, inA, 0, factor);
              });
        });
  }

  private void products(VectorCode to, int[] sums, int a, int offset, int factor) {
    for (int i = 0; i < sums.length; i++) {
      to.load(A, a, offset + i / rows * aBlock + i % rows * ai);
      to.fmaOfPushed(factor, sums[i]);
    }
  }

  private int inY(int i) {
    return i / rows * yBlock + i % rows * yi;
  }
}
