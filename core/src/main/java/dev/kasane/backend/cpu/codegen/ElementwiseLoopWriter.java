package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.plan.ElementwiseProgram.Access;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the method of an {@link ElementwiseLoop}, once. */
final class ElementwiseLoopWriter {

  private static final int N = 1;
  private static final int ARRAYS = 2;
  private static final int OFFSETS = 3;
  private static final int DISTANCE = 4;

  /** Rows of so many vectors are written out: what all rows share is then loaded once, before the loop. */
  private static final int UNROLLED_VECTORS = 4;

  /** As many vector instructions as a row may have written out. */
  private static final int UNROLLED = 48;

  /** As many sums as stay in registers. */
  private static final int UNROLLED_SUMS = Lanes.MANY_REGISTERS ? 12 : 4;

  /** So many partial values have their additions written out. */
  private static final int UNROLLED_PIECES = 16;

  /**
   * Memory that is walked through. All are local variables.
   *
   * @param first index of the first element
   * @param origin where index 0 of the loop would be: the same unless the walk begins again with each row
   * @param at index of the current element
   */
  private record Stream(int array, int first, int origin, int at) {}

  private final ElementwiseLoop loop;
  private final VectorCode to;
  private final int inputs;

  /** For each input, output and sum what is walked through: the pieces of partial values one by one. */
  private final List<List<Stream>> streams = new ArrayList<>();

  /** For each register of the program the variable that holds its vector. */
  private final int[] local;

  /** For each input the variables that hold its row, if it stays in registers. */
  private final int[] @Nullable [] rows;

  /** For each sum the variables that hold it, if it stays in registers. */
  private final int[] @Nullable [] sums;

  ElementwiseLoopWriter(ElementwiseLoop loop, VectorCode to) {
    this.loop = loop;
    this.to = to;
    inputs = loop.access().size();
    local = new int[inputs + loop.instructions().size()];
    rows = new int[inputs][];
    sums = new int[loop.sums().size()][];
  }

  void write() {
    for (int r = 0; r < inputs; r++) {
      Access how = loop.access().get(r);
      if (how == Access.SCALAR) {
        streams.add(List.of());
        number(r);
      } else {
        int count = how == Access.PARTIALS && loop.pieces() <= UNROLLED_PIECES ? loop.pieces() : 1;
        streams.add(streams(r, count, how == Access.ROW));
        local[r] = to.vector();
      }
    }
    for (int o = 0; o < loop.outputs().size(); o++) {
      streams.add(streams(inputs + o, 1, false));
    }
    for (int s = 0; s < loop.sums().size(); s++) {
      streams.add(streams(firstSum() + s, 1, true));
    }
    int i = to.integer();
    to.code.iconst_0().istore(i);
    if (loop.cols() == 0) {
      loop(i, N, Lanes.COUNT, () -> vector(i, 0));
    } else {
      overRows(i);
    }
    to.code.return_();
  }

  private void number(int r) {
    if (loop.numbers().get(r).isPresent()) {
      local[r] = new LaneMath(to).all(loop.numbers().get(r).get());
      return;
    }
    local[r] = to.vector();
    Stream only = streams(r, 1, false).getFirst();
    to.broadcast(only.array, only.first, 0).into(local[r]);
  }

