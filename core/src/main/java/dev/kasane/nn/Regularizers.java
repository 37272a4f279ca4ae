package dev.kasane.nn;

import dev.kasane.nn.regularizers.L1;
import dev.kasane.nn.regularizers.L1L2;
import dev.kasane.nn.regularizers.L2;

/** Makes regularizers. */
public final class Regularizers {

  private Regularizers() {}

  /** {@code l1 · Σ|w|}. */
  public static L1 l1(double l1) {
    return new L1(l1);
  }

  /** {@code l2 · Σw²}. */
  public static L2 l2(double l2) {
    return new L2(l2);
  }

  /** {@code l1 · Σ|w| + l2 · Σw²}. */
  public static L1L2 l1l2(double l1, double l2) {
    return new L1L2(l1, l2);
  }
}
