package dev.kasane.studio.report;

import dev.kasane.data.Dataset;
import dev.kasane.report.Text;
import dev.kasane.report.chart.HeatMap;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often samples of each class were taken for which class.
 *
 * @param names of the classes
 * @param counts by truth and answer
 */
record Confusion(List<String> names, double[][] counts) {

  private static final int MOST_CLASSES = 40;

  /**
   * Tests a model, or gives null where there is nothing to test with, or the outputs are no choice between as many
   * classes as a chart can show.
   */
  static @Nullable Confusion of(@Nullable Dataset test, Model model) {
    if (test == null
        || test.size() == 0
        || test.targetShapes().size() != 1
        || test.targetShapes().getFirst().size() != 1) {
      return null;
    }
    Tensor outputs = model.predict(test);
    int classes = outputs.size() / test.size();
    if (classes < 2 || classes > MOST_CLASSES) {
      return null;
    }
    double[][] counts = new double[classes][classes];
    float[] label = new float[1];
    for (int i = 0; i < test.size(); i++) {
      test.read(i, test.inputShapes().size(), label, 0);
      int truth = (int) label[0];
      if (truth != label[0] || truth < 0 || truth >= classes) {
        return null;
      }
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = outputs.data()[i * classes + c] > outputs.data()[i * classes + best] ? c : best;
      }
      counts[truth][best]++;
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      names.add(test.classNames().size() == classes ? test.classNames().get(c) : Integer.toString(c));
    }
    return new Confusion(names, counts);
  }

  double accuracy() {
    double right = 0;
    double all = 0;
    for (int truth = 0; truth < counts.length; truth++) {
      right += counts[truth][truth];
      for (double count : counts[truth]) {
        all += count;
      }
    }
    return right / all;
  }

  HeatMap chart() {
    return new HeatMap(Text.of("Test images by class and answer", "正解と答えごとのテスト画像数"),
        Text.of("answer", "答え"), Text.of("truth", "正解"), names, names, counts, Text.of("images", "枚数"), 0);
  }
}