  private List<Stream> streams(int operand, int count, boolean again) {
    int array = to.code.allocateLocal(TypeKind.REFERENCE);
    to.code.aload(ARRAYS).loadConstant(operand).aaload().astore(array);
    List<Stream> result = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      int first = to.integer();
      Stream stream = new Stream(array, first, again ? to.integer() : first, to.integer());
      if (s == 0) {
        to.code.aload(OFFSETS).loadConstant(operand).iaload();
      } else {
        to.code.iload(result.getLast().first).iload(DISTANCE).iadd();
      }
      to.code.istore(stream.first);
      result.add(stream);
    }
    return result;
  }

  private void overRows(int i) {
    int vectors = loop.cols() / Lanes.COUNT;
    boolean unrolled =
        vectors == 1
            || vectors <= UNROLLED_VECTORS
                && vectors * ElementwiseEmitter.weight(loop.instructions()) <= UNROLLED
                && vectors * loop.sums().size() <= UNROLLED_SUMS;
    int row = to.integer();
    to.code.iconst_0().istore(row);
    if (unrolled) {
      loadRows(vectors);
      loadSums(vectors);
    }
    int j = to.integer();
    int end = to.integer();
    loop(
        i, N, loop.cols(),
        () -> {
          loadColumns(row);
          if (unrolled) {
            for (int v = 0; v < vectors; v++) {
              vector(i, v);
            }
          } else {
            rewindRows(i);
            to.code.iload(i).istore(j);
            to.index(i, loop.cols()).code.istore(end);
            loop(j, end, Lanes.COUNT, () -> vector(j, 0));
          }
          to.code.iinc(row, 1);
        });
    if (unrolled) {
      storeSums();
    }
  }

  private int firstSum() {
    return inputs + loop.outputs().size();
  }

  private void loadSums(int vectors) {
    for (int s = 0; s < sums.length; s++) {
      Stream stream = streams.get(firstSum() + s).getFirst();
      sums[s] = new int[vectors];
      for (int v = 0; v < vectors; v++) {
        sums[s][v] = to.vector();
        to.load(stream.array, stream.first, v * Lanes.COUNT).into(sums[s][v]);
      }
    }
  }

  private void storeSums() {
    for (int s = 0; s < sums.length; s++) {
      Stream stream = streams.get(firstSum() + s).getFirst();
      for (int v = 0; v < sums[s].length; v++) {
        to.store(sums[s][v], stream.array, stream.first, v * Lanes.COUNT);
      }
    }
  }

  /** Loads what all rows share. */
  private void loadRows(int vectors) {
    for (int r = 0; r < inputs; r++) {
      if (loop.access().get(r) == Access.ROW) {
        Stream stream = streams.get(r).getFirst();
        rows[r] = new int[vectors];
        for (int v = 0; v < vectors; v++) {
          rows[r][v] = to.vector();
          to.load(stream.array, stream.first, v * Lanes.COUNT).into(rows[r][v]);
        }
      }
    }
  }

  private void loadColumns(int row) {
    for (int r = 0; r < inputs; r++) {
      if (loop.access().get(r) == Access.COLUMN) {
        Stream stream = streams.get(r).getFirst();
        to.linear(stream.at, stream.first, row, 1);
        to.broadcast(stream.array, stream.at, 0).into(local[r]);
      }
    }
  }

  /** Lets an index of the row that begins at i find the beginning of what all rows share. */
  private void rewindRows(int i) {
    for (int r = 0; r < inputs; r++) {
      if (loop.access().get(r) == Access.ROW) {
        Stream stream = streams.get(r).getFirst();
        to.linear(stream.origin, stream.first, i, -1);
      }
    }
    for (int s = 0; s < sums.length; s++) {
      Stream stream = streams.get(firstSum() + s).getFirst();
      to.linear(stream.origin, stream.first, i, -1);
    }
  }

  /** One vector of all inputs and outputs: number v after index i. */
  private void vector(int i, int v) {
    for (int r = 0; r < inputs; r++) {
      switch (loop.access().get(r)) {
        case FULL -> load(r, i, v);
        case ROW -> {
          if (rows[r] == null) {
            load(r, i, v);
          } else {
            local[r] = rows[r][v];
          }
        }
        case PARTIALS -> sum(r, i, v);
        case COLUMN, SCALAR -> {}
      }
    }
    ElementwiseEmitter.emit(to, loop.instructions(), local);
    for (int o = 0; o < loop.outputs().size(); o++) {
      Stream stream = streams.get(inputs + o).getFirst();
      to.linear(stream.at, stream.origin, i, 1);
      to.store(local[loop.outputs().get(o)], stream.array, stream.at, v * Lanes.COUNT);
    }
    for (int s = 0; s < sums.length; s++) {
      sum(s, local[loop.sums().get(s)], i, v);
    }
  }

  /** Adds a vector to a sum: in its register, or else where it lies. */
  private void sum(int s, int vector, int i, int v) {
    if (sums[s] != null) {
      to.code.aload(sums[s][v]).aload(vector).invokevirtual(VectorCode.VECTOR, "add", LaneMath.OF_TWO);
      to.into(sums[s][v]);
      return;
    }
    Stream stream = streams.get(firstSum() + s).getFirst();
    to.linear(stream.at, stream.origin, i, 1);
    to.load(stream.array, stream.at, v * Lanes.COUNT);
    to.code.aload(vector).invokevirtual(VectorCode.VECTOR, "add", LaneMath.OF_TWO);
    int sum = to.vector();
    to.into(sum);
    to.store(sum, stream.array, stream.at, v * Lanes.COUNT);
  }

  private void load(int r, int i, int v) {
    Stream stream = streams.get(r).getFirst();
    to.linear(stream.at, stream.origin, i, 1);
    to.load(stream.array, stream.at, v * Lanes.COUNT).into(local[r]);
  }

  /** Adds up partial values, in order. */
  private void sum(int r, int i, int v) {
    load(r, i, v);
    for (Stream stream : streams.get(r).subList(1, streams.get(r).size())) {
      to.linear(stream.at, stream.origin, i, 1);
      add(stream, r, v);
    }
    if (streams.get(r).size() < loop.pieces()) {
      int piece = to.integer();
      Stream stream = streams.get(r).getFirst();
      to.loop(
          piece,
          loop.pieces() - 1,
          () -> {
            to.code.iload(stream.at).iload(DISTANCE).iadd().istore(stream.at);
            add(stream, r, v);
          });
    }
  }

  private void add(Stream stream, int r, int v) {
    to.code.aload(local[r]);
    to.load(stream.array, stream.at, v * Lanes.COUNT).code.invokevirtual(VectorCode.VECTOR, "add", LaneMath.OF_TWO);
    to.into(local[r]);
  }

  /** {@code for (; counter < end; counter += step) body}, {@code end} being a variable. */
  private void loop(int counter, int end, int step, Runnable body) {
    Label test = to.code.newLabel();
    Label out = to.code.newLabel();
    to.code.labelBinding(test);
    to.code.iload(counter).iload(end).if_icmpge(out);
    body.run();
    to.index(counter, step).code.istore(counter);
    to.code.goto_(test);
    to.code.labelBinding(out);
  }
}
