package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.function.Consumer;

/**
 * Writes the method of {@link CrossEntropyRows}, once. Sums over a row are sixteen sums, element j belonging to number
 * j mod 16, as those of {@code Kernels.reduceColumns}: each vector width gives the same bits.
 */
final class CrossEntropyWriter {

  private static final int ROWS = 1;
  private static final int Z = 2;
  private static final int T = 4;
  private static final int SHARE = 6;
  private static final int LOSS = 8;
  private static final int DZ = 10;
  private static final int P = 12;

  /** Sums of a row, whatever the vector width. */
  private static final int SUMS = 16;

  /** Vectors that hold them. */
  private static final int GROUP = SUMS / Lanes.COUNT;

  /** Rows of so many vectors are written out. */
  private static final int WRITTEN_OUT = 4;

  /**
   * A vector of a row: at a constant after these variables.
   *
   * @param sum which of the group's sums it belongs to
   * @param last whether only its first elements belong to the row
   */
  private record Place(int z, int t, int dz, int p, int constant, int sum, boolean last) {}

  private final CrossEntropyRows rows;
  private final VectorCode to;
  private final LaneMath math;
  private final LaneFunctions functions;
  private final RowFolds folds;
  private final int vectors;
  private final int tail;

  /** The beginnings of the present row. */
  private final Place row;

  private final int number;
  private final int mask;

  CrossEntropyWriter(CrossEntropyRows rows, VectorCode to) {
    this.rows = rows;
    this.to = to;
    math = new LaneMath(to);
    functions = new LaneFunctions(math);
    folds = new RowFolds(to, math, GROUP);
    vectors = Math.ceilDiv(rows.classes(), Lanes.COUNT);
    tail = rows.classes() % Lanes.COUNT;
    row = new Place(to.integer(), to.integer(), to.integer(), to.integer(), 0, 0, false);
    number = to.integer();
    mask = to.vector();
  }

  void write() {
    if (tail > 0) {
      to.code.aload(math.firstLanes(tail)).astore(mask);
    }
    to.loop(
        number,
        () -> to.code.iload(ROWS),
        () -> {
          to.linear(row.z, Z + 1, number, rows.pitch());
          to.linear(row.t, T + 1, number, rows.indices() ? 1 : rows.pitch());
          to.linear(row.dz, DZ + 1, number, rows.pitch());
          to.linear(row.p, P + 1, number, rows.pitch());
          row();
        });
    to.code.return_();
  }

  private void row() {
    final int max = largest();
    final int sum = powers(max);
    final int logarithm = math.keep(functions.log(sum));
    final int inverse = math.keep(math.div(math.all(1), sum));
    if (rows.indices()) {
      classNumber(max, logarithm, inverse);
    } else {
      distribution(max, logarithm, inverse);
    }
    math.release(logarithm);
    math.release(inverse);
  }

  /** The row's largest element in all lanes. A row with NaN gets any, its sum will be NaN. */
  private int largest() {
    int[] max = folds.begin(Float.NEGATIVE_INFINITY);
    over(
        at -> {
          int x = load(Z, at.z, at);
          x = at.last ? math.blend(math.all(Float.NEGATIVE_INFINITY), x, mask) : x;
          folds.larger(max[at.sum], x);
        });
    return folds.largest(max);
  }

  /** Σ e^(z − max) in all lanes; the powers are kept. */
  private int powers(int max) {
    int[] sums = folds.begin(0);
    over(
        at -> {
          int power = functions.expOfNegative(math.sub(load(Z, at.z, at), max));
          power = at.last ? math.blend(math.zero(), power, mask) : power;
          folds.add(sums[at.sum], power);
          if (rows.gradient() || rows.probabilities()) {
            to.store(power, rows.gradient() ? DZ : P, rows.gradient() ? at.dz : at.p, at.constant);
          }
          math.keepNone();
        });
    return folds.sum(sums);
  }

  /** What was computed before from the row's class alone: l = w (z[class] − max − ln Σ), w = 0 for none. */
  private void classNumber(int max, int logarithm, int inverse) {
    int index = to.integer();
    int weight = to.code.allocateLocal(TypeKind.FLOAT);
    findClass(index, weight);
    to.species().code.aload(Z).iload(row.z).iload(index).iadd().faload();
    int right = math.pushedInAllLanes();
    int loss = math.mul(inAllLanes(weight), math.sub(math.sub(right, max), logarithm));
    storeLoss(loss);
    math.keepNone();
    if (rows.gradient()) {
      int share = to.code.allocateLocal(TypeKind.FLOAT);
      pushShare();
      to.code.fload(weight).fmul().fstore(share);
      int factor = math.keep(math.neg(inAllLanes(share)));
      over(at -> results(at, inverse, factor, -1));
      math.release(factor);
      to.code.aload(DZ).iload(row.dz).iload(index).iadd().dup2().faload().fload(share).fadd().fastore();
    } else if (rows.probabilities()) {
      over(at -> results(at, inverse, -1, -1));
    }
  }

