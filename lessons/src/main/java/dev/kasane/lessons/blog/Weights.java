package dev.kasane.lessons.blog;

import dev.kasane.lessons.blog.byhand.HiddenNet;
import dev.kasane.lessons.blog.byhand.OneFilterCnn;
import dev.kasane.lessons.blog.byhand.Perceptron;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of networks made by hand, as tensors under the names that Kasane gives them; and how far two differ. */
public final class Weights {

  private Weights() {}

  /** Those of the perceptron. */
  public static Map<String, Tensor> of(Perceptron net) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("dense_1/kernel", table(net.w()));
    weights.put("dense_1/bias", row(net.b()));
    return weights;
  }

  /** Those of the hidden layer and the output. */
  public static Map<String, Tensor> of(HiddenNet net) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("dense_1/kernel", table(net.wh()));
    weights.put("dense_1/bias", row(net.bh()));
    weights.put("dense_2/kernel", table(net.wo()));
    weights.put("dense_2/bias", row(net.bo()));
    return weights;
  }

  /** Those of the filter and the output. */
  public static Map<String, Tensor> of(OneFilterCnn net) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    int size = net.f().length;
    int map = OneFilterCnn.MAP;
    weights.put("conv2d_1/kernel", table(net.f()).reshape(Shape.of(size, size, 1, 1)));
    weights.put("conv2d_1/bias", row(net.bc()).reshape(Shape.of(map, map, 1)));
    weights.put("dense_1/kernel", table(net.wo()));
    weights.put("dense_1/bias", row(net.bo()));
    return weights;
  }

  /** The largest distance between a model's weights and others. */
  public static double distance(Model model, Map<String, Tensor> others) {
    double largest = 0;
    for (Map.Entry<String, Tensor> other : others.entrySet()) {
      float[] ours = model.getWeight(other.getKey()).data();
      float[] theirs = other.getValue().data();
      for (int i = 0; i < ours.length; i++) {
        double distance = Math.abs(ours[i] - theirs[i]);
        // A comparison with NaN is false: written this way, it counts as the largest distance.
        largest = distance <= largest ? largest : distance;
      }
    }
    return largest;
  }

  private static Tensor table(double[][] w) {
    Tensor tensor = Tensor.zeros(w.length, w[0].length);
    for (int i = 0; i < w.length; i++) {
      for (int k = 0; k < w[i].length; k++) {
        tensor.set((float) w[i][k], i, k);
      }
    }
    return tensor;
  }

  private static Tensor row(double[] b) {
    return table(new double[][] {b}).reshape(Shape.of(b.length));
  }
}
