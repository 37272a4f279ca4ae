package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;

/**
 * Tiles of {@code Kernels.depthwise}, {@code blocks} × {@code rows} sums of a vector of channels, or half one, at a
 * time. Blocks are {@code aBlock} and {@code yBlock} apart; there is one tile of more than one block.
 */
record DepthwiseShape(
    int blocks, int rows, int vectors, int k, int terms, int aBlock, int ai, int ap, int at, int wp, int wt, int yBlock,
    int yi, boolean accumulate, boolean half) {

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int);

  /**
   * As many multiplications as one method may have written out. Of larger ones HotSpot's first compiler may refuse the
   * form that counts calls, for want of virtual registers, and then its best compiler never sees them.
   */
  private static final int UNROLLED = 40;

  /** As many multiplications are written out if rows share what they read. */
  private static final int SHARING = 72;

  /** The longest sums whose factors then find registers. */
  private static final int MOST_SHARING = Lanes.MANY_REGISTERS ? 12 : 6;

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

  /** Rows of a tile if rows that follow each other see the same elements of A. */
  static int sharingRows(int k) {
    return Math.clamp(SHARING / Math.max(1, k), 1, Lanes.MANY_REGISTERS ? 12 : 6);
  }

  /** Whether rows see the same elements of A at different places of a sum of k, which then finds registers. */
  static boolean shares(int k, int ai, int ap) {
    return ai > 0
        && k > 1
        && ap != 0
        && ap % ai == 0
        && Math.abs(ap) / ai < sharingRows(k)
        && k <= MOST_SHARING;
  }

  private boolean shares() {
    return blocks == 1 && rows > Math.abs(ap) / Math.max(1, ai) && shares(k, ai, ap);
  }

  private int lanes() {
    return half ? Lanes.COUNT / 2 : Lanes.COUNT;
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
    int width = vectors * lanes();
    int before = Math.max(0, (k - 1) * -ap) + Math.max(0, (terms - 1) * -at);
    int after = Math.max(0, (k - 1) * ap) + Math.max(0, (terms - 1) * at) + (blocks - 1) * aBlock + (rows - 1) * ai;
    int walkY = (blocks - 1) * yBlock + (rows - 1) * yi;
    return new WarmUp.Cold(
        kernel, 1, before + after + width, before, (k - 1) * wp + (terms - 1) * wt + width, 0, walkY + width,
        vectors * k * terms * (blocks * rows + 1));
  }

  private void write(VectorCode whole) {
    VectorCode to = half ? whole.half() : whole;
    if (shares()) {
      to.unknownOne(TILES);
    }
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
    boolean written = !shares() && k * terms * sums.length <= UNROLLED;
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
          to.linear(firstA, AO, vector, lanes());
          to.linear(w, WO, vector, lanes());
          to.linear(firstY, YO, vector, lanes());
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
    if (shares()) {
      sharing(to, sums, a, w);
    } else if (written) {
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

  /** Reads each element of A once for all rows that see it, in the order in which every row adds up its products. */
  private void sharing(VectorCode to, int[] sums, int a, int w) {
    int t = to.integer();
    int place = to.integer();
    int termW = to.integer();
    int element = to.vector();
    int[] weights = new int[k];
    for (int p = 0; p < k; p++) {
      weights[p] = to.vector();
    }
    int step = ap / ai;
    int places = rows + (k - 1) * Math.abs(step);
    to.loop(
        t,
        terms,
        () -> {
          to.linear(termW, w, t, wt);
          for (int p = 0; p < k; p++) {
            to.load(W, termW, p * wp).into(weights[p]);
          }
          to.linear(place, a, t, at);
          to.move(place, step > 0 ? 0 : (rows - 1) * ai);
          for (int x = 0; x < places; x++) {
            int row = step > 0 ? x : rows - 1 - x;
            to.load(A, place, 0).into(element);
            for (int p = 0; p < k; p++) {
              int i = row - p * step;
              if (i >= 0 && i < rows) {
                to.fma(element, weights[p], sums[i]);
              }
            }
            to.advance(place, step > 0 ? ai : -ai);
          }
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
