package dev.kasane.studio.run;

import dev.kasane.data.Dataset;
import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.losses.Loss;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How weights, gradients and activations of a run develop. Looked at now and then on a fixed sample of the training
 * data. Curves are {@code weight/PATH} and {@code gradient/PATH}, Euclidean norms; {@code dead/LAYER}, the share of a
 * ReLU layer's units (channels, where it is a convolution) that are 0 for all samples. Histograms are {@code
 * weight/PATH} and {@code activation/LAYER}. Thread-safe.
 */
public final class LayerStats {

  private static final int SAMPLES = 64;

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private final Map<String, Histograms> histograms = new LinkedHashMap<>();
  private @Nullable Probe probe;
  private float @Nullable [] inputs;
  private float @Nullable [] targets;
  private boolean unprobed;

  LayerStats() {}

  /** Looks at weights. */
  void look(WeightsAt now, Network network, Shape input, @Nullable Loss loss, @Nullable Dataset data) {
    now.weights().forEach((path, weight) -> {
      curve("weight/" + path).add(now.step(), norm(weight));
      histogram("weight/" + path).add(now.step(), weight.data());
    });
    Probe ready = probe(network, input, loss, data);
    float[] x = inputs;
    float[] y = targets;
    if (ready == null || x == null || y == null) {
      return;
    }
    ready.run(now.weights(), x, y);
    for (String path : ready.trainable()) {
      curve("gradient/" + path).add(now.step(), norm(ready.gradient(path)));
    }
    for (int i = 0; i < network.calls().size(); i++) {
      Network.NamedLayer layer = network.layers().get(network.calls().get(i).layer());
      Tensor values = ready.value(i);
      histogram("activation/" + layer.name()).add(now.step(), values.data());
      if (isRelu(layer.layer())) {
        curve("dead/" + layer.name()).add(now.step(), deadShare(values));
      }
    }
  }

  private @Nullable Probe probe(Network network, Shape input, @Nullable Loss loss, @Nullable Dataset data) {
    if (probe == null && !unprobed) {
      unprobed = true;
      if (loss == null || data == null || data.inputShapes().size() != 1 || network.outputs().size() != 1) {
        return null;
      }
      int samples = Math.min(SAMPLES, data.size());
      float[] x = new float[samples * data.fieldShape(0).size()];
      float[] y = new float[samples * data.fieldShape(1).size()];
      for (int i = 0; i < samples; i++) {
        int from = (int) ((long) i * data.size() / samples);
        data.read(from, 0, x, i * data.fieldShape(0).size());
        data.read(from, 1, y, i * data.fieldShape(1).size());
      }
      inputs = x;
      targets = y;
      probe = new Probe(network, input, loss, samples);
    }
    return probe;
  }

  private static boolean isRelu(Layer layer) {
    return layer instanceof Conv2d conv && conv.activation() == ActivationFunction.RELU
        || layer instanceof Dense dense && dense.activation() == ActivationFunction.RELU
        || layer instanceof Activation activation && activation.function() == ActivationFunction.RELU;
  }

  private static double norm(Tensor tensor) {
    double sum = 0;
    for (float value : tensor.data()) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** The share of the last axis's places that hold no number above 0. */
  static double deadShare(Tensor values) {
    int units = values.shape().last();
    boolean[] alive = new boolean[units];
    float[] data = values.data();
    for (int i = 0; i < data.length; i++) {
      if (data[i] > 0) {
        alive[i % units] = true;
      }
    }
    int dead = 0;
    for (boolean one : alive) {
      dead += one ? 0 : 1;
    }
    return (double) dead / units;
  }

  private synchronized Curve curve(String name) {
    return curves.computeIfAbsent(name, _ -> new Curve());
  }

  private synchronized Histograms histogram(String name) {
    return histograms.computeIfAbsent(name, _ -> new Histograms());
  }

  /** All curves by name. */
  public synchronized Map<String, Curve> curves() {
    return new LinkedHashMap<>(curves);
  }

  /** All histograms by name. */
  public synchronized Map<String, Histograms> histograms() {
    return new LinkedHashMap<>(histograms);
  }
}
