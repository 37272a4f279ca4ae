package dev.kasane.studio.inside;

import dev.kasane.data.Dataset;
import dev.kasane.nn.losses.Loss;
import dev.kasane.studio.run.RunView;
import dev.kasane.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** Class numbers as losses and datasets write them. */
final class Labels {

  private Labels() {}

  /** Whether a run tells classes apart. */
  static boolean classes(RunView run, Loss loss, Shape output) {
    Dataset data = data(run, true);
    boolean indices = data == null || data.targetShapes().size() == 1 && data.targetShapes().getFirst().size() == 1;
    return loss.classes(output) > 1 && indices;
  }

  /** What a run is tested on or, if it has nothing of the kind or that is not asked for, what it learns from. */
  static @Nullable Dataset data(RunView run, boolean test) {
    Dataset tests = run.test();
    return test && tests != null ? tests : run.train();
  }

  /** A class as the target that a loss expects: its number, or 1 at its place. */
  static float[] target(Loss loss, Shape output, int label) {
    if (loss.classes(output) > 0) {
      return new float[] {label};
    }
    float[] target = new float[loss.targetShape(output).size()];
    if (label < target.length) {
      target[label] = 1;
    }
    return target;
  }

  /** The label of a sample; −1 if it has none. A target of several numbers is a class if one of them is largest. */
  static int label(Dataset data, int index) {
    if (data.targetShapes().size() != 1) {
      return -1;
    }
    float[] target = new float[data.targetShapes().getFirst().size()];
    data.read(index, data.inputShapes().size(), target, 0);
    return target.length == 1 ? Math.round(target[0]) : largest(target);
  }

  /** The inputs of a sample. */
  static float[] sample(Dataset data, int index) {
    float[] sample = new float[data.inputShapes().getFirst().size()];
    data.read(index, 0, sample, 0);
    return sample;
  }

  /** The position of the first of the largest values. */
  static int largest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
