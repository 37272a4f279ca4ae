package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Vol;
import java.util.Arrays;

/** Samples that wait for a run, as one array each of inputs, targets and (for regression) which targets count. */
final class Batch {

  private final int inputSize;
  private final int outputs;
  private final boolean regression;
  private float[] inputs = {};
  private float[] targets = {};
  private float[] masks = {};

  Batch(int inputSize, int outputs, boolean regression) {
    this.inputSize = inputSize;
    this.outputs = outputs;
    this.regression = regression;
  }

  float[] inputs() {
    return inputs;
  }

  float[] targets() {
    return targets;
  }

  float[] masks() {
    return masks;
  }

  /** Makes room for a sample; arrays grow as samples come, whatever batch size is set. */
  void reserve(int samples) {
    if ((long) samples * inputSize > inputs.length || (long) samples * outputs > targets.length) {
      int room = Math.max(samples, Math.min(2 * samples, Math.max(1, (1 << 28) / Math.max(inputSize, outputs))));
      inputs = Arrays.copyOf(inputs, Math.multiplyExact(room, inputSize));
      targets = Arrays.copyOf(targets, Math.multiplyExact(room, outputs));
      masks = regression ? Arrays.copyOf(masks, targets.length) : masks;
    }
  }

  void input(int at, Vol x) {
    double[] w = x.read();
    int to = at * inputSize;
    for (int i = 0; i < inputSize; i++) {
      inputs[to + i] = (float) w[i];
    }
  }

  void input(int at, float[] x, int offset) {
    System.arraycopy(x, offset, inputs, at * inputSize, inputSize);
  }

  /** A target that fits; see {@link dev.kasane.convnetjs.layers.LossLayer#require}. */
  void target(int at, Target y) {
    int to = at * outputs;
    Arrays.fill(targets, to, to + outputs, 0);
    if (!regression) {
      int label = switch (y) {
        case Target.Label(int value) -> value;
        case Target.Value(double value) -> (int) value;
        case Target.Values _, Target.Dimension _ -> throw new IllegalStateException("no class: " + y);
      };
      targets[to + label] = 1;
      return;
    }
    Arrays.fill(masks, to, to + outputs, 0);
    switch (y) {
      case Target.Label(int value) -> number(to, value);
      case Target.Value(double value) -> number(to, value);
      case Target.Dimension(int dim, double val) -> number(to + dim, val);
      case Target.Values(double[] values) -> {
        for (int i = 0; i < outputs; i++) {
          number(to + i, values[i]);
        }
      }
    }
  }

  private void number(int at, double value) {
    targets[at] = (float) value;
    masks[at] = 1;
  }

  /** Repeats the last sample in the places that are left: nothing there may be NaN that is not elsewhere. */
  void fill(int samples, int capacity) {
    reserve(capacity);
    for (int i = samples; i < capacity; i++) {
      System.arraycopy(inputs, (samples - 1) * inputSize, inputs, i * inputSize, inputSize);
      System.arraycopy(targets, (samples - 1) * outputs, targets, i * outputs, outputs);
      if (regression) {
        System.arraycopy(masks, (samples - 1) * outputs, masks, i * outputs, outputs);
      }
    }
  }
}
