package dev.kasane.train;

import dev.kasane.data.Batches;
import dev.kasane.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures loss and metrics of a model on data that has been checked. */
final class Evaluator {

  private Evaluator() {}

  static Evaluation evaluate(Model model, Dataset data, int batchSize) {
    long start = System.nanoTime();
    Batches batches = new Batches(data, batchSize, false, 0, null);
    double[] sums = new double[0];
    List<String> names = List.of();
    for (int batch = 0; batch < batches.count(); batch++) {
      int count = batches.size(batch);
      int number = batch;
      Runner runner = model.runner(Mode.EVALUATE, count);
      runner.executable().run(0, (from, to, fields) -> batches.fill(0, number, from, to, fields));
      if (batch == 0) {
        names = runner.model().measures();
        sums = new double[names.size()];
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += runner.measure(i) * count;
      }
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      values.put(names.get(i), sums[i] / data.size());
    }
    return new Evaluation(values, data.size(), (System.nanoTime() - start) * 1e-9);
  }
}
