package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.ElementwiseKernel;
import dev.kasane.backend.cpu.codegen.ElementwiseLoop;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.ElementwiseProgram;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs an element-wise program as one generated loop over whole vectors. The elements that are left over are copied to
 * a vector in scratch memory, and their results back, so that the same loop computes them too.
 */
final class ElementwiseLoopStep extends BoundStep {

  private final ElementwiseOperands operands;
  private final int lanes;
  private final boolean rowByRow;
  private final @Nullable RowBlocks repeated;

  /** How the loop reads each input. */
  private final Access[] access;

  private final int scratch;
  private final ElementwiseKernel kernel;
  private final String description;

  private ElementwiseLoopStep(Step.Elementwise step, Memory memory, int lanes, int samples, int pieces) {
    this.lanes = lanes;
    operands = new ElementwiseOperands(step, memory, samples, pieces);
    int cols = operands.cols;
    boolean byRow = Arrays.stream(operands.access).anyMatch(how -> how == Access.ROW || how == Access.COLUMN)
        || operands.sumsRows();
    int period = byRow ? cols / gcd(cols, lanes) * lanes : lanes;
    boolean rowsInLoop = byRow && cols % lanes == 0;
    rowByRow = byRow && !rowsInLoop && !RowBlocks.fits(period);
    repeated = byRow && !rowsInLoop && !rowByRow ? new RowBlocks(operands, period) : null;
    access = operands.access.clone();
    if (!rowsInLoop) {
      // the loop does not see rows: it is given a single one, or what is repeated written out
      Arrays.setAll(access, r -> flat(access[r]));
    }
    scratch = Math.max(leftOverAt() + leftOverFloats(), operands.sums.length * cols);
    ElementwiseProgram program = step.program();
    boolean partials = program.access().contains(Access.PARTIALS);
    kernel =
        new ElementwiseLoop(
                List.of(access),
                numbers(step, memory),
                program.instructions(),
                program.outputs(),
                program.sums(),
                rowsInLoop ? cols : 0,
                partials ? pieces : 0)
            .kernel();
    int count = program.instructions().size();
    int sums = program.sums().size();
    description =
        "generated loop, " + count + (count == 1 ? " operation" : " operations")
            + (sums == 0 ? "" : sums == 1 ? ", 1 sum of rows" : ", " + sums + " sums of rows");
  }

