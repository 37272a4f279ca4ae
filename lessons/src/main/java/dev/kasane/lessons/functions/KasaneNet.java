package dev.kasane.lessons.functions;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FunctionLearning;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A model of {@link FunctionFit} that starts from the weights of a network made by hand and draws the samples that this
 * one would draw: so both can be compared, number by number. Uses one thread, so that many may train side by side.
 */
public final class KasaneNet implements AutoCloseable {

  private final CpuBackend backend = new CpuBackend(1);
  private final FunctionLearning task;
  private final int samples;
  private final Model model;
  private final int layers;

  /**
   * A network with these weights.
   *
   * @param task what it shall learn
   * @param start first weights; not changed
   * @param h activation of the hidden layers
   * @param rate learning rate for the gradient of ½ (y − f)²
   */
  public KasaneNet(FunctionLearning task, Weights start, Activation h, double rate) {
    this.task = task;
    samples = task.oneMore() ? task.m() + 1 : task.m();
    layers = start.b().length;
    int[] hidden = new int[layers - 1];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = start.b()[i].length;
    }
    // The sum of m + 1 gradients divided by m is their mean times (m + 1) / m.
    model = FunctionFit.network(rate * samples / task.m(), function(h), hidden).backend(backend);
    model.setWeights(tensors(start));
  }

  /** The library's name for an activation. */
  public static ActivationFunction function(Activation h) {
    return switch (h) {
      case IDENTITY -> ActivationFunction.LINEAR;
      case SIGMOID -> ActivationFunction.SIGMOID;
      case TANH -> ActivationFunction.TANH;
      case RELU -> ActivationFunction.RELU;
    };
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** Updates so many times with samples drawn from {@code random}. */
  public void train(int updates, Random random) {
    double[] xs = new double[samples];
    double[] ts = new double[samples];
    float[] inputs = new float[updates * samples];
    float[] targets = new float[updates * samples];
    for (int t = 0; t < updates; t++) {
      task.draw(xs, ts, random);
      for (int i = 0; i < samples; i++) {
        inputs[t * samples + i] = (float) xs[i];
        targets[t * samples + i] = (float) ts[i];
      }
    }
    Shape shape = Shape.of(updates * samples, 1);
    FunctionFit.train(model, Dataset.of(Tensor.of(shape, inputs), Tensor.of(shape, targets)), samples);
  }

  /**
   * Updates so many times, and checks after every {@code every} updates.
   *
   * @param updates a multiple of {@code every}
   * @return the checks
   */
  public double[] train(int updates, int every, Random random) {
    double[] curve = new double[updates / every];
    for (int i = 0; i < curve.length; i++) {
      train(every, random);
      curve[i] = check();
    }
    return curve;
  }

  /** The sum of ½ (output − f(x))² over m + 1 equally spaced x. */
  public double check() {
    double[] xs = grid(task.m() + 1);
    double[] ys = outputs(xs);
    double sum = 0;
    for (int i = 0; i < xs.length; i++) {
      double error = ys[i] - task.f().applyAsDouble(xs[i]);
      sum += error * error / 2;
    }
    return sum;
  }

  /** Equally spaced x from the smallest to the largest. */
  public double[] grid(int points) {
    double[] xs = new double[points];
    for (int i = 0; i < points; i++) {
      xs[i] = task.low() + (task.high() - task.low()) * i / (points - 1);
    }
    return xs;
  }

  /** The outputs for these x. */
  public double[] outputs(double[] xs) {
    Tensor inputs = Tensor.zeros(xs.length, 1);
    for (int i = 0; i < xs.length; i++) {
      inputs.data()[i] = (float) xs[i];
    }
    float[] outputs = model.predict(inputs).data();
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      ys[i] = outputs[i];
    }
    return ys;
  }

  /** A copy of the weights. */
  public Weights weights() {
    int[] sizes = new int[layers + 1];
    sizes[0] = 1;
    for (int layer = 1; layer <= layers; layer++) {
      sizes[layer] = model.getWeight("dense_" + layer + "/bias").size();
    }
    Weights weights = Weights.zeros(sizes);
    for (int layer = 0; layer < layers; layer++) {
      Tensor kernel = model.getWeight("dense_" + (layer + 1) + "/kernel");
      Tensor bias = model.getWeight("dense_" + (layer + 1) + "/bias");
      for (int to = 0; to < sizes[layer + 1]; to++) {
        weights.b()[layer][to] = bias.get(to);
        for (int from = 0; from < sizes[layer]; from++) {
          weights.w()[layer][to][from] = kernel.get(from, to);
        }
      }
    }
    return weights;
  }

  /** The same numbers as Kasane stores them: kernels are {@code (from, to)}. */
  private static Map<String, Tensor> tensors(Weights weights) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < weights.b().length; layer++) {
      double[][] w = weights.w()[layer];
      Tensor kernel = Tensor.zeros(w[0].length, w.length);
      Tensor bias = Tensor.zeros(w.length);
      for (int to = 0; to < w.length; to++) {
        bias.set((float) weights.b()[layer][to], to);
        for (int from = 0; from < w[0].length; from++) {
          kernel.set((float) w[to][from], from, to);
        }
      }
      tensors.put("dense_" + (layer + 1) + "/kernel", kernel);
      tensors.put("dense_" + (layer + 1) + "/bias", bias);
    }
    return tensors;
  }

  @Override
  public void close() {
    model.close();
    backend.close();
  }
}
