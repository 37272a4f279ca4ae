package dev.kasane.backend.cpu.step;

import dev.kasane.plan.ElementwiseProgram;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.Arrays;

/** What an element-wise step reads and writes, where that lies, and how the work is divided. */
final class ElementwiseOperands {

  /** Into how many parts the work is divided at least, if they are worth handing out. */
  private static final int PARTS = 16;

  /** Floats from which a thread's part is worth handing out, and with which it is as good as a larger one. */
  private static final int SMALLEST = 2048;

  private static final int LARGEST = 8192;

  /** Elements by which units that are elements are counted: the widest vector. */
  private static final int WIDEST = 16;

  private static final int SUM_ROWS = 64;

  final Access[] access;
  final Ref[] in;
  final Ref[] out;

  /** The registers whose rows are summed up, and where the sums of a piece go. */
  final int[] summed;

  final Ref[] sums;

  /** Elements of a row; 0 if no operand is read by row or column. */
  final int cols;

  /** Elements of a unit: a sample, or a row. */
  final int perUnit;

  final int units;

  /** Of how many partial values a sum over the pieces is made, and how far they are from each other. */
  final int pieces;

  final int total;

  ElementwiseOperands(Step.Elementwise step, Memory memory, int samples, int pieces) {
    this.pieces = pieces;
    ElementwiseProgram program = step.program();
    access = program.access().toArray(Access[]::new);
    cols = program.cols();
    total = step.layout().size();
    perUnit = step.split() == Step.Split.BATCH ? total / samples : Math.max(1, cols);
    units = total / perUnit;
    in = new Ref[access.length];
    for (int r = 0; r < in.length; r++) {
      in[r] = input(memory, access[r], step.inputs().get(r));
    }
    int stored = program.outputs().size();
    out = step.outputs().stream().limit(stored).map(o -> memory.ref(o, perUnit)).toArray(Ref[]::new);
    sums = step.outputs().stream().skip(stored).map(memory::whole).toArray(Ref[]::new);
    summed = program.sums().stream().mapToInt(Integer::intValue).toArray();
  }

  private Ref input(Memory memory, Access how, Operand operand) {
    return switch (how) {
      case FULL -> memory.ref(operand, perUnit);
      case ROW, SCALAR -> memory.whole(operand);
      case COLUMN -> memory.ref(operand, perUnit / cols);
      case PARTIALS -> Ref.shared(memory.array(operand.buffer()), operand.buffer().offset(), perUnit);
    };
  }

  /** Whether the rows are walked through in blocks, so that sums do not become long. */
  boolean sumsRows() {
    return sums.length > 0;
  }

  /** Rows from one on that are added before their sum joins the total: few enough for rounding errors to stay small. */
  int sumRows(int row, int rows) {
    return Math.min(SUM_ROWS, rows - row);
  }

  /** Makes the sums of a piece zero. */
  void clearSums(Frame frame, int unit) {
    for (Ref sum : sums) {
      int at = sum.at(frame, unit);
      Arrays.fill(sum.array(frame), at, at + cols, 0f);
    }
  }

  /** Adds the sums of a block of rows, which lie in scratch memory, to those of the piece. */
  void addSums(Frame frame, int unit, int from) {
    for (int s = 0; s < sums.length; s++) {
      float[] sum = sums[s].array(frame);
      int at = sums[s].at(frame, unit);
      for (int j = 0; j < cols; j++) {
        sum[at + j] += frame.scratch[from + s * cols + j];
      }
    }
  }

  /** Parts of nearly equal size: a small rest would let one thread wait for the other. */
  int unitsPerChunk() {
    int parts = Math.ceilDiv(total, Math.clamp(total / PARTS, SMALLEST, LARGEST));
    int share = Math.ceilDiv(units, parts);
    return perUnit == 1 ? Math.ceilDiv(share, WIDEST) * WIDEST : share;
  }
}