  /** The step as a generated loop if that is wanted and there is one for it, else block by block. */
  static BoundStep bind(
      Step.Elementwise step, Memory memory, Kernels kernels, boolean generates, int samples, int pieces) {
    if (!generates) {
      return new ElementwiseStep(step, memory, kernels, samples, pieces, "");
    }
    ElementwiseProgram program = step.program();
    Optional<String> obstacle =
        program.sums().isEmpty() || program.cols() % kernels.lanes() == 0
            ? ElementwiseLoop.obstacle(program.inputs(), program.instructions(), step.layout().size())
            : Optional.of("rows to be summed up are no whole vectors");
    return obstacle.isPresent()
        ? new ElementwiseStep(step, memory, kernels, samples, pieces, obstacle.get())
        : new ElementwiseLoopStep(step, memory, kernels.lanes(), samples, pieces);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private Access flat(Access how) {
    return switch (how) {
      case ROW -> Access.FULL;
      case COLUMN -> rowByRow ? Access.SCALAR : Access.FULL;
      case FULL, SCALAR, PARTIALS -> how;
    };
  }

  /** The values of inputs that are one number which is part of the plan. */
  private List<Optional<Float>> numbers(Step.Elementwise step, Memory memory) {
    List<Optional<Float>> numbers = new ArrayList<>();
    for (int r = 0; r < access.length; r++) {
      Buffer buffer = step.inputs().get(r).buffer();
      boolean known = operands.access[r] == Access.SCALAR && buffer.space() == Buffer.Space.CONSTANT;
      numbers.add(known ? Optional.of(memory.array(buffer)[0]) : Optional.empty());
    }
    return List.copyOf(numbers);
  }

  private int leftOverAt() {
    return repeated == null ? 0 : repeated.floats();
  }

  private int leftOverFloats() {
    int vectors = operands.out.length;
    for (Access how : access) {
      vectors += how == Access.PARTIALS ? operands.pieces : 1;
    }
    return vectors * lanes;
  }

  @Override
  public int units() {
    return operands.units;
  }

  @Override
  public int unitsPerChunk() {
    return operands.unitsPerChunk();
  }

  @Override
  public int scratchFloats() {
    return scratch;
  }

  @Override
  public int registers() {
    return operands.in.length + operands.out.length + operands.sums.length;
  }

  @Override
  public String kernel() {
    return description;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    int n = (to - from) * operands.perUnit;
    if (operands.sumsRows()) {
      sumRows(frame, from, n / operands.cols, first);
      return;
    }
    RowBlocks rows = repeated;
    if (rows != null) {
      rows.writeRows(frame);
      for (int i = 0; i < n; i += rows.block()) {
        int length = Math.min(rows.block(), n - i);
        rows.writeColumns(frame, from, i / operands.cols, length);
        part(frame, from, i, length);
      }
    } else if (rowByRow) {
      for (int i = 0; i < n; i += operands.cols) {
        part(frame, from, i, operands.cols);
      }
    } else {
      part(frame, from, 0, n);
    }
  }

  private void sumRows(Frame frame, int unit, int rows, boolean first) {
    if (first) {
      operands.clearSums(frame, unit);
    }
    int cols = operands.cols;
    for (int row = 0; row < rows; ) {
      int count = operands.sumRows(row, rows);
      Arrays.fill(frame.scratch, 0, operands.sums.length * cols, 0f);
      part(frame, unit, row * cols, count * cols);
      operands.addSums(frame, unit, 0);
      row += count;
    }
  }

  /** n elements from index i after the beginning of a unit. */
  private void part(Frame frame, int unit, int i, int n) {
    float[][] arrays = frame.arrays;
    int[] offsets = frame.offsets;
    int inputs = operands.in.length;
    for (int r = 0; r < inputs; r++) {
      int slot = repeated == null ? -1 : repeated.slot(r);
      arrays[r] = slot >= 0 ? frame.scratch : operands.in[r].array(frame);
      offsets[r] = slot >= 0 ? slot : begin(frame, r, unit, i);
    }
    for (int o = 0; o < operands.out.length; o++) {
      arrays[inputs + o] = operands.out[o].array(frame);
      offsets[inputs + o] = operands.out[o].at(frame, unit) + i;
    }
    for (int s = 0; s < operands.sums.length; s++) {
      arrays[inputs + operands.out.length + s] = frame.scratch;
      offsets[inputs + operands.out.length + s] = s * operands.cols;
    }
    int left = n % lanes;
    if (left < n) {
      kernel.run(n - left, arrays, offsets, operands.total);
    }
    if (left > 0) {
      leftOver(frame, unit, i + n - left, n - left, left);
    }
  }

  private int begin(Frame frame, int r, int unit, int i) {
    Ref ref = operands.in[r];
    return switch (operands.access[r]) {
      case FULL, PARTIALS -> ref.at(frame, unit) + i;
      case ROW, SCALAR -> ref.at(frame, 0);
      case COLUMN -> ref.at(frame, unit) + i / operands.cols;
    };
  }

  /** Fewer elements than a vector has, {@code done} others before them: index i after the beginning of the unit. */
  private void leftOver(Frame frame, int unit, int i, int done, int n) {
    float[][] arrays = frame.arrays;
    int[] offsets = frame.offsets;
    float[] memory = frame.scratch;
    int inputs = operands.in.length;
    int at = leftOverAt();
    for (int r = 0; r < inputs; r++) {
      if (access[r] != Access.SCALAR) {
        int begin = at;
        for (int piece = 0; piece < (access[r] == Access.PARTIALS ? operands.pieces : 1); piece++) {
          System.arraycopy(arrays[r], offsets[r] + done + piece * operands.total, memory, at, n);
          at += lanes;
        }
        arrays[r] = memory;
        offsets[r] = begin;
      }
    }
    int results = at;
    for (int o = 0; o < operands.out.length; o++) {
      arrays[inputs + o] = memory;
      offsets[inputs + o] = results + o * lanes;
    }
    kernel.run(lanes, arrays, offsets, lanes);
    for (int o = 0; o < operands.out.length; o++) {
      Ref out = operands.out[o];
      System.arraycopy(memory, results + o * lanes, out.array(frame), out.at(frame, unit) + i, n);
    }
  }
}