  private void findClass(int index, int weight) {
    Label none = to.code.newLabel();
    int value = to.code.allocateLocal(TypeKind.FLOAT);
    to.code.aload(T).iload(row.t).faload().fstore(value);
    to.code.iconst_0().istore(index).fconst_0().fstore(weight);
    to.code.fload(value).fconst_0().fcmpl().iflt(none);
    to.code.fload(value).loadConstant((float) rows.classes()).fcmpg().ifge(none);
    to.code.fload(value).f2i().istore(index).fconst_1().fstore(weight);
    to.code.labelBinding(none);
  }

  private void distribution(int max, int logarithm, int inverse) {
    int[] losses = folds.begin(0);
    int[] targets = folds.begin(0);
    over(
        at -> {
          int t = load(T, at.t, at);
          int product = math.mul(t, math.sub(math.sub(load(Z, at.z, at), max), logarithm));
          folds.add(losses[at.sum], at.last ? math.blend(math.zero(), product, mask) : product);
          folds.add(targets[at.sum], at.last ? math.blend(math.zero(), t, mask) : t);
          math.keepNone();
        });
    storeLoss(folds.sum(losses));
    math.keepNone();
    if (rows.gradient()) {
      int total = folds.sum(targets);
      to.species();
      pushShare();
      int share = math.keep(math.pushedInAllLanes());
      int factor = math.keep(math.neg(math.mul(share, total)));
      over(at -> results(at, inverse, factor, share));
      math.release(share);
      math.release(factor);
    } else if (rows.probabilities()) {
      over(at -> results(at, inverse, -1, -1));
    }
  }

  /** dz and p of a vector from its powers. */
  private void results(Place at, int inverse, int factor, int share) {
    int probability = math.mul(rows.gradient() ? load(DZ, at.dz, at) : load(P, at.p, at), inverse);
    if (rows.probabilities()) {
      to.store(probability, P, at.p, at.constant);
    }
    if (rows.gradient()) {
      int taken = math.mul(probability, factor);
      int dz = share < 0 ? taken : math.add(math.mul(share, load(T, at.t, at)), taken);
      to.store(dz, DZ, at.dz, at.constant);
    }
    math.keepNone();
  }

  private void storeLoss(int loss) {
    int signed = rows.negated() ? math.neg(loss) : loss;
    to.code.aload(LOSS).iload(LOSS + 1).iload(number).iadd();
    math.pushLane(signed);
    to.code.fastore();
  }

  private void pushShare() {
    to.code.aload(SHARE).iload(SHARE + 1);
    if (rows.sharePerRow()) {
      to.code.iload(number).iadd();
    }
    to.code.faload();
  }

  private int inAllLanes(int number) {
    to.species().code.fload(number);
    return math.pushedInAllLanes();
  }

  private int load(int array, int index, Place at) {
    to.load(array, index, at.constant);
    return math.pushed();
  }

  /** All vectors of the row: those of long rows in a loop, a group at a time. */
  private void over(Consumer<Place> body) {
    int groups = vectors <= WRITTEN_OUT ? 0 : rows.classes() / SUMS;
    if (groups > 0) {
      int group = to.integer();
      Place at = new Place(to.integer(), to.integer(), to.integer(), to.integer(), 0, 0, false);
      to.loop(
          group,
          groups,
          () -> {
            to.linear(at.z, row.z, group, SUMS);
            to.linear(at.t, row.t, group, SUMS);
            to.linear(at.dz, row.dz, group, SUMS);
            to.linear(at.p, row.p, group, SUMS);
            for (int v = 0; v < GROUP; v++) {
              body.accept(new Place(at.z, at.t, at.dz, at.p, v * Lanes.COUNT, v, false));
            }
          });
    }
    for (int v = groups * GROUP; v < vectors; v++) {
      boolean last = tail > 0 && v == vectors - 1;
      body.accept(new Place(row.z, row.t, row.dz, row.p, v * Lanes.COUNT, v % GROUP, last));
    }
  }
}
