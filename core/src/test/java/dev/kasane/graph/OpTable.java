package dev.kasane.graph;

import dev.kasane.graph.OpCase.Arg;
import dev.kasane.graph.OpCase.Builder;
import dev.kasane.graph.OpCase.Derivative;
import dev.kasane.graph.OpCase.Values;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All primitives, and what is composed of them, at awkward sizes: around the lane counts of 128, 256 and 512 bit (4, 8,
 * 16), primes, and 1. Derivatives and backends are tested with every row; {@code OpTableTest} fails when an operation
 * has none.
 */
public final class OpTable {

  private static final int[] LAST = {1, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31};
  private static final int[] BATCH = {5, 1, 3, 13};
  private static final double EXACT = 0;
  private static final double ELEMENT = 2e-6;
  private static final double SUM = 2e-5;

  private final List<OpCase> cases = new ArrayList<>();

  private OpTable() {}

  /** Every row. */
  public static List<OpCase> cases() {
    OpTable table = new OpTable();
    table.leaves();
    table.unary();
    table.binary();
    table.select();
    table.reshape();
    table.transpose();
    table.broadcast();
    table.concat();
    table.sliceAndPad();
    table.indices();
    table.reduce();
    table.rows();
    table.matMul();
    table.conv();
    table.pool();
    table.activations();
    for (int batch : new int[] {1, 3, 5, 13, 37}) {
      table.models(batch);
    }
    return List.copyOf(table.cases);
  }

  // ---- leaves ----

  private void leaves() {
    for (int c : LAST) {
      add("input", EXACT, List.of(batch(Values.ANY, 5, c)), (_, in) -> in.get(0));
      add("constant", EXACT, List.of(), (graph, _) -> graph.constant(counting(Shape.of(3, c))));
      add("variable", EXACT, List.of(), (graph, _) -> graph.variable("v", Shape.of(3, c)));
      add(
          "randomUniform whole",
          EXACT,
          List.of(),
          (graph, _) -> graph.add(new Op.RandomUniform(7, Shape.of(5, c), false)));
      add(
          "randomUniform of a batch",
          EXACT,
          List.of(batch(Values.ANY, 13, 2, c)),
          (graph, in) -> Ops.greater(graph.add(new Op.RandomUniform(8, in.get(0).shape(), true)), 0.5));
      add(
          "randomUniform of a batch, as it is",
          EXACT,
          List.of(batch(Values.ANY, 13, 2, c)),
          (graph, in) -> graph.add(new Op.RandomUniform(9, in.get(0).shape(), true)));
    }
    add("constant number", EXACT, List.of(), (graph, _) -> graph.constant(2.5));
    add("variable number", EXACT, List.of(), (graph, _) -> graph.variable("v", Shape.SCALAR));
    add("input number", EXACT, List.of(arg(Values.ANY)), (_, in) -> in.get(0));
  }

  // ---- element by element ----

  private void unary() {
    for (UnaryFunction f : UnaryFunction.values()) {
      Values values = switch (f) {
        case NEG, SQUARE, EXP, SIN, COS -> Values.ANY;
        case ABS, SIGN, RECIPROCAL, RELU -> Values.NOT_ZERO;
        case SQRT, LOG -> Values.POSITIVE;
        case SOFTPLUS, SIGMOID, TANH, ERF -> Values.WIDE;
      };
      Builder builder = (_, in) -> Ops.unary(f, in.get(0));
      for (int i = 0; i < LAST.length; i++) {
        add(f.name(), ELEMENT, List.of(batch(values, BATCH[i % 4], LAST[i])), builder);
      }
      add(f.name(), ELEMENT, List.of(arg(values)), builder);
      add(f.name(), ELEMENT, List.of(batch(values, 7)), builder);
      add(f.name(), ELEMENT, List.of(batch(values, 5, 3, 17)), builder);
      add(f.name(), ELEMENT, List.of(batch(values, 3, 2, 3, 7)), builder);
    }
    for (UnaryFunction f : List.of(UnaryFunction.ABS, UnaryFunction.SIGN, UnaryFunction.RELU)) {
      convention(f + " at 0", EXACT, List.of(batch(Values.STEPS, 5, 17)), (_, in) -> Ops.unary(f, in.get(0)));
    }
  }

