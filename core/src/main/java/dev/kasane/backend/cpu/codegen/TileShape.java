package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * A tile of a contraction, {@code rows} × {@code vectors}, held in registers over the whole sum.
 *
 * @param rows rows of the tile
 * @param width how many rows follow each other at distance {@code ai}; then come as many, {@code aw} further
 * @param columns columns
 * @param sum what is summed up for each element
 * @param ai distance of neighbouring rows of A
 * @param aw distance of groups of {@code width} rows of A
 * @param aTile distance in A from one tile to the next
 * @param ci distance of neighbouring rows of C
 * @param cTile distance in C from one tile to the next
 * @param accumulate whether C is added to instead of overwritten
 */
record TileShape(
    int rows, int width, Columns columns, Sum sum, int ai, int aw, int aTile, int ci, int cTile, boolean accumulate) {

  /** The most rows of a tile of one or two vectors: accumulators, B and a factor must find registers. */
  static final int MAX_ROWS = Lanes.MANY_REGISTERS ? 12 : 5;

  /** The type of {@link TileKernel#run}. */
  static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int, VectorCode.FLOATS, CD_int);

  /** As many multiplications as one method may have written out: of 160, the first compiler gives up some. */
  private static final int UNROLLED_PRODUCTS = 120;

  private static final int REGISTERS = Lanes.MANY_REGISTERS ? 32 : 16;

  /**
   * With 16 registers, loops over so many sums or fewer are slower unrolled: HotSpot puts the loads of all turns first,
   * and finds no registers for them.
   */
  private static final int FEW_SUMS = 6;

  /** Loops of so few turns are written out by HotSpot, whatever their size. */
  private static final int FEW_TURNS = 3;

  private static final int TILES = 1;
  private static final int LENGTH = 2;
  private static final int A = 3;
  private static final int AO = 4;
  private static final int B = 5;
  private static final int BO = 6;
  private static final int C = 7;
  private static final int CO = 8;

  /** Code for one place in A and one in B: positions in the arrays, or variables that hold them. */
  private interface PlaceConsumer {
    void at(int inA, int inB);
  }

  /** The kernel. */
  TileKernel kernel() {
    return HiddenKernels.get(
        this,
        TileKernel.class,
        builder -> builder.withMethodBody("run", RUN, ACC_PUBLIC, code -> write(new VectorCode(code), null)),
        kernel -> WarmUp.add(cold(kernel)));
  }

  WarmUp.Cold cold(TileKernel kernel) {
    int taps = sum.taps() == Sum.OPEN ? 4 : sum.taps();
    int walkA = (taps - 1) * sum.as() + (sum.terms() - 1) * sum.at() + (sum.k() - 1) * sum.ap();
    int walkB = (taps - 1) * sum.bs() + (sum.terms() - 1) * sum.bt() + (sum.k() - 1) * sum.bp();
    int lastRow = (rows - 1) / width * aw + (rows - 1) % width * ai + (rows > width ? (width - 1) * ai : 0);
    return new WarmUp.Cold(
        kernel, taps, walkA + lastRow + 1, 0, walkB + columns.computed(), 0,
        (rows - 1) * ci + columns.floats(), taps * sum.terms() * sum.k() * rows * (columns.vectors() + 1));
  }

  /** What is done with the sums of a tile of whole vectors whose first element has its place in a variable. */
  interface Finish {
    void write(int[] sums, int c);
  }

  /** Writes the method; without something else to be done with them, sums are stored. */
  void write(VectorCode whole, @Nullable Finish finish) {
    VectorCode to = columns.halves() ? whole.half() : whole;
    if (closed()) {
      to.unknownOne(TILES);
    }
    int tile = to.integer();
    int a = to.integer();
    int c = to.integer();
    int[] sums = new int[rows * columns.vectors()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = to.vector();
    }
    to.loop(
        tile,
        () -> to.code.iload(TILES),
        () -> {
          to.linear(a, AO, tile, aTile);
          to.linear(c, CO, tile, cTile);
          begin(to, sums, c);
          if (writtenOut()) {
            forEachProduct((inA, inB) -> product(to, sums, a, inA, BO, inB));
          } else {
            sum(to, sums, a);
          }
          if (finish != null) {
            finish.write(sums, c);
          } else {
            end(to, sums, c);
          }
        });
    to.code.return_();
  }

  private void end(VectorCode to, int[] sums, int c) {
    for (int i = 0; i < sums.length; i++) {
      to.store(sums[i], C, c, place(i));
    }
    if (columns.computed() < columns.floats() && !accumulate) {
      int zero = to.vector();
      to.zero().into(zero);
      for (int r = 0; r < rows; r++) {
        to.store(zero, C, c, r * ci + columns.computed());
      }
    }
  }

  private boolean writtenOut() {
    return writtenOut(sum, rows, columns.vectors());
  }

  /** Short sums are written out: B then stays in registers from tile to tile. */
  static boolean writtenOut(Sum sum, int rows, int vectors) {
    int length = sum.length();
    return sum.taps() != Sum.OPEN
        && (length + rows) * vectors + 2 <= REGISTERS
        && length * rows * vectors <= UNROLLED_PRODUCTS;
  }

  /** Whether loops are better not unrolled. */
  private boolean closed() {
    boolean fewTurns = sum.innermost() != Sum.OPEN && sum.innermost() <= FEW_TURNS;
    return !writtenOut() && (closed(rows * columns.vectors()) || fewTurns && !Lanes.MANY_REGISTERS);
  }

  /** Whether loops over so many sums are better not unrolled. */
  static boolean closed(int sums) {
    return !Lanes.MANY_REGISTERS && sums <= FEW_SUMS;
  }

  private void forEachProduct(PlaceConsumer body) {
    for (int s = 0; s < sum.taps(); s++) {
      for (int t = 0; t < sum.terms(); t++) {
        for (int p = 0; p < sum.k(); p++) {
          body.at(
              s * sum.as() + t * sum.at() + p * sum.ap(), s * sum.bs() + t * sum.bt() + p * sum.bp());
        }
      }
    }
  }

  private int place(int accumulator) {
    return accumulator / columns.vectors() * ci + accumulator % columns.vectors() * columns.width();
  }

  private void begin(VectorCode to, int[] sums, int c) {
    for (int i = 0; i < sums.length; i++) {
      if (accumulate) {
        to.load(C, c, place(i)).into(sums[i]);
      } else {
        to.zero().into(sums[i]);
      }
    }
  }

  private void sum(VectorCode to, int[] sums, int a) {
    over(
        to, sum.taps(), sum.as(), sum.bs(), a, BO,
        (tapA, tapB) ->
            over(
                to, sum.terms(), sum.at(), sum.bt(), tapA, tapB,
                (termA, termB) ->
                    over(
                        to, sum.k(), sum.ap(), sum.bp(), termA, termB,
                        (inA, inB) -> product(to, sums, inA, 0, inB, 0))));
  }

  /** A loop that moves through A and B, or its body alone if it would run once. */
  private void over(
      VectorCode to, int count, int stepA, int stepB, int fromA, int fromB, PlaceConsumer body) {
    if (count == 1) {
      body.at(fromA, fromB);
      return;
    }
    int counter = to.integer();
    int inA = to.integer();
    int inB = to.integer();
    Runnable end = count == Sum.OPEN ? () -> to.code.iload(LENGTH) : () -> to.code.loadConstant(count);
    Runnable turn =
        () -> {
          to.linear(inA, fromA, counter, stepA);
          to.linear(inB, fromB, counter, stepB);
          body.at(inA, inB);
        };
    to.loop(closed(), counter, end, turn);
  }

  /** Adds one column of A times one row of B. */
  private void product(VectorCode to, int[] sums, int inA, int offsetA, int inB, int offsetB) {
    int vectors = columns.vectors();
    int[] b = new int[vectors];
    for (int v = 0; v < vectors; v++) {
      b[v] = to.vector();
      to.load(B, inB, offsetB + v * columns.width()).into(b[v]);
    }
    int factor = to.vector();
    for (int r = 0; r < rows; r++) {
      to.broadcast(A, inA, offsetA + r / width * aw + r % width * ai).into(factor);
      for (int v = 0; v < vectors; v++) {
        to.fma(factor, b[v], sums[r * vectors + v]);
      }
    }
  }
}
