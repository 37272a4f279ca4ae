package dev.kasane.lessons.functions.byhand;

import java.util.Random;

/**
 * All that a network learns.
 *
 * @param w {@code w[layer][to][from]}
 * @param b {@code b[layer][to]}
 */
public record Weights(double[][][] w, double[][] b) {

  /** Zeros for layers of these sizes: {@code zeros(1, 10, 1)} for one input, ten hidden neurons, one output. */
  public static Weights zeros(int... sizes) {
    double[][][] w = new double[sizes.length - 1][][];
    double[][] b = new double[sizes.length - 1][];
    for (int layer = 0; layer < w.length; layer++) {
      w[layer] = new double[sizes[layer + 1]][sizes[layer]];
      b[layer] = new double[sizes[layer + 1]];
    }
    return new Weights(w, b);
  }

  /** Each number uniform between −0.5 and 0.5. */
  public static Weights random(Random random, int... sizes) {
    Weights weights = zeros(sizes);
    for (int layer = 0; layer < weights.w.length; layer++) {
      for (int to = 0; to < weights.b[layer].length; to++) {
        for (int from = 0; from < weights.w[layer][to].length; from++) {
          weights.w[layer][to][from] = random.nextDouble() - 0.5;
        }
        weights.b[layer][to] = random.nextDouble() - 0.5;
      }
    }
    return weights;
  }

  /** The same numbers in arrays of their own. */
  public Weights copy() {
    double[][][] newW = new double[w.length][][];
    double[][] newB = new double[b.length][];
    for (int layer = 0; layer < w.length; layer++) {
      newB[layer] = b[layer].clone();
      newW[layer] = new double[w[layer].length][];
      for (int to = 0; to < w[layer].length; to++) {
        newW[layer][to] = w[layer][to].clone();
      }
    }
    return new Weights(newW, newB);
  }

  /** Zeros for the same layers. */
  public Weights zeros() {
    int[] sizes = new int[w.length + 1];
    sizes[0] = w[0][0].length;
    for (int layer = 0; layer < w.length; layer++) {
      sizes[layer + 1] = b[layer].length;
    }
    return zeros(sizes);
  }

  /** Each p becomes p − rate · g: the step of gradient descent. */
  public void subtract(double rate, Weights gradient) {
    for (int layer = 0; layer < w.length; layer++) {
      for (int to = 0; to < b[layer].length; to++) {
        for (int from = 0; from < w[layer][to].length; from++) {
          w[layer][to][from] -= rate * gradient.w[layer][to][from];
        }
        b[layer][to] -= rate * gradient.b[layer][to];
      }
    }
  }

  /** The largest difference between two numbers at the same place. */
  public double distance(Weights other) {
    double max = 0;
    for (int layer = 0; layer < w.length; layer++) {
      for (int to = 0; to < b[layer].length; to++) {
        max = Math.max(max, Math.abs(b[layer][to] - other.b[layer][to]));
        for (int from = 0; from < w[layer][to].length; from++) {
          max = Math.max(max, Math.abs(w[layer][to][from] - other.w[layer][to][from]));
        }
      }
    }
    return max;
  }

  /** The largest of the numbers, without sign. */
  public double largest() {
    return distance(zeros());
  }

  /** How many numbers these are. */
  public int count() {
    int count = 0;
    for (int layer = 0; layer < w.length; layer++) {
      count += b[layer].length + w[layer].length * w[layer][0].length;
    }
    return count;
  }
}