  private void binary() {
    for (BinaryFunction f : BinaryFunction.values()) {
      Values left = switch (f) {
        case ADD, SUB, MUL, DIV -> Values.ANY;
        case MAX, MIN, GREATER, GREATER_EQUAL, EQUAL -> Values.STEPS;
        case POW -> Values.POSITIVE;
      };
      Values right = switch (f) {
        case ADD, SUB, MUL, POW -> Values.ANY;
        case DIV -> Values.NOT_ZERO;
        case MAX, MIN, GREATER, GREATER_EQUAL, EQUAL -> Values.BETWEEN_STEPS;
      };
      Builder builder = (_, in) -> Ops.binary(f, in.get(0), in.get(1));
      for (int i = 0; i < LAST.length; i++) {
        int n = BATCH[i % 4];
        int c = LAST[i];
        add(f + " of equal shapes", ELEMENT, List.of(batch(left, n, c), batch(right, n, c)), builder);
        add(f + " with a row", ELEMENT, List.of(batch(left, n, c), arg(right, c)), builder);
      }
      for (int c : new int[] {1, 3, 8, 17}) {
        add(f + " with a number", ELEMENT, List.of(batch(left, 5, c), arg(right)), builder);
        add(f + " of a number", ELEMENT, List.of(arg(left), batch(right, 5, c)), builder);
        add(f + " of a row", ELEMENT, List.of(arg(left, c), batch(right, 5, c)), builder);
        add(f + " with a column", ELEMENT, List.of(batch(left, 5, c), batch(right, 5, 1)), builder);
        add(f + " of a column and a row", ELEMENT, List.of(batch(left, 5, 1), arg(right, 1, c)), builder);
        add(f + " per position", ELEMENT, List.of(batch(left, 3, 2, 5, c), arg(right, 2, 5, 1)), builder);
        add(f + " per channel", ELEMENT, List.of(batch(left, 3, 2, 5, c), arg(right, c)), builder);
        add(f + " along middle axes", ELEMENT, List.of(batch(left, 3, 1, c), batch(right, 3, 4, 1)), builder);
        add(f + " along a middle axis", ELEMENT, List.of(batch(left, 3, 4, c), batch(right, 3, 1, c)), builder);
        add(f + " with a table as long as the batch", ELEMENT, List.of(batch(left, 5, c), arg(right, 5, c)), builder);
        add(f + " of a column as long as the batch", ELEMENT, List.of(arg(left, 5, 1), batch(right, 5, c)), builder);
        add(f + " with a whole sample", ELEMENT, List.of(batch(left, 5, 2, c), arg(right, 2, c)), builder);
      }
      add(f + " of numbers", ELEMENT, List.of(arg(left), arg(right)), builder);
      convention(
          f + " of values often equal",
          ELEMENT,
          List.of(batch(f == BinaryFunction.POW ? Values.POSITIVE : Values.STEPS, 13, 17),
              batch(f == BinaryFunction.DIV ? Values.NOT_ZERO : Values.STEPS, 13, 17)),
          builder);
      add(
          f + " of one value with itself",
          ELEMENT,
          List.of(batch(Values.POSITIVE, 5, 7)),
          (_, in) -> Ops.binary(f, in.get(0), Ops.mul(in.get(0), 1.5)));
    }
    add("square by pow", ELEMENT, List.of(batch(Values.ANY, 5, 7)), (graph, in) ->
        Ops.pow(in.get(0), graph.constant(2)));
    convention("pow around 0", ELEMENT, List.of(batch(Values.STEPS, 5, 7)), (graph, in) ->
        Ops.pow(Ops.relu(in.get(0)), graph.constant(2)));
  }

  private void select() {
    for (int c : LAST) {
      Builder builder = (_, in) -> Ops.select(in.get(0), in.get(1), in.get(2));
      add("select", EXACT,
          List.of(batch(Values.CONDITION, 5, c), batch(Values.ANY, 5, c), batch(Values.ANY, 5, c)), builder);
      add("select by row", EXACT,
          List.of(batch(Values.CONDITION, 5, 1), batch(Values.ANY, 5, c), arg(Values.ANY)), builder);
      add("select between broadcast ones", EXACT,
          List.of(arg(Values.CONDITION, c), arg(Values.ANY), batch(Values.ANY, 3, 2, 1)), builder);
    }
  }

  // ---- moving elements ----

  private void reshape() {
    for (int c : LAST) {
      reshape(c, 5, 2, 3, c).accept(5, 6 * c);
      reshape(c, 5, 6 * c).accept(5, 2, 3, c);
      reshape(c, 5, c).accept(5, 1, c);
      reshape(c, 5, c).accept(5, c, 1);
      reshape(c, 3, 4, c).accept(12, c);
      reshape(c, 3, c).accept(c, 3);
      reshape(c, 5, c).accept(5 * c);
      reshape(c, 2, 3, c).accept(c, 3, 2);
    }
    reshape(1, 1, 1).accept();
    reshape(1).accept(1);
  }

  private Target reshape(int c, int... from) {
    return to -> add("reshape " + Shape.of(from) + " to " + Shape.of(to), EXACT,
        List.of(from.length == 0 ? arg(Values.ANY) : batch(Values.ANY, from)),
        (_, in) -> in.get(0).graph().add(new Op.Reshape(Shape.of(to)), in.get(0)));
  }

  /** A shape to go to. */
  private interface Target {
    void accept(int... to);
  }

  private void transpose() {
    for (int c : LAST) {
      transpose(List.of(1, 0), 5, c);
      transpose(List.of(0, 2, 1), 3, 4, c);
      transpose(List.of(0, 3, 1, 2), 3, 2, 5, c);
      transpose(List.of(0, 2, 3, 1), 3, c, 2, 5);
    }
    transpose(List.of(0), 5);
    transpose(List.of(0, 1), 5, 3);
    for (List<Integer> order : permutations(3)) {
      transpose(order, 3, 5, 7);
    }
    for (List<Integer> order : permutations(4)) {
      transpose(order, 3, 2, 5, 9);
    }
  }

  private void transpose(List<Integer> order, int... from) {
    add("transpose " + order, EXACT, List.of(batch(Values.ANY, from)), (graph, in) ->
        graph.add(new Op.Transpose(order), in.get(0)));
  }

