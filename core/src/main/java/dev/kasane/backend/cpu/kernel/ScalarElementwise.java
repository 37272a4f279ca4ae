package dev.kasane.backend.cpu.kernel;

import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;

/** Element functions, one element after the other. The vector kernels use them for what is left of a range. */
final class ScalarElementwise {

  private ScalarElementwise() {}

  static void unary(UnaryFunction f, int n, float[] x, int xo, float[] y, int yo) {
    // The switch is outside of the loops, which are therefore simple enough to be compiled well.
    switch (f) {
      case NEG -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = -x[xo + i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = Math.abs(x[xo + i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = x[xo + i] * x[xo + i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = (float) Math.sqrt(x[xo + i]);
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = 1 / x[xo + i];
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = FloatMath.relu(x[xo + i]);
        }
      }
      case SIGN, EXP, LOG, SOFTPLUS, SIGMOID, TANH, ERF, SIN, COS -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = apply(f, x[xo + i]);
        }
      }
    }
  }

  private static float apply(UnaryFunction f, float x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> FloatMath.sign(x);
      case SQUARE -> x * x;
      case SQRT -> (float) Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> FloatMath.exp(x);
      case LOG -> FloatMath.log(x);
      case SOFTPLUS -> FloatMath.softplus(x);
      case SIGMOID -> FloatMath.sigmoid(x);
      case TANH -> FloatMath.tanh(x);
      case RELU -> FloatMath.relu(x);
      case ERF -> FloatMath.erf(x);
      case SIN -> FloatMath.sin(x);
      case COS -> FloatMath.cos(x);
    };
  }

  static void binary(BinaryFunction f, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    switch (f) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] + b[bo + i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] - b[bo + i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b[bo + i];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] / b[bo + i];
        }
      }
      case MAX, MIN, POW, GREATER, GREATER_EQUAL, EQUAL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = apply(f, a[ao + i], b[bo + i]);
        }
      }
    }
  }

  static void binaryScalar(BinaryFunction f, int n, float[] a, int ao, float b, float[] y, int yo) {
    switch (f) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] + b;
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b;
        }
      }
      case SUB, DIV, MAX, MIN, POW, GREATER, GREATER_EQUAL, EQUAL -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = apply(f, a[ao + i], b);
        }
      }
    }
  }

  static void scalarBinary(BinaryFunction f, int n, float a, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = apply(f, a, b[bo + i]);
    }
  }

  private static float apply(BinaryFunction f, float a, float b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case POW -> FloatMath.pow(a, b);
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
    };
  }

  static void select(
      int n, float[] condition, int conditionO, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = condition[conditionO + i] != 0 ? a[ao + i] : b[bo + i];
    }
  }
}
