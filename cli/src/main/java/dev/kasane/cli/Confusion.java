package dev.kasane.cli;

import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;

/**
 * How often samples of each class were taken for which class.
 *
 * @param counts {@code counts[truth][predicted]}
 */
record Confusion(long[][] counts) {

  /**
   * Asks a model about all samples of a dataset.
   *
   * @throws DataException if a label is none of the model's classes
   */
  static Confusion of(Model model, Dataset data) {
    Tensor outputs = model.predict(data);
    int samples = outputs.shape().dim(0);
    int classes = outputs.size() / samples;
    data.checkLabels(classes);
    long[][] counts = new long[classes][classes];
    float[] label = new float[1];
    for (int i = 0; i < samples; i++) {
      data.read(i, data.inputShapes().size(), label, 0);
      counts[(int) label[0]][Predictions.best(outputs.data(), i * classes, classes)]++;
    }
    return new Confusion(counts);
  }

  /** Share of the samples whose class was recognized. */
  double accuracy() {
    long right = 0;
    long all = 0;
    for (int truth = 0; truth < counts.length; truth++) {
      right += counts[truth][truth];
      for (long count : counts[truth]) {
        all += count;
      }
    }
    return (double) right / all;
  }
}
