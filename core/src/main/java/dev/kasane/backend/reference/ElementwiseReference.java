package dev.kasane.backend.reference;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Node;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.tensor.Shape;

/** Operations whose output element depends on the input elements at the same index only. */
final class ElementwiseReference {

  private ElementwiseReference() {}

  static double[] unary(UnaryFunction f, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = apply(f, x[i]);
    }
    return y;
  }

  static double[] binary(BinaryFunction f, double[] a, Shape aShape, double[] b, Shape bShape, Shape shape) {
    double[] y = new double[shape.size()];
    for (int i = 0; i < y.length; i++) {
      int[] index = Index.of(i, shape);
      y[i] = apply(f, a[Index.broadcastPosition(index, aShape)], b[Index.broadcastPosition(index, bShape)]);
    }
    return y;
  }

  static double[] select(Node node, double[][] in) {
    double[] y = new double[node.shape().size()];
    for (int i = 0; i < y.length; i++) {
      int[] index = Index.of(i, node.shape());
      double condition = in[0][Index.broadcastPosition(index, node.input(0).shape())];
      int chosen = condition != 0 ? 1 : 2;
      y[i] = in[chosen][Index.broadcastPosition(index, node.input(chosen).shape())];
    }
    return y;
  }

  static double apply(UnaryFunction f, double x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
      case ERF -> erf(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
    };
  }

  static double apply(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case POW -> Math.pow(a, b);
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
    };
  }

  /**
   * {@code erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1))} (Abramowitz and Stegun, 7.1.6): terms of one sign, so
   * no digits are lost. Beyond 6 it differs from ±1 by less than a double can tell.
   */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
