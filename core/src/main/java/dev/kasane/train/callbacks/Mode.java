package dev.kasane.train.callbacks;

import java.util.Locale;
import java.util.stream.Stream;

/** Which way a measured value gets better. */
public enum Mode {
  /** Smaller is better. */
  MIN,
  /** Larger is better. */
  MAX,
  /** {@link #MAX} for accuracy, top-k, AUC, precision, recall and F1, else {@link #MIN}; told by the name. */
  AUTO;

  /** Whether a value is better than another by more than {@code minDelta}. NaN is never better. */
  boolean better(String name, double value, double than, double minDelta) {
    return switch (this) {
      case MIN -> value < than - minDelta;
      case MAX -> value > than + minDelta;
      case AUTO -> resolve(name).better(name, value, than, minDelta);
    };
  }

  /** The value that any number is better than. */
  double worst(String name) {
    return switch (this) {
      case MIN -> Double.POSITIVE_INFINITY;
      case MAX -> Double.NEGATIVE_INFINITY;
      case AUTO -> resolve(name).worst(name);
    };
  }

  private static Mode resolve(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of("acc", "top", "auc", "precision", "recall", "f1").anyMatch(lower::contains) ? MAX : MIN;
  }
}
