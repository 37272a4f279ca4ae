package dev.kasane.train;

import dev.kasane.backend.BatchReader;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Computes a model's outputs for any number of samples, some at a time. Inputs have been checked. */
final class Predictor {

  private final Model model;
  private final Network network;

  Predictor(Model model) {
    this.model = model;
    this.network = model.network();
  }

  List<Tensor> predict(List<Tensor> inputs) {
    float[][] data = new float[inputs.size()][];
    int[] each = new int[data.length];
    int samples = inputs.getFirst().shape().dim(0);
    for (int i = 0; i < data.length; i++) {
      data[i] = inputs.get(i).data();
      each[i] = data[i].length / samples;
    }
    return predict(samples, start -> (from, to, fields) -> {
      for (int i = 0; i < fields.length; i++) {
        System.arraycopy(data[i], (start + from) * each[i], fields[i], from * each[i], (to - from) * each[i]);
      }
    });
  }

  List<Tensor> predict(Dataset data) {
    int[] each = new int[network.inputs().size()];
    Arrays.setAll(each, i -> data.fieldShape(i).size());
    return predict(data.size(), start -> (from, to, fields) -> {
      for (int i = 0; i < fields.length; i++) {
        for (int sample = from; sample < to; sample++) {
          data.read(start + sample, i, fields[i], sample * each[i]);
        }
      }
    });
  }

  /**
   * Predicts some samples at a time.
   *
   * @param readers for the first sample of a batch what reads the batch
   */
  private List<Tensor> predict(int samples, IntFunction<BatchReader> readers) {
    List<Tensor> results = new ArrayList<>();
    for (int from = 0; from < samples; from += Model.DEFAULT_BATCH) {
      int count = Math.min(Model.DEFAULT_BATCH, samples - from);
      Runner runner = model.runner(Mode.PREDICT, count);
      runner.executable().run(0, readers.apply(from));
      for (int i = 0; i < network.outputs().size(); i++) {
        String name = "output/" + network.outputs().get(i).name();
        Shape shape = runner.executable().shape(name);
        if (from == 0) {
          results.add(Tensor.zeros(shape.withDim(0, samples)));
        }
        runner.executable().read(name, results.get(i).data(), from * (shape.size() / count));
      }
    }
    return results;
  }
}
