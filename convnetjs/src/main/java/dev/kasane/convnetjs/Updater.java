package dev.kasane.convnetjs;

import dev.kasane.convnetjs.json.JsonView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes parameters by their gradients, as {@link Method} says, and sets the gradients to 0. */
final class Updater {

  private static final double[] NONE = {};

  /**
   * Decay losses of the parameters before an update.
   *
   * @param l2 Σ ½·l2·p²
   * @param l1 Σ l1·|p|
   */
  record DecayLoss(double l2, double l1) {}

  private final Mode mode;
  private final List<double[]> gsum = new ArrayList<>();
  private final List<double[]> xsum = new ArrayList<>();
  private Method lastMethod = Method.SGD;
  private long updates;

  Updater(Mode mode) {
    this.mode = mode;
  }

  /** One step for the mean gradient of {@code samples} samples; decay is added once, whatever the batch size. */
  void update(List<ParamsAndGrads> all, TrainerOptions options, int samples) {
    if (lastMethod != options.method() || shapesDiffer(all)) {
      gsum.clear();
      xsum.clear();
      updates = 0;
      lastMethod = options.method();
    }
    remember(all, options.method());
    updates++;
    for (int i = 0; i < all.size(); i++) {
      ParamsAndGrads each = all.get(i);
      double[] p = each.params();
      double[] g = each.grads();
      double l2 = options.l2Decay() * each.l2DecayMul();
      double l1 = options.l1Decay() * each.l1DecayMul();
      for (int j = 0; j < p.length; j++) {
        g[j] = g[j] / samples + l2 * p[j] + l1 * Math.signum(p[j]);
      }
      step(i, p, g, options, updates);
    }
  }

  /** One step as ConvNetJS makes it: decay is divided by the batch size too, and L1's slope at 0 is -1. */
  DecayLoss updateAsWritten(List<ParamsAndGrads> all, TrainerOptions options, long k) {
    if (gsum.isEmpty() && (options.method() != Method.SGD || options.momentum() > 0)) {
      remember(all, options.method());
    }
    double l2Loss = 0;
    double l1Loss = 0;
    for (int i = 0; i < all.size(); i++) {
      ParamsAndGrads each = all.get(i);
      double[] p = each.params();
      double[] g = each.grads();
      double l2 = options.l2Decay() * each.l2DecayMul();
      double l1 = options.l1Decay() * each.l1DecayMul();
      for (int j = 0; j < p.length; j++) {
        l2Loss += l2 * p[j] * p[j] / 2;
        l1Loss += l1 * Math.abs(p[j]);
        double l1Grad = l1 * (p[j] > 0 ? 1 : -1);
        double l2Grad = l2 * p[j];
        g[j] = (l2Grad + l1Grad + g[j]) / options.batchSize();
      }
      step(i, p, g, options, k);
    }
    return new DecayLoss(l2Loss, l1Loss);
  }

  static double squares(List<ParamsAndGrads> all) {
    double sum = 0;
    for (ParamsAndGrads each : all) {
      double part = 0;
      for (double p : each.params()) {
        part += p * p;
      }
      sum += each.l2DecayMul() * part;
    }
    return sum;
  }

  static double absolutes(List<ParamsAndGrads> all) {
    double sum = 0;
    for (ParamsAndGrads each : all) {
      double part = 0;
      for (double p : each.params()) {
        part += Math.abs(p);
      }
      sum += each.l1DecayMul() * part;
    }
    return sum;
  }

  /** Applies one set's gradients, in which decay and batch size are already accounted for, and sets them to 0. */
  private void step(int i, double[] p, double[] g, TrainerOptions options, long t) {
    double[] s = at(gsum, i, p.length);
    double[] u = at(xsum, i, p.length);
    double rate = options.learningRate();
    double ro = options.ro();
    double eps = options.eps();
    switch (options.method()) {
      case SGD -> sgd(p, g, s, rate, options.momentum());
      case NESTEROV -> nesterov(p, g, s, rate, options.momentum());
      case ADAGRAD -> {
        for (int j = 0; j < p.length; j++) {
          s[j] = s[j] + g[j] * g[j];
          p[j] += -rate / Math.sqrt(s[j] + eps) * g[j];
        }
      }
      case WINDOWGRAD -> {
        for (int j = 0; j < p.length; j++) {
          s[j] = ro * s[j] + (1 - ro) * g[j] * g[j];
          p[j] += -rate / Math.sqrt(s[j] + eps) * g[j];
        }
      }
      case ADADELTA -> {
        for (int j = 0; j < p.length; j++) {
          s[j] = ro * s[j] + (1 - ro) * g[j] * g[j];
          double dx = -Math.sqrt((u[j] + eps) / (s[j] + eps)) * g[j];
          u[j] = ro * u[j] + (1 - ro) * dx * dx;
          p[j] += dx;
        }
      }
      case ADAM -> adam(p, g, s, u, options, t);
    }
    Arrays.fill(g, 0);
  }

