package dev.kasane.graph;

/** How the elements along reduced axes become one. */
public enum ReduceFunction {
  /** Their sum. */
  SUM,
  /** The largest. */
  MAX,
  /** The sum of their squared distances from their mean. */
  SQUARED_DEVIATION
}
