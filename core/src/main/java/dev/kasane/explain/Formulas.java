package dev.kasane.explain;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;

/** The element functions, as people write them and in double precision. */
final class Formulas {

  private static final int ERF_TERMS = 200;
  private static final double ERF_IS_ONE = 6;

  private Formulas() {}

  static String text(UnaryFunction f) {
    return switch (f) {
      case NEG -> "−a";
      case ABS -> "|a|";
      case SIGN -> "sign(a)";
      case SQUARE -> "a²";
      case SQRT -> "√a";
      case RECIPROCAL -> "1 / a";
      case EXP -> "exp(a)";
      case LOG -> "ln(a)";
      case SOFTPLUS -> "ln(1 + exp(a))";
      case SIGMOID -> "1 / (1 + exp(−a))";
      case TANH -> "tanh(a)";
      case RELU -> "max(0, a)";
      case ERF -> "erf(a)";
      case SIN -> "sin(a)";
      case COS -> "cos(a)";
    };
  }

  static double value(UnaryFunction f, double a) {
    return switch (f) {
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case SIGN -> Math.signum(a);
      case SQUARE -> a * a;
      case SQRT -> Math.sqrt(a);
      case RECIPROCAL -> 1 / a;
      case EXP -> Math.exp(a);
      case LOG -> Math.log(a);
      case SOFTPLUS -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
      case SIGMOID -> 1 / (1 + Math.exp(-a));
      case TANH -> Math.tanh(a);
      case RELU -> Math.max(0, a);
      case ERF -> erf(a);
      case SIN -> Math.sin(a);
      case COS -> Math.cos(a);
    };
  }

  static String text(BinaryFunction f) {
    return switch (f) {
      case ADD -> "a + b";
      case SUB -> "a − b";
      case MUL -> "a · b";
      case DIV -> "a / b";
      case MAX -> "max(a, b)";
      case MIN -> "min(a, b)";
      case POW -> "a ^ b";
      case GREATER -> "a > b ? 1 : 0";
      case GREATER_EQUAL -> "a ≥ b ? 1 : 0";
      case EQUAL -> "a = b ? 1 : 0";
    };
  }

  static double value(BinaryFunction f, double a, double b) {
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

  /** 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n+1)), whose terms are all of one sign (DLMF 7.6.2). */
  private static double erf(double x) {
    if (Math.abs(x) > ERF_IS_ONE) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < ERF_TERMS; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
