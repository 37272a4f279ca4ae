package dev.kasane.backend.cpu.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Stage;
import dev.kasane.plan.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The memory of a plan, filled with anything, in which single steps can be run. */
final class StepRig {

  private static final int SCRATCH = 40_000;

  private final Plan plan;
  private final float[] global;
  private final Map<Buffer, float[]> own = new HashMap<>();
  private final Frame frame;

  private StepRig(Plan plan) {
    this.plan = plan;
    global = new float[plan.globalSize()];
    frame = new Frame(plan.localSize(), plan.innerSize(), SCRATCH, 200);
  }

  /** Memory filled with these values, scratch included. */
  static StepRig filled(Plan plan, DoubleSupplier values) {
    StepRig rig = new StepRig(plan);
    rig.fill(rig.global, values);
    rig.fill(rig.frame.local, values);
    rig.fill(rig.frame.scratch, values);
    for (Buffer buffer : plan.buffers()) {
      if (buffer.source() != null) {
        float[] array = new float[buffer.size()];
        rig.fill(array, values);
        rig.own.put(buffer, array);
      }
    }
    return rig;
  }

  private void fill(float[] array, DoubleSupplier values) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) values.getAsDouble();
    }
  }

  /** Another memory with the same values, but for scratch. */
  StepRig copy() {
    StepRig copy = new StepRig(plan);
    System.arraycopy(global, 0, copy.global, 0, global.length);
    System.arraycopy(frame.local, 0, copy.frame.local, 0, frame.local.length);
    Arrays.fill(copy.frame.scratch, Float.NaN);
    own.forEach((buffer, array) -> copy.own.put(buffer, array.clone()));
    return copy;
  }

  /** An element-wise step bound to this memory. */
  BoundStep bind(Step.Elementwise step, boolean generates) {
    Memory memory = new Memory(global, own::get);
    BoundStep bound =
        ElementwiseLoopStep.bind(step, memory, KernelProvider.get(), generates, plan.samples(), plan.pieces());
    assertThat(bound.scratchFloats()).isLessThanOrEqualTo(SCRATCH);
    return bound;
  }

  /** A softmax with its cross entropy bound to this memory. */
  BoundStep bind(Step.CrossEntropy step, boolean generates) {
    BoundStep bound =
        new CrossEntropyStep(step, new Memory(global, own::get), KernelProvider.get(), generates, plan.samples());
    assertThat(bound.scratchFloats()).isLessThanOrEqualTo(SCRATCH);
    return bound;
  }

  /** Runs a step as the backend would. */
  void run(Stage stage, BoundStep step) {
    if (stage.batch()) {
      for (int piece = 0; piece < plan.pieces(); piece++) {
        int end = plan.pieceStart(piece + 1);
        for (int from = plan.pieceStart(piece); from < end; from += stage.tileRows()) {
          frame.at(piece, from);
          step.run(frame, from, Math.min(from + stage.tileRows(), end), true);
        }
      }
      return;
    }
    frame.at(0, 0);
    for (int from = 0; from < step.units(); from += step.unitsPerChunk()) {
      step.run(frame, from, Math.min(from + step.unitsPerChunk(), step.units()), true);
    }
  }

  /** Compares all memory bit for bit, all NaN being one. */
  void assertSame(StepRig expected, String what) {
    assertThat(global).as("%s: shared memory", what).isEqualTo(expected.global);
    assertThat(frame.local).as("%s: local memory", what).isEqualTo(expected.frame.local);
    own.forEach((buffer, array) -> assertThat(array).as("%s: %s", what, buffer).isEqualTo(expected.own.get(buffer)));
  }
}
