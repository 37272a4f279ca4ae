package dev.kasane.lessons.functions;

import dev.kasane.lessons.functions.byhand.FunctionLearning;
import java.util.function.DoubleUnaryOperator;

/** The functions that are learned, with the settings of the article; the sine's settings are ours. */
public enum FunctionTask {
  /** A straight line. */
  IDENTITY("x", x -> x, 0, 1, 0.1, 300),
  /** A parabola. */
  SQUARE("x²", x -> x * x, 0, 3, 0.03, 1000),
  /** Down, then steeply up. */
  CUBIC("x³ − 2.5x²", x -> x * x * x - 2.5 * x * x, 0, 3, 0.03, 3000),
  /** One wave. */
  SINE("sin x", Math::sin, 0, 2 * Math.PI, 0.1, 10_000),
  /** The same wave in the middle. */
  CENTRED("−sin x", x -> -Math.sin(x), -Math.PI, Math.PI, 0.1, 10_000),
  /** Two waves of different length on top of one another. */
  WAVES("sin x + ½ cos 2x", x -> Math.sin(x) + 0.5 * Math.cos(2 * x), 0, 2 * Math.PI, 0.1, 20_000);

  /** Samples of an update and intervals of the check; the article leaves the number open. */
  public static final int M = 20;

  /** Hidden neurons unless said otherwise. */
  public static final int NEURONS = 10;

  private final String formula;
  // The functions above hold no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final DoubleUnaryOperator f;
  private final double low;
  private final double high;
  private final double rate;
  private final int updates;

  FunctionTask(String formula, DoubleUnaryOperator f, double low, double high, double rate, int updates) {
    this.formula = formula;
    this.f = f;
    this.low = low;
    this.high = high;
    this.rate = rate;
    this.updates = updates;
  }

  /** The function as one writes it. */
  public String formula() {
    return formula;
  }

  /** The function. */
  public DoubleUnaryOperator f() {
    return f;
  }

  /** Smallest x. */
  public double low() {
    return low;
  }

  /** Largest x. */
  public double high() {
    return high;
  }

  /** Learning rate. */
  public double rate() {
    return rate;
  }

  /** How often the weights are updated. */
  public int updates() {
    return updates;
  }

  /** How it is drawn and checked: m + 1 samples whose gradients are divided by m, as in the article. */
  public FunctionLearning learning() {
    return new FunctionLearning(f, low, high, M, true);
  }
}