  private static void sgd(double[] p, double[] g, double[] s, double rate, double momentum) {
    for (int j = 0; j < p.length; j++) {
      if (momentum > 0) {
        double dx = momentum * s[j] - rate * g[j];
        s[j] = dx;
        p[j] += dx;
      } else {
        p[j] += -rate * g[j];
      }
    }
  }

  private static void nesterov(double[] p, double[] g, double[] s, double rate, double momentum) {
    for (int j = 0; j < p.length; j++) {
      double before = s[j];
      s[j] = s[j] * momentum + rate * g[j];
      p[j] += momentum * before - (1.0 + momentum) * s[j];
    }
  }

  private void adam(double[] p, double[] g, double[] m, double[] q, TrainerOptions options, long t) {
    double beta1 = options.beta1();
    double beta2 = options.beta2();
    double first = 1 - StrictMath.pow(beta1, (double) t);
    double second = 1 - StrictMath.pow(beta2, (double) t);
    boolean multiply = mode.faithful();
    for (int j = 0; j < p.length; j++) {
      m[j] = m[j] * beta1 + (1 - beta1) * g[j];
      q[j] = q[j] * beta2 + (1 - beta2) * g[j] * g[j];
      double mHat = multiply ? m[j] * first : m[j] / first;
      double qHat = multiply ? q[j] * second : q[j] / second;
      p[j] += -options.learningRate() * mHat / (Math.sqrt(qHat) + options.eps());
    }
  }

  /** Method, number of updates and running sums. */
  Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("method", lastMethod.word());
    state.put("updates", updates);
    state.put("gsum", gsum.stream().map(double[]::clone).toList());
    state.put("xsum", xsum.stream().map(double[]::clone).toList());
    return state;
  }

  void restore(JsonView state, List<ParamsAndGrads> all) {
    lastMethod = Method.of(state.string("method"), mode);
    updates = (long) state.number("updates");
    readSums(state, "gsum", all, gsum);
    readSums(state, "xsum", all, xsum);
  }

  private static void readSums(JsonView state, String name, List<ParamsAndGrads> all, List<double[]> into) {
    into.clear();
    if (!(state.raw(name) instanceof List<?> items) || !items.isEmpty() && items.size() != all.size()) {
      throw state.error(name, "expected a list for each of " + all.size() + " sets of parameters, or an empty one");
    }
    for (int i = 0; i < items.size(); i++) {
      Object sums = items.get(i);
      boolean none = sums instanceof List<?> list && list.isEmpty() || sums instanceof double[] array && array.length == 0;
      int count = all.get(i).params().length;
      into.add(none ? NONE : JsonView.of("trainer", Map.of(name, sums)).numbers(name, count, "a set of parameters"));
    }
  }

  private void remember(List<ParamsAndGrads> all, Method method) {
    boolean two = method == Method.ADAM || method == Method.ADADELTA;
    if (!gsum.isEmpty()) {
      return;
    }
    for (ParamsAndGrads each : all) {
      gsum.add(new double[each.params().length]);
      xsum.add(two ? new double[each.params().length] : NONE);
    }
  }

  private boolean shapesDiffer(List<ParamsAndGrads> all) {
    boolean differ = gsum.size() != all.size();
    for (int i = 0; i < all.size() && !differ; i++) {
      differ = gsum.get(i).length != all.get(i).params().length;
    }
    return differ;
  }

  /** Sums of one set; where JavaScript would find none it finds undefined, which is NaN in arithmetic. */
  private static double[] at(List<double[]> sums, int i, int length) {
    if (i < sums.size() && sums.get(i).length == length) {
      return sums.get(i);
    }
    double[] undefined = new double[length];
    Arrays.fill(undefined, Double.NaN);
    return undefined;
  }
}
