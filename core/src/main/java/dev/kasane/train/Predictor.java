package dev.kasane.train;

import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    Arrays.setAll(data, i -> inputs.get(i).data());
    return predict(inputs.getFirst().shape().dim(0), (from, count, fields) -> {
      for (int i = 0; i < fields.length; i++) {
        int each = fields[i].length / count;
        System.arraycopy(data[i], from * each, fields[i], 0, count * each);
      }
    });
  }

  List<Tensor> predict(Dataset data) {
    return predict(data.size(), (from, count, fields) -> {
      for (int i = 0; i < fields.length; i++) {
        int each = fields[i].length / count;
        for (int sample = 0; sample < count; sample++) {
          data.read(from + sample, i, fields[i], sample * each);
        }
      }
    });
  }

  /** Puts samples {@code from} and following into arrays, one for each input. */
  @FunctionalInterface
  private interface Source {
    void fill(int from, int count, float[][] fields);
  }

  private List<Tensor> predict(int samples, Source source) {
    List<Tensor> results = new ArrayList<>();
    for (int from = 0; from < samples; from += Model.DEFAULT_BATCH) {
      int count = Math.min(Model.DEFAULT_BATCH, samples - from);
      Runner runner = model.runner(Mode.PREDICT, count);
      float[][] fields = new float[network.inputs().size()][];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = new float[runner.model().values().get(i).shape().size()];
      }
      source.fill(from, count, fields);
      runner.feed(fields);
      runner.executable().run(0);
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
