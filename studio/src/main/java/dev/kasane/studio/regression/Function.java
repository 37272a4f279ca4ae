package dev.kasane.studio.regression;

import java.util.Arrays;

/** A function of one variable and the part of it that is learnt. */
enum Function {
  /** y = x on [0, 1]. */
  LINE("x", 0, 1),
  /** y = x² on [0, 3]. */
  SQUARE("x2", 0, 3),
  /** y = x³ - 2.5x² on [0, 3]. */
  CUBIC("cubic", 0, 3),
  /** y = sin x on [-π, π]. */
  SINE("sin", -Math.PI, Math.PI),
  /** y = x·sin x on [-5, 5), what ConvNetJS's demo shows. */
  X_SINE("xsin", -5, 5);

  private final String word;
  private final double low;
  private final double high;

  Function(String word, double low, double high) {
    this.word = word;
    this.low = low;
    this.high = high;
  }

  static Function of(String word) {
    for (Function function : values()) {
      if (function.word.equals(word)) {
        return function;
      }
    }
    throw new IllegalArgumentException("Expected a function from "
        + Arrays.stream(values()).map(function -> function.word).toList() + ", received '" + word + "'");
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  double at(double x) {
    return switch (this) {
      case LINE -> x;
      case SQUARE -> x * x;
      case CUBIC -> x * x * x - 2.5 * x * x;
      case SINE -> Math.sin(x);
      case X_SINE -> x * Math.sin(x);
    };
  }
}
