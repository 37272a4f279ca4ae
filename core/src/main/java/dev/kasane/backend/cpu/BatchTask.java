package dev.kasane.backend.cpu;

import dev.kasane.backend.cpu.step.BoundStep;
import dev.kasane.backend.cpu.step.Frame;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Stage;
import org.jspecify.annotations.Nullable;

/** A walk over the batch: each piece goes through all steps, tile by tile. */
final class BatchTask implements CpuExecutable.StageTask {

  private final Plan plan;
  private final int tileRows;
  private final BoundStep[] steps;
  private final Frame[] frames;
  private final @Nullable BatchInputs inputs;

  /**
   * Makes one.
   *
   * @param inputs what is read tile by tile; null if that is done elsewhere
   */
  BatchTask(Plan plan, Stage stage, BoundStep[] steps, Frame[] frames, @Nullable BatchInputs inputs) {
    this.plan = plan;
    this.tileRows = stage.tileRows();
    this.steps = steps;
    this.frames = frames;
    this.inputs = inputs;
  }

  @Override
  public int pieces() {
    return plan.pieces();
  }

  @Override
  public void run(int piece, int worker) {
    Frame frame = frames[worker];
    int begin = plan.pieceStart(piece);
    int end = plan.pieceStart(piece + 1);
    for (int from = begin; from < end; from += tileRows) {
      int to = Math.min(from + tileRows, end);
      frame.at(piece, from);
      if (inputs != null) {
        inputs.load(from, to);
      }
      for (BoundStep step : steps) {
        step.run(frame, from, to, from == begin);
      }
    }
  }
}
