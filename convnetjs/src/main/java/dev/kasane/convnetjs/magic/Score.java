package dev.kasane.convnetjs.magic;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Vol;
import java.util.List;

/** How well a net answers. */
final class Score {

  private Score() {}

  /** Accuracy for classes, R² for numbers, over some of the samples; negative infinity for a regression that diverged. */
  static double of(Net net, List<Vol> data, List<Target> targets, int[] which) {
    return targets.getFirst() instanceof Target.Label
        ? accuracy(net, data, targets, which)
        : determination(net, data, targets, which);
  }

  private static double accuracy(Net net, List<Vol> data, List<Target> targets, int[] which) {
    int right = 0;
    for (int i : which) {
      net.forward(data.get(i));
      right += targets.get(i) instanceof Target.Label(int label) && net.getPrediction() == label ? 1 : 0;
    }
    return (double) right / which.length;
  }

  /** 1 - Σ(y - t)² / Σ(t - mean t)², over all outputs. */
  private static double determination(Net net, List<Vol> data, List<Target> targets, int[] which) {
    int outputs = values(targets.get(which[0])).length;
    double[] mean = new double[outputs];
    for (int i : which) {
      for (int j = 0; j < outputs; j++) {
        mean[j] += values(targets.get(i))[j] / which.length;
      }
    }
    double errors = 0;
    double spread = 0;
    for (int i : which) {
      double[] y = net.forward(data.get(i)).w();
      double[] t = values(targets.get(i));
      for (int j = 0; j < outputs; j++) {
        errors += (y[j] - t[j]) * (y[j] - t[j]);
        spread += (t[j] - mean[j]) * (t[j] - mean[j]);
      }
    }
    double score = spread > 0 ? 1 - errors / spread : -errors;
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static double[] values(Target target) {
    return target instanceof Target.Values(double[] values) ? values : new double[0];
  }
}