  private static List<List<Integer>> permutations(int rank) {
    List<List<Integer>> all = new ArrayList<>();
    for (int code = 0; code < Math.pow(rank, rank); code++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0, rest = code; i < rank; i++, rest /= rank) {
        order.add(rest % rank);
      }
      if (order.stream().distinct().count() == rank) {
        all.add(order);
      }
    }
    return all;
  }

  private void broadcast() {
    for (int c : LAST) {
      broadcast(arg(Values.ANY), 5, c);
      broadcast(arg(Values.ANY, c), 5, c);
      broadcast(arg(Values.ANY, 1, c), 5, c);
      broadcast(batch(Values.ANY, 5, 1), 5, c);
      broadcast(arg(Values.ANY, 2, 3, 1), 5, 2, 3, c);
      broadcast(batch(Values.ANY, 5, 1, c), 5, 4, c);
      broadcast(batch(Values.ANY, 5, 1, 1, c), 5, 2, 3, c);
      broadcast(arg(Values.ANY, 2, 1, c), 5, 2, 3, c);
    }
  }

  private void broadcast(Arg from, int... to) {
    add("broadcast to " + Shape.of(to), EXACT, List.of(from), (graph, in) ->
        graph.add(new Op.BroadcastTo(Shape.of(to)), in.get(0)));
  }

  private void concat() {
    for (int c : LAST) {
      concat(1, batch(Values.ANY, 5, c), batch(Values.ANY, 5, 3));
      concat(1, batch(Values.ANY, 5, 3), batch(Values.ANY, 5, c), batch(Values.ANY, 5, 8));
      concat(0, arg(Values.ANY, 2, c), arg(Values.ANY, 1, c), arg(Values.ANY, 3, c));
      concat(3, batch(Values.ANY, 3, 2, 3, c), batch(Values.ANY, 3, 2, 3, 5));
      concat(2, batch(Values.ANY, 3, 2, 3, c), batch(Values.ANY, 3, 2, 1, c));
      concat(1, batch(Values.ANY, 3, 2, 3, c), batch(Values.ANY, 3, 4, 3, c));
    }
    concat(0, batch(Values.ANY, 5));
    concat(0, batch(Values.ANY, 5, 3), batch(Values.ANY, 5, 3));
    add("concat of one value twice", EXACT, List.of(batch(Values.ANY, 5, 7)), (_, in) ->
        Ops.concat(1, List.of(in.get(0), in.get(0))));
  }

  private void concat(int axis, Arg... parts) {
    add("concat on axis " + axis, EXACT, List.of(parts), (_, in) -> Ops.concat(axis, in));
  }

  private void sliceAndPad() {
    for (int c : LAST) {
      slice(List.of(0, 0), Shape.of(5, Math.max(1, c - 1)), 5, c);
      slice(List.of(0, c / 2), Shape.of(5, 1), 5, c);
      slice(List.of(1, 0), Shape.of(3, c), 5, c);
      slice(List.of(0, 1, 0, 0), Shape.of(3, 1, 5, c), 3, 2, 5, c);
      slice(List.of(0, 0, 2, 0), Shape.of(3, 2, 3, c), 3, 2, 5, c);
      slice(List.of(1, 0, 1, c - 1), Shape.of(2, 2, 3, 1), 3, 2, 5, c);
      pad(List.of(0, 0), List.of(0, 1), 0, 5, c);
      pad(List.of(0, 2), List.of(0, 0), 1.5f, 5, c);
      pad(List.of(1, 0), List.of(2, 0), 0, 5, c);
      pad(List.of(0, 1, 2, 0), List.of(0, 2, 1, 0), 0, 3, 2, 5, c);
      pad(List.of(0, 1, 0, 3), List.of(0, 0, 1, 1), -2, 3, 2, 5, c);
    }
    slice(List.of(2), Shape.of(3), 7);
    pad(List.of(0), List.of(0), 0, 7);
  }

  private void slice(List<Integer> starts, Shape shape, int... from) {
    add("slice " + shape + " at " + starts, EXACT, List.of(batch(Values.ANY, from)), (_, in) ->
        Ops.slice(in.get(0), starts, shape));
  }

  private void pad(List<Integer> before, List<Integer> after, float value, int... from) {
    add("pad " + before + after + " with " + value, EXACT, List.of(batch(Values.ANY, from)), (_, in) ->
        Ops.pad(in.get(0), before, after, value));
  }

  private void indices() {
    Builder gather = (_, in) -> Ops.gather(in.get(0), in.get(1));
    Builder scatter = (_, in) -> Ops.scatterAdd(in.get(0), in.get(1), 5);
    for (int c : LAST) {
      add("oneHot", EXACT, List.of(batch(Values.INDEX, 13)), (_, in) -> Ops.oneHot(in.get(0), c));
      add("oneHot of rows", EXACT, List.of(batch(Values.INDEX, 13, 3)), (_, in) -> Ops.oneHot(in.get(0), c));
      add("gather", EXACT, List.of(arg(Values.ANY, 5, c), batch(Values.INDEX, 13)), gather);
      add("gather rows", EXACT, List.of(arg(Values.ANY, 5, c), batch(Values.INDEX, 5, 3)), gather);
      add("gather matrices", EXACT, List.of(arg(Values.ANY, 5, 2, c), batch(Values.INDEX, 7)), gather);
      add("scatterAdd", ELEMENT, List.of(batch(Values.INDEX, 13), batch(Values.ANY, 13, c)), scatter);
      add("scatterAdd rows", ELEMENT, List.of(batch(Values.INDEX, 5, 3), batch(Values.ANY, 5, 3, c)), scatter);
    }
    add("gather numbers", EXACT, List.of(arg(Values.ANY, 5), batch(Values.INDEX, 13)), gather);
    add("gather by one index", EXACT, List.of(arg(Values.ANY, 5, 7), arg(Values.INDEX)), gather);
    add("scatterAdd numbers", ELEMENT, List.of(batch(Values.INDEX, 13), batch(Values.ANY, 13)), scatter);
  }

  // ---- reductions ----

  private void reduce() {
    for (ReduceFunction f : ReduceFunction.values()) {
      Values values = switch (f) {
        case SUM, SQUARED_DEVIATION -> Values.ANY;
        case MAX -> Values.DISTINCT;
      };
      for (int subset = 1; subset < 16; subset++) {
        int[] axes = axes(subset);
        reduce(f, values, true, axes, 3, 2, 5, 7);
        reduce(f, values, false, axes, 3, 2, 5, 8);
        reduce(f, values, false, axes, 13, 1, 3, 1);
      }
      for (int c : LAST) {
        reduce(f, values, false, new int[] {0}, 13, c);
        reduce(f, values, false, new int[] {1}, 13, c);
        reduce(f, values, true, new int[] {1}, 5, c);
        reduce(f, values, false, new int[] {0, 1}, 5, c);
        reduce(f, values, false, new int[] {0, 1, 2}, 5, 3, 2, c);
        reduce(f, values, false, new int[] {1, 2}, 5, 3, 2, c);
      }
      reduce(f, values, false, new int[] {0}, 31);
      convention(f + " of equal ones", ELEMENT, List.of(batch(Values.STEPS, 5, 31)), (_, in) ->
          Ops.reduce(f, in.get(0), false, 1));
    }
  }

  private void reduce(ReduceFunction f, Values values, boolean keepDims, int[] axes, int... from) {
    String name = f + (keepDims ? " kept over " : " over ") + Arrays.toString(axes);
    add(name, f == ReduceFunction.MAX ? EXACT : SUM, List.of(batch(values, from)), (_, in) ->
        Ops.reduce(f, in.get(0), keepDims, axes));
  }

  private static int[] axes(int subset) {
    return java.util.stream.IntStream.range(0, 4).filter(axis -> (subset >> axis & 1) == 1).toArray();
  }

  private void rows() {
    for (int i = 0; i < LAST.length; i++) {
      int n = BATCH[i % 4];
      int c = LAST[i];
      add("softmax", ELEMENT, List.of(batch(Values.WIDE, n, c)), (_, in) -> Ops.softmax(in.get(0)));
      add("logSoftmax", ELEMENT, List.of(batch(Values.WIDE, n, c)), (_, in) -> Ops.logSoftmax(in.get(0)));
      add("argMax", EXACT, List.of(batch(Values.DISTINCT, n, c)), (_, in) -> Ops.argMax(in.get(0)));
      convention("argMax of equal ones", EXACT, List.of(batch(Values.STEPS, 5, c)), (_, in) -> Ops.argMax(in.get(0)));
    }
    add("softmax", ELEMENT, List.of(arg(Values.WIDE, 7)), (_, in) -> Ops.softmax(in.get(0)));
    add("softmax", ELEMENT, List.of(batch(Values.WIDE, 3, 5, 7)), (_, in) -> Ops.softmax(in.get(0)));
    add("logSoftmax", ELEMENT, List.of(batch(Values.WIDE, 3, 5, 7)), (_, in) -> Ops.logSoftmax(in.get(0)));
    add("argMax", EXACT, List.of(arg(Values.DISTINCT, 7)), (_, in) -> Ops.argMax(in.get(0)));
    add("argMax", EXACT, List.of(batch(Values.DISTINCT, 3, 5, 7)), (_, in) -> Ops.argMax(in.get(0)));
    add("softmax of huge numbers", 5 * SUM, List.of(batch(Values.WIDE, 5, 9)), (_, in) ->
        Ops.softmax(Ops.mul(in.get(0), 100)));
    add("logSoftmax of huge numbers", 5 * SUM, List.of(batch(Values.WIDE, 5, 9)), (_, in) ->
        Ops.logSoftmax(Ops.mul(in.get(0), 100)));
  }

  // ---- contractions ----

  private void matMul() {
    int[][] sizes = {
      {1, 1, 1}, {3, 4, 5}, {5, 17, 16}, {13, 7, 31}, {8, 16, 15}, {17, 1, 9}, {1, 31, 8}, {37, 5, 1}, {13, 13, 13}
    };
    for (int code = 0; code < 4; code++) {
      boolean left = (code & 1) != 0;
      boolean right = (code & 2) != 0;
      for (int[] size : sizes) {
        matMul(left, right, size[0], size[1], size[2]);
      }
      matMul(left, right, 2, 5, 3, 4, 7);
      matMul(left, right, 2, 3, 5, 7, 9);
    }
    matMul(false, false, 2, 13, 17, 31);
    add("matMul of one value with itself", SUM, List.of(batch(Values.ANY, 7, 5)), (_, in) ->
        Ops.matMul(in.get(0), in.get(0), true, false));
  }

  /** The last three sizes are m, k and n, those before are shared. */
  private void matMul(boolean left, boolean right, int... sizes) {
    int shared = sizes.length - 3;
    int m = sizes[shared];
    int k = sizes[shared + 1];
    int n = sizes[shared + 2];
    int[] a = Arrays.copyOf(sizes, shared + 2);
    int[] b = a.clone();
    a[shared] = left ? k : m;
    a[shared + 1] = left ? m : k;
    b[shared] = right ? n : k;
    b[shared + 1] = right ? k : n;
    boolean rightBatch = shared > 0 || (left && !right);
    add("matMul" + (left ? " transposed left" : "") + (right ? " transposed right" : ""), SUM,
        List.of(batch(Values.ANY, a), rightBatch ? batch(Values.ANY, b) : arg(Values.ANY, b)),
        (_, in) -> Ops.matMul(in.get(0), in.get(1), left, right));
  }

  private void conv() {
    int[][] channels = {{1, 1}, {1, 16}, {3, 8}, {16, 17}, {17, 4}, {7, 9}, {8, 31}};
    for (int i = 0; i < channels.length; i++) {
      int n = BATCH[i % 4];
      int in = channels[i][0];
      int out = channels[i][1];
      conv(Window2d.valid(1, 1, 1, 1), 1, out, n, 3, 4, in);
      conv(Window2d.valid(3, 3, 1, 1), 1, out, n, 5, 4, in);
      conv(padded(3, 3, 1, 1), 1, out, n, 4, 5, in);
      conv(new Window2d(3, 3, 2, 2, 1, 1, 0, 1, 0, 1), 1, out, n, 6, 5, in);
    }
    conv(Window2d.valid(5, 5, 1, 1), 1, 8, 3, 7, 6, 1);
    conv(Window2d.valid(5, 5, 1, 1), 1, 13, 2, 6, 7, 3);
    conv(padded(5, 5, 1, 2), 1, 5, 2, 3, 3, 3);
    conv(Window2d.valid(1, 3, 1, 1), 1, 5, 3, 4, 5, 2);
    conv(Window2d.valid(3, 1, 1, 1), 1, 5, 3, 4, 5, 2);
    conv(Window2d.valid(1, 1, 2, 2), 1, 5, 3, 5, 4, 3);
    conv(Window2d.valid(2, 2, 3, 2), 1, 5, 3, 7, 6, 3);
    conv(Window2d.valid(3, 3, 2, 1), 1, 8, 3, 7, 5, 4);
    conv(new Window2d(3, 2, 1, 1, 1, 1, 0, 2, 1, 0), 1, 5, 5, 4, 4, 3);
    conv(new Window2d(3, 3, 1, 1, 2, 2, 0, 0, 0, 0), 1, 8, 3, 7, 6, 4);
    conv(new Window2d(3, 3, 1, 1, 2, 1, 2, 2, 1, 1), 1, 5, 3, 5, 4, 3);
    conv(new Window2d(3, 2, 2, 3, 2, 2, 1, 2, 3, 0), 1, 7, 3, 8, 9, 5);
    conv(padded(3, 3, 1, 1), 2, 6, 3, 4, 5, 4);
    conv(padded(3, 3, 1, 1), 2, 32, 2, 3, 4, 16);
    conv(Window2d.valid(3, 3, 2, 2), 3, 9, 3, 5, 6, 6);
    conv(padded(3, 3, 1, 1), 3, 3, 3, 4, 5, 3);
    conv(padded(3, 3, 1, 1), 8, 8, 3, 4, 3, 8);
    conv(Window2d.valid(3, 3, 1, 1), 17, 17, 3, 4, 3, 17);
    conv(padded(3, 3, 2, 1), 4, 8, 3, 5, 4, 4);
    conv(Window2d.valid(3, 3, 1, 1), 1, 8, 37, 5, 5, 3);
    depthwise();
    grouped();
    narrow();
    leavingOut();
  }

  /** Windows that leave out the last rows and columns of the input. */
  private void leavingOut() {
    for (int[] filters : new int[][] {{1, 16, 1}, {1, 5, 3}, {1, 32, 16}, {1, 17, 4}, {1, 3, 8}, {8, 8, 8}, {4, 32, 16}}) {
      int groups = filters[0];
      conv(leavingOut(3, 3, 1, -1, -1), groups, filters[1], 3, 9, 8, filters[2]);
      conv(leavingOut(2, 3, 2, 0, -2), groups, filters[1], 3, 8, 9, filters[2]);
      conv(leavingOut(1, 1, 1, -3, 0), groups, filters[1], 2, 5, 4, filters[2]);
    }
    conv(leavingOut(3, 3, 1, -1, -2), 1, 32, 2, 16, 17, 32);
  }

  private static Window2d leavingOut(int height, int width, int stride, int bottom, int right) {
    return new Window2d(height, width, stride, stride, 1, 1, 0, bottom, 0, right);
  }

  private void narrow() {
    conv(padded(3, 3, 1, 1), 1, 3, 3, 5, 4, 16);
    conv(new Window2d(3, 2, 1, 1, 2, 1, 3, 0, 0, 4), 1, 1, 3, 6, 5, 17);
    conv(new Window2d(3, 3, 1, 1, 1, 2, 0, 5, 6, 1), 1, 5, 13, 4, 5, 9);
    conv(Window2d.valid(5, 5, 2, 3), 1, 16, 3, 9, 8, 3);
    conv(new Window2d(3, 2, 2, 3, 2, 2, 1, 2, 3, 0), 1, 9, 3, 8, 9, 1);
    conv(Window2d.valid(2, 2, 3, 3), 1, 12, 2, 8, 7, 2);
  }

  private void grouped() {
    conv(padded(3, 3, 1, 1), 4, 32, 3, 5, 4, 16);
    conv(padded(3, 3, 2, 1), 8, 24, 3, 5, 6, 32);
    conv(Window2d.valid(1, 1, 1, 1), 5, 15, 3, 3, 4, 10);
    conv(Window2d.valid(1, 1, 2, 2), 2, 34, 2, 4, 5, 40);
    conv(padded(5, 5, 1, 2), 6, 12, 2, 4, 7, 12);
    conv(new Window2d(3, 2, 2, 3, 2, 2, 1, 2, 3, 0), 3, 9, 3, 8, 9, 6);
    conv(new Window2d(2, 2, 3, 3, 1, 1, 1, 0, 0, 2), 2, 8, 3, 7, 8, 6);
    conv(new Window2d(3, 3, 4, 2, 2, 3, 3, 3, 4, 4), 1, 3, 2, 11, 10, 2);
    conv(padded(7, 7, 2, 3), 1, 5, 2, 9, 8, 3);
    conv(Window2d.valid(4, 4, 4, 4), 1, 8, 2, 8, 9, 3);
  }

  private void depthwise() {
    for (int c : new int[] {2, 3, 8, 13, 16, 31, 33}) {
      conv(padded(3, 3, 1, 1), c, c, 3, 5, 4, c);
      conv(new Window2d(3, 3, 2, 2, 1, 1, 0, 1, 0, 1), c, c, 3, 6, 5, c);
    }
    conv(padded(3, 3, 1, 1), 3, 6, 3, 4, 5, 3);
    conv(padded(3, 3, 1, 1), 5, 15, 3, 4, 9, 5);
    conv(padded(3, 3, 2, 1), 8, 16, 3, 5, 4, 8);
    conv(Window2d.valid(2, 2, 1, 1), 9, 36, 2, 4, 4, 9);
    conv(padded(5, 5, 1, 2), 17, 17, 3, 6, 7, 17);
    conv(padded(7, 7, 1, 3), 8, 8, 2, 10, 9, 8);
    conv(Window2d.valid(1, 1, 1, 1), 16, 16, 3, 3, 4, 16);
    // windows that leave out pixels, and phases of the strides that no window touches
    conv(Window2d.valid(2, 2, 3, 3), 16, 16, 3, 8, 7, 16);
    conv(Window2d.valid(1, 2, 3, 1), 3, 3, 3, 8, 7, 3);
    conv(new Window2d(3, 3, 1, 1, 2, 2, 2, 2, 2, 2), 8, 8, 3, 6, 5, 8);
    conv(new Window2d(3, 2, 2, 3, 2, 2, 1, 2, 3, 0), 5, 10, 3, 8, 9, 5);
    conv(new Window2d(3, 3, 4, 2, 2, 3, 3, 3, 4, 4), 16, 16, 3, 11, 10, 16);
    conv(new Window2d(2, 4, 2, 1, 1, 2, 3, 0, 0, 5), 3, 3, 3, 5, 6, 3);
  }

  /** A window with the same padding on all sides. */
  private static Window2d padded(int height, int width, int stride, int padding) {
    return new Window2d(height, width, stride, stride, 1, 1, padding, padding, padding, padding);
  }

  private void conv(Window2d window, int groups, int filters, int n, int h, int w, int c) {
    Shape x = Shape.of(n, h, w, c);
    Shape kernel = Shape.of(window.height(), window.width(), c / groups, filters);
    Shape y = Shape.of(n, window.outputHeight(h), window.outputWidth(w), filters);
    String name = " " + window + (groups == 1 ? "" : " in " + groups + " groups");
    Arg xArg = batch(Values.ANY, x.dims());
    Arg yArg = batch(Values.ANY, y.dims());
    Arg kernelArg = arg(Values.ANY, kernel.dims());
    add("conv2d" + name, SUM, List.of(xArg, kernelArg), (_, in) ->
        Ops.conv2d(in.get(0), in.get(1), window, groups));
    add("conv2dInputGrad" + name, SUM, List.of(kernelArg, yArg), (graph, in) ->
        graph.add(new Op.Conv2dInputGrad(window, groups, x), in));
    add("conv2dKernelGrad" + name, SUM, List.of(xArg, yArg), (graph, in) ->
        graph.add(new Op.Conv2dKernelGrad(window, groups, kernel), in));
  }

  // ---- windows ----

  private void pool() {
    for (int i = 0; i < LAST.length; i++) {
      int n = BATCH[i % 4];
      pool(Window2d.valid(2, 2, 2, 2), n, 4, 6, LAST[i]);
      pool(Window2d.valid(2, 2, 2, 2), n, 5, 5, LAST[i]);
      pool(padded(3, 3, 2, 1), n, 5, 4, LAST[i]);
    }
    pool(Window2d.valid(3, 3, 1, 1), 3, 5, 4, 8);
    pool(Window2d.valid(3, 2, 1, 2), 3, 5, 4, 3);
    pool(Window2d.valid(2, 2, 3, 3), 3, 7, 6, 3);
    pool(new Window2d(2, 3, 2, 1, 1, 1, 0, 1, 2, 0), 3, 5, 4, 5);
    pool(new Window2d(2, 2, 1, 1, 2, 2, 1, 0, 0, 1), 3, 5, 4, 5);
    pool(Window2d.valid(4, 5, 1, 1), 3, 4, 5, 7);
    pool(padded(1, 1, 1, 1), 3, 2, 3, 5);
    pool(Window2d.valid(2, 2, 2, 2), 37, 4, 4, 8);
  }

  private void pool(Window2d window, int n, int h, int w, int c) {
    Shape y = Shape.of(n, window.outputHeight(h), window.outputWidth(w), c);
    Arg x = batch(Values.DISTINCT, n, h, w, c);
    Arg equals = batch(Values.STEPS, n, h, w, c);
    Arg dy = batch(Values.ANY, y.dims());
    Builder max = (_, in) -> Ops.maxPool2d(in.get(0), window);
    put("maxPool2d " + window, EXACT, List.of(x), max, Derivative.ONCE);
    convention("maxPool2d of equal ones " + window, ELEMENT, List.of(equals), max);
    put("maxPool2dGrad " + window, ELEMENT, List.of(x, dy), (graph, in) ->
        graph.add(new Op.MaxPool2dGrad(window), in), Derivative.REFUSED);
    put("maxPool2dGrad of equal ones " + window, ELEMENT, List.of(equals, dy), (graph, in) ->
        graph.add(new Op.MaxPool2dGrad(window), in), Derivative.REFUSED);
    for (boolean count : new boolean[] {false, true}) {
      String name = window + (count ? " counting padding" : "");
      add("avgPool2d " + name, ELEMENT, List.of(batch(Values.ANY, n, h, w, c)), (_, in) ->
          Ops.avgPool2d(in.get(0), window, count));
      add("avgPool2dGrad " + name, ELEMENT, List.of(dy), (graph, in) ->
          graph.add(new Op.AvgPool2dGrad(window, count, Shape.of(n, h, w, c)), in));
    }
  }

  // ---- composed ----

  private void activations() {
    for (int c : new int[] {1, 7, 8, 17}) {
      activation("leakyRelu", Values.NOT_ZERO, c, x -> Ops.leakyRelu(x, 0.2));
      activation("elu", Values.NOT_ZERO, c, x -> Ops.elu(x, 1.5));
      activation("gelu", Values.ANY, c, Ops::gelu);
      activation("swish", Values.WIDE, c, Ops::swish);
      activation("clip", Values.BETWEEN_STEPS, c, x -> Ops.clip(x, -0.5, 1));
      activation("mean of all", Values.ANY, c, Ops::mean);
      activation("mean of rows", Values.ANY, c, x -> Ops.mean(x, -1));
      activation("mean of the batch", Values.ANY, c, x -> Ops.meanKeepDims(x, 0));
      activation("layer normalization", Values.ANY, c, x -> normalize(x, -1));
      activation("batch normalization", Values.ANY, c, x -> normalize(x, 0));
      activation("length of rows", Values.NOT_ZERO, c, x -> Ops.sqrt(Ops.sum(Ops.square(x), -1)));
      activation("limited length", Values.NOT_ZERO, c, x ->
          Ops.mul(x, Ops.min(Ops.div(x.graph().constant(0.5), Ops.sqrt(Ops.sum(Ops.square(x)))), 1)));
      activation("zeros", Values.ANY, c, x -> Ops.zeros(x.graph(), x.shape()));
      activation("a chain", Values.ANY, c, x -> Ops.exp(Ops.neg(Ops.square(Ops.tanh(Ops.add(Ops.mul(x, 0.5), 1))))));
      activation("a diamond", Values.ANY, c, x -> Ops.mul(Ops.sigmoid(x), Ops.sub(Ops.tanh(x), Ops.sigmoid(x))));
    }
  }

  private void activation(String name, Values values, int c, UnaryOperator<Node> f) {
    add(name, SUM, List.of(batch(values, 5, c)), (_, in) -> f.apply(in.get(0)));
    add(name, SUM, List.of(batch(values, 3, 2, 5, c)), (_, in) -> f.apply(in.get(0)));
  }

  private static Node normalize(Node x, int... axes) {
    Node centred = Ops.sub(x, Ops.meanKeepDims(x, axes));
    Node variance = Ops.meanKeepDims(Ops.square(centred), axes);
    return Ops.div(centred, Ops.sqrt(Ops.add(variance, 0.1)));
  }

  /** What networks are made of, for a batch of n samples. */
  private void models(int n) {
    String of = " of " + n + " samples";
    Arg labels = batch(Values.INDEX, n);
    Arg images = batch(Values.ANY, n, 6, 6, 3);
    add("dense" + of, SUM, List.of(batch(Values.ANY, n, 7), arg(Values.ANY, 7, 5), arg(Values.ANY, 5)), (_, in) ->
        Ops.tanh(Ops.add(Ops.matMul(in.get(0), in.get(1)), in.get(2))));
    add("cross entropy" + of, SUM, List.of(batch(Values.ANY, n, 5), labels), (_, in) ->
        Ops.neg(Ops.mean(Ops.sum(Ops.mul(Ops.oneHot(in.get(1), 5), Ops.logSoftmax(in.get(0))), -1))));
    add("correct answers" + of, EXACT, List.of(batch(Values.DISTINCT, n, 5), labels), (_, in) ->
        Ops.sum(Ops.equal(Ops.argMax(in.get(0)), in.get(1))));
    put("convolution, bias, relu, pooling" + of, SUM,
        List.of(images, arg(Values.ANY, 3, 3, 3, 5), arg(Values.ANY, 5)), OpTable::convolutional, Derivative.ONCE);
    put("convolution to logits" + of, SUM,
        List.of(images, arg(Values.ANY, 3, 3, 3, 5), arg(Values.ANY, 5), arg(Values.ANY, 20, 7)),
        (graph, in) -> Ops.matMul(Ops.reshape(convolutional(graph, in), Shape.of(n, 20)), in.get(3)),
        Derivative.ONCE);
    add("batch normalization of images" + of, SUM,
        List.of(images, arg(Values.POSITIVE, 3), arg(Values.ANY, 3)),
        (_, in) -> Ops.add(Ops.mul(normalize(in.get(0), 0, 1, 2), in.get(1)), in.get(2)));
    add("dropout" + of, ELEMENT, List.of(batch(Values.ANY, n, 2, 9)), (graph, in) -> {
      Node random = graph.add(new Op.RandomUniform(3, in.get(0).shape(), true));
      return Ops.mul(in.get(0), Ops.mul(Ops.greaterEqual(random, graph.constant(0.3)), 1 / 0.7));
    });
    add("bias per position" + of, SUM, List.of(images, arg(Values.ANY, 6, 6, 1)), (_, in) ->
        Ops.sigmoid(Ops.add(in.get(0), in.get(1))));
    add("embedding" + of, SUM, List.of(arg(Values.ANY, 5, 7), batch(Values.INDEX, n, 3)), (_, in) ->
        Ops.mean(Ops.gather(in.get(0), in.get(1)), 1));
    add("attention" + of, SUM,
        List.of(batch(Values.ANY, n, 3, 5), batch(Values.ANY, n, 4, 5), batch(Values.ANY, n, 4, 7)),
        (_, in) -> Ops.matMul(Ops.softmax(Ops.matMul(in.get(0), in.get(1), false, true)), in.get(2)));
    add("penalty beside a loss" + of, SUM, List.of(batch(Values.ANY, n, 7), arg(Values.ANY, 7, 3)), (_, in) ->
        Ops.add(
            Ops.mean(Ops.square(Ops.matMul(in.get(0), in.get(1)))), Ops.mul(Ops.sum(Ops.square(in.get(1))), 0.01)));
    add("shared weights" + of, SUM, List.of(batch(Values.ANY, n, 5), arg(Values.ANY, 5, 5)), (_, in) ->
        Ops.matMul(Ops.tanh(Ops.matMul(in.get(0), in.get(1))), in.get(1)));
    add("a batch against itself" + of, SUM, List.of(batch(Values.ANY, n, 5)), (_, in) ->
        Ops.softmax(Ops.matMul(in.get(0), in.get(0), false, true)));
  }

  private static Node convolutional(Graph graph, List<Node> in) {
    Node y = Ops.conv2d(in.get(0), in.get(1), Window2d.valid(3, 3, 1, 1), 1);
    return Ops.maxPool2d(Ops.relu(Ops.add(y, in.get(2))), Window2d.valid(2, 2, 2, 2));
  }

  // ---- helpers ----

  private void add(String name, double tolerance, List<Arg> args, Builder builder) {
    put(name, tolerance, args, builder, Derivative.TWICE);
  }

  private void convention(String name, double tolerance, List<Arg> args, Builder builder) {
    put(name, tolerance, args, builder, Derivative.CONVENTION);
  }

  private void put(String name, double tolerance, List<Arg> args, Builder builder, Derivative derivative) {
    String sizes = String.join(" ", args.stream().map(arg -> arg.shape().toString()).toList());
    String full = "#" + cases.size() + " " + name + (sizes.isEmpty() ? "" : ": " + sizes);
    cases.add(new OpCase(full, args, builder, tolerance, derivative));
  }

  private static Arg arg(Values values, int... dims) {
    return new Arg(Shape.of(dims), values, false);
  }

  private static Arg batch(Values values, int... dims) {
    return arg(values, dims).asBatch();
  }

  private static Tensor counting(Shape shape) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = i % 11 - 4.5f;
    }
    return tensor;
  }
}
