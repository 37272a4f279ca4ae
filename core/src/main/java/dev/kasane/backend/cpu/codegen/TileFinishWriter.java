package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.plan.ElementwiseProgram.Access;
import java.lang.classfile.TypeKind;

/** Writes what is done to the sums of a tile before they are stored, for {@link FinishedTile}. */
final class TileFinishWriter {

  private static final int ARRAYS = 7;
  private static final int OFFSETS = 9;
  private static final int COLUMN = 10;

  private final TileFinish finish;
  private final VectorCode to;
  private final LaneMath math;
  private final int inputs;
  private final int[] array;
  private final int[] offset;
  private final int[] at;
  private final int[] shared;

  /** Reads where the operands are. */
  TileFinishWriter(TileFinish finish, VectorCode to) {
    this.finish = finish;
    this.to = to;
    math = new LaneMath(to);
    inputs = finish.access().size();
    int operands = inputs + finish.outputs().size();
    array = new int[operands];
    offset = new int[operands];
    at = new int[operands];
    shared = new int[inputs];
    for (int i = 0; i < operands; i++) {
      if (i == finish.product() || i < inputs && finish.numbers().get(i).isPresent()) {
        continue;
      }
      array[i] = to.code.allocateLocal(TypeKind.REFERENCE);
      offset[i] = to.integer();
      at[i] = to.integer();
      to.code.aload(ARRAYS).loadConstant(i).aaload().astore(array[i]);
      to.code.aload(OFFSETS).loadConstant(i).iaload().istore(offset[i]);
    }
    for (int i = 0; i < inputs; i++) {
      shared[i] = to.vector();
    }
  }

  /**
   * Finishes a tile.
   *
   * @param sums its vectors, row by row
   * @param c variable with the place of its first element
   * @param ci distance of rows
   */
  void write(int[] sums, int vectors, int c, int ci) {
    begin(c);
    for (int i = 0; i < sums.length; i++) {
      vector(sums[i], i / vectors * ci, i % vectors * Lanes.COUNT);
    }
  }

  private void begin(int c) {
    for (int i = 0; i < array.length; i++) {
      if (i == finish.product()) {
        continue;
      }
      Access how = i < inputs ? finish.access().get(i) : Access.FULL;
      if (how != Access.SCALAR) {
        to.linear(at[i], offset[i], how == Access.ROW ? COLUMN : c, 1);
      } else if (finish.numbers().get(i).isPresent()) {
        to.code.aload(math.all(finish.numbers().get(i).get())).astore(shared[i]);
        math.keepNone();
      } else {
        to.broadcast(array[i], offset[i], 0).into(shared[i]);
      }
    }
  }

  private void vector(int sum, int row, int column) {
    int[] local = new int[inputs + finish.instructions().size()];
    for (int i = 0; i < inputs; i++) {
      local[i] =
          i == finish.product()
              ? sum
              : switch (finish.access().get(i)) {
                case FULL -> load(i, row + column);
                case ROW -> load(i, column);
                case SCALAR -> shared[i];
                case COLUMN, PARTIALS -> throw new IllegalArgumentException("a tile does not read " + finish.access());
              };
    }
    ElementwiseEmitter.emit(math, finish.instructions(), local);
    for (int o = 0; o < finish.outputs().size(); o++) {
      to.store(local[finish.outputs().get(o)], array[inputs + o], at[inputs + o], row + column);
    }
    for (int i = inputs; i < local.length; i++) {
      math.release(local[i]);
    }
    math.keepNone();
  }

  /** A vector of an input, in a variable of its own until this element is done. */
  private int load(int input, int constant) {
    to.load(array[input], at[input], constant).into(shared[input]);
    return shared[input];
  }
}
