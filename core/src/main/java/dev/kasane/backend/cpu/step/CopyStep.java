package dev.kasane.backend.cpu.step;

import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;

/** Writes a value into a variable, or keeps a variable's old value. */
final class CopyStep extends BoundStep {

  private final Ref x;
  private final Ref y;
  private final Layout from;
  private final Layout to;

  CopyStep(Step.Copy step, Memory memory) {
    x = memory.whole(step.input());
    y = memory.whole(step.output());
    from = step.input().layout();
    to = step.output().layout();
  }

  @Override
  public void run(Frame frame, int first, int last, boolean overwrite) {
    RepackStep.copy(
        from.shape().size(),
        x.array(frame), x.at(frame, 0), from.cols(), from.pitch(),
        y.array(frame), y.at(frame, 0), to.cols(), to.pitch());
  }
}
