package dev.kasane.graph;

/** A function of two numbers, applied to pairs of elements after broadcasting. Comparisons give 1 or 0. */
public enum BinaryFunction {
  /** a + b. */
  ADD,
  /** a − b. */
  SUB,
  /** a · b. */
  MUL,
  /** a / b. */
  DIV,
  /** The larger. */
  MAX,
  /** The smaller. */
  MIN,
  /** aᵇ, for a ≥ 0 or whole b. */
  POW,
  /** 1 where a &gt; b, else 0. */
  GREATER,
  /** 1 where a ≥ b, else 0. */
  GREATER_EQUAL,
  /** 1 where a = b, else 0. */
  EQUAL
}
