package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.ElementwiseKernel;
import dev.kasane.backend.cpu.codegen.ElementwiseLoop;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums of rows, and of their squared deviations from the mean, in one reading. The rows of a tile are taken from its
 * first one, so that squares stay as small as the rows' spread however large their mean is; tiles are then joined by the
 * formula of Chan, Golub and LeVeque ("Algorithms for computing the sample variance", 1983). What rounding leaves of the
 * sums is kept too, for a mean of a thousand times the spread would show in the variance otherwise: with a mean of
 * 10,000 times the spread, variances are within 2e-6 of themselves.
 */
final class MomentsStep extends BoundStep {

  /** Rows that are added before their sum joins that of the tile. */
  private static final int ROWS = 64;

  private final Kernels kernels;
  private final Ref x;
  private final Ref sum;
  private final Ref deviation;
  private final int samples;
  private final int pieces;
  private final int rowsPerSample;
  private final int cols;
  private final @Nullable ElementwiseKernel kernel;
  private final String description;

  MomentsStep(Step.Moments step, Memory memory, Kernels kernels, boolean generates, int samples, int pieces) {
    this.kernels = kernels;
    this.samples = samples;
    this.pieces = pieces;
    Layout layout = step.input().layout();
    cols = layout.pitch();
    rowsPerSample = layout.rows() / samples;
    x = memory.rows(step.input(), samples);
    sum = memory.whole(step.sum());
    deviation = memory.whole(step.deviation());
    boolean vectors = cols % kernels.lanes() == 0;
    kernel = generates && vectors ? kernel(cols) : null;
    description =
        kernel != null
            ? "generated loop, 2 sums of rows"
            : (kernels.lanes() > 1 ? "vector rows" : "scalar rows")
                + (generates ? ": rows to be summed up are no whole vectors" : "");
  }

  private static ElementwiseKernel kernel(int cols) {
    return new ElementwiseLoop(
            List.of(Access.FULL, Access.ROW),
            List.of(Optional.empty(), Optional.empty()),
            List.of(new Instruction.Binary(BinaryFunction.SUB, 0, 1), new Instruction.Unary(UnaryFunction.SQUARE, 2)),
            List.of(),
            List.of(2, 3),
            cols,
            0)
        .kernel();
  }

  @Override
  public String kernel() {
    return description;
  }

  /** Two sums of a block of rows, two of a tile, and a row. */
  @Override
  public int scratchFloats() {
    return 5 * cols;
  }

  @Override
  public int registers() {
    return 4;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] scratch = frame.scratch;
    int rows = (to - from) * rowsPerSample;
    int origin = x.at(frame, from);
    Arrays.fill(scratch, 2 * cols, 4 * cols, 0f);
    for (int row = 0; row < rows; row += ROWS) {
      Arrays.fill(scratch, 0, 2 * cols, 0f);
      block(frame, origin, origin + row * cols, Math.min(ROWS, rows - row));
      for (int j = 0; j < 2 * cols; j++) {
        scratch[2 * cols + j] += scratch[j];
      }
    }
    int begin = Plan.pieceStart(samples, pieces, frame.piece);
    join(frame, origin, rows, first ? 0 : (from - begin) * rowsPerSample, from);
  }

  /** Adds the differences of some rows from the first one, and their squares, to the beginning of scratch. */
  private void block(Frame frame, int origin, int at, int rows) {
    float[] in = x.array(frame);
    float[] scratch = frame.scratch;
    if (kernel != null) {
      frame.arrays[0] = in;
      frame.offsets[0] = at;
      frame.arrays[1] = in;
      frame.offsets[1] = origin;
      for (int s = 0; s < 2; s++) {
        frame.arrays[2 + s] = scratch;
        frame.offsets[2 + s] = s * cols;
      }
      kernel.run(rows * cols, frame.arrays, frame.offsets, 0);
      return;
    }
    int row = 4 * cols;
    for (int i = 0; i < rows; i++) {
      kernels.binary(BinaryFunction.SUB, cols, in, at + i * cols, in, origin, scratch, row);
      kernels.binary(BinaryFunction.ADD, cols, scratch, 0, scratch, row, scratch, 0);
      kernels.unary(UnaryFunction.SQUARE, cols, scratch, row, scratch, row);
      kernels.binary(BinaryFunction.ADD, cols, scratch, cols, scratch, row, scratch, cols);
    }
  }

  /** Joins the sums of a tile with those of the rows before it in the piece. */
  private void join(Frame frame, int origin, int rows, int before, int unit) {
    float[] in = x.array(frame);
    float[] sums = sum.array(frame);
    float[] deviations = deviation.array(frame);
    int so = sum.at(frame, unit);
    int deviationsAt = deviation.at(frame, unit);
    double share = 1.0 / rows;
    double shareBefore = before == 0 ? 0 : 1.0 / before;
    double weight = (double) before * rows / (before + rows);
    for (int j = 0; j < cols; j++) {
      int rest = deviationsAt + cols + j;
      double totalBefore = before == 0 ? 0 : (double) sums[so + j] + deviations[rest];
      double difference = frame.scratch[2 * cols + j];
      double tile = frame.scratch[3 * cols + j] - difference * difference * share;
      double total = (double) in[origin + j] * rows + difference;
      double apart = total * share - totalBefore * shareBefore;
      sums[so + j] = (float) (totalBefore + total);
      deviations[rest] = (float) (totalBefore + total - sums[so + j]);
      deviations[deviationsAt + j] =
          (float) (before == 0 ? tile : deviations[deviationsAt + j] + tile + apart * apart * weight);
    }
  }
}
