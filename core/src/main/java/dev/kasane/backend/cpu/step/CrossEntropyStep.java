package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.CrossEntropyKernel;
import dev.kasane.backend.cpu.codegen.CrossEntropyRows;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * A softmax with its cross entropy, row by row, by a kernel made for the length of a row. Rows that are not whole
 * vectors go through scratch memory, some at a time.
 */
final class CrossEntropyStep extends BoundStep {

  /** Rows that go through scratch memory at once, unless they are long. */
  private static final int MOST_ROWS = 32;

  /** Floats of z that do, if they are more than one row. */
  private static final int BLOCK = 4096;

  /** Floats of z from which a thread's part is worth handing out. */
  private static final int CHUNK = 4096;

  private final GeneralCrossEntropy general;
  private final @Nullable CrossEntropyKernel generated;
  private final String description;
  private final boolean indices;
  private final boolean gradient;
  private final boolean probabilities;
  private final int classes;
  private final int pitch;

  /** Distance of rows in scratch memory; 0 if rows are whole vectors where they are. */
  private final int scratchPitch;

  private final int scratchRows;
  private final int scratch;

  /** Rows whose losses follow each other in memory, and distances of such lines in losses and class numbers. */
  private final int line;

  private final int lossLine;
  private final int targetLine;
  private final int shareLine;

  private final int units;
  private final int linesPerUnit;
  private final Ref z;
  private final Ref t;
  private final Ref share;
  private final Ref loss;
  private final Ref dz;
  private final Ref p;

  CrossEntropyStep(Step.CrossEntropy step, Memory memory, Kernels kernels, boolean generate, int samples) {
    indices = step.indices();
    gradient = step.gradient();
    probabilities = step.probabilities();
    Layout logits = step.inputs().get(0).layout();
    Layout targets = step.inputs().get(1).layout();
    Layout losses = step.outputs().getFirst().layout();
    classes = logits.cols();
    pitch = logits.pitch();
    boolean onePerRow = gradient && step.inputs().get(2).layout().size() > 1;
    general = new GeneralCrossEntropy(step, kernels, onePerRow);
    if (generate) {
      int lanes = kernels.lanes();
      scratchPitch = pitch % lanes == 0 ? 0 : Math.ceilDiv(classes, lanes) * lanes;
      scratchRows = scratchPitch == 0 ? 0 : Math.clamp(BLOCK / scratchPitch, 1, MOST_ROWS);
      scratch = 4 * scratchRows * scratchPitch;
      generated =
          new CrossEntropyRows(
                  classes, scratchPitch == 0 ? pitch : scratchPitch, indices, step.negated(), gradient, probabilities,
                  onePerRow)
              .kernel();
      description = "generated rows of " + classes + (scratchPitch == 0 ? "" : ": shorter than a vector, copied");
    } else {
      scratchPitch = 0;
      scratchRows = 0;
      scratch = general.scratchFloats();
      generated = null;
      description = kernels.lanes() > 1 ? "vector rows" : "scalar rows";
    }
    int rows = logits.rows();
    boolean flat = losses.shape().rank() == 1;
    boolean batch = step.split() == Step.Split.BATCH;
    line = flat ? batch ? rows / samples : 1 : losses.cols();
    lossLine = flat ? line : losses.pitch();
    targetLine = !indices ? line * pitch : flat ? line : targets.pitch();
    shareLine = onePerRow ? line : 0;
    int lines = rows / line;
    units = batch ? samples : lines;
    linesPerUnit = lines / units;
    z = memory.ref(step.inputs().get(0), linesPerUnit * line * pitch);
    t = memory.ref(step.inputs().get(1), linesPerUnit * targetLine);
    loss = memory.ref(step.outputs().getFirst(), linesPerUnit * lossLine);
    share = gradient ? memory.ref(step.inputs().get(2), linesPerUnit * shareLine) : loss;
    dz = gradient ? memory.ref(step.outputs().get(1), linesPerUnit * line * pitch) : z;
    p = probabilities ? memory.ref(step.outputs().getLast(), linesPerUnit * line * pitch) : z;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int unitsPerChunk() {
    return Math.max(1, CHUNK / (linesPerUnit * line * pitch));
  }

  @Override
  public int scratchFloats() {
    return scratch;
  }

  @Override
  public String kernel() {
    return description;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    int lines = (to - from) * linesPerUnit;
    boolean together = line == lossLine && (!indices || line == targetLine);
    int calls = together ? 1 : lines;
    int rows = together ? lines * line : line;
    for (int i = 0; i < calls; i++) {
      rows(
          frame, rows, z.at(frame, from) + i * line * pitch, t.at(frame, from) + i * targetLine,
          share.at(frame, from) + i * shareLine, loss.at(frame, from) + i * lossLine,
          dz.at(frame, from) + i * line * pitch, p.at(frame, from) + i * line * pitch);
    }
  }

  private void rows(Frame frame, int rows, int zo, int to, int so, int lo, int dzo, int po) {
    CrossEntropyKernel kernel = generated;
    if (kernel == null) {
      general.run(
          frame.scratch, rows, z.array(frame), zo, t.array(frame), to, share.array(frame), so, loss.array(frame), lo,
          dz.array(frame), dzo, p.array(frame), po);
    } else if (scratchPitch == 0) {
      kernel.run(
          rows, z.array(frame), zo, t.array(frame), to, share.array(frame), so, loss.array(frame), lo,
          dz.array(frame), dzo, p.array(frame), po);
    } else {
      for (int row = 0; row < rows; row += scratchRows) {
        throughScratch(
            kernel, frame, Math.min(scratchRows, rows - row), zo + row * pitch, to + row * (indices ? 1 : pitch),
            so + (shareLine > 0 ? row : 0), lo + row, dzo + row * pitch, po + row * pitch);
      }
    }
  }

  private void throughScratch(
      CrossEntropyKernel kernel, Frame frame, int rows, int zo, int to, int so, int lo, int dzo, int po) {
    float[] memory = frame.scratch;
    int block = scratchRows * scratchPitch;
    int n = rows * classes;
    RepackStep.copy(n, z.array(frame), zo, classes, pitch, memory, 0, classes, scratchPitch);
    if (!indices) {
      RepackStep.copy(n, t.array(frame), to, classes, pitch, memory, block, classes, scratchPitch);
    }
    kernel.run(
        rows, memory, 0, indices ? t.array(frame) : memory, indices ? to : block, share.array(frame), so,
        loss.array(frame), lo, memory, 2 * block, memory, 3 * block);
    if (gradient) {
      RepackStep.copy(n, memory, 2 * block, classes, scratchPitch, dz.array(frame), dzo, classes, pitch);
    }
    if (probabilities) {
      RepackStep.copy(n, memory, 3 * block, classes, scratchPitch, p.array(frame), po, classes, pitch);
    }
  }
}
