package dev.kasane.backend.reference;

import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.tensor.Shape;
import java.util.Arrays;

/** Operations that combine elements along axes. */
final class ReduceReference {

  private ReduceReference() {}

  static double[] reduce(Op.Reduce reduce, double[] x, Shape from, Shape to) {
    Shape kept = from;
    for (int axis : reduce.axes()) {
      kept = kept.withDim(axis, 1);
    }
    if (reduce.function() == ReduceFunction.SQUARED_DEVIATION) {
      return squaredDeviation(x, from, kept, to.size());
    }
    double[] y = new double[to.size()];
    Arrays.fill(y, switch (reduce.function()) {
      case SUM, SQUARED_DEVIATION -> 0;
      case MAX -> Double.NEGATIVE_INFINITY;
    });
    for (int i = 0; i < x.length; i++) {
      int into = Index.broadcastPosition(Index.of(i, from), kept);
      y[into] = switch (reduce.function()) {
        case SUM, SQUARED_DEVIATION -> y[into] + x[i];
        case MAX -> Math.max(y[into], x[i]);
      };
    }
    return y;
  }

  private static double[] squaredDeviation(double[] x, Shape from, Shape kept, int size) {
    double[] mean = new double[size];
    double[] y = new double[size];
    for (int i = 0; i < x.length; i++) {
      mean[Index.broadcastPosition(Index.of(i, from), kept)] += x[i] * size / x.length;
    }
    for (int i = 0; i < x.length; i++) {
      int into = Index.broadcastPosition(Index.of(i, from), kept);
      y[into] += (x[i] - mean[into]) * (x[i] - mean[into]);
    }
    return y;
  }

  /** The first of equals. A row with NaN in it: NaN is never the largest. */
  static double[] argMax(double[] x, int columns) {
    double[] y = new double[x.length / columns];
    for (int row = 0; row < y.length; row++) {
      int best = 0;
      for (int j = 1; j < columns; j++) {
        if (x[row * columns + j] > x[row * columns + best]) {
          best = j;
        }
      }
      y[row] = best;
    }
    return y;
  }

  static double[] softmax(double[] x, int columns) {
    double[] y = logSoftmax(x, columns);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.exp(y[i]);
    }
    return y;
  }

  static double[] logSoftmax(double[] x, int columns) {
    double[] y = new double[x.length];
    for (int start = 0; start < x.length; start += columns) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = start; j < start + columns; j++) {
        max = Math.max(max, x[j]);
      }
      double sum = 0;
      for (int j = start; j < start + columns; j++) {
        sum += Math.exp(x[j] - max);
      }
      for (int j = start; j < start + columns; j++) {
        y[j] = x[j] - max - Math.log(sum);
      }
    }
    return y;
  }
}
