package dev.kasane.explain;

import java.util.List;

/**
 * One part of a sum: {@code weight · factor · factor ...}.
 *
 * @param weight a number that is no value of the graph: −1 for what is subtracted, 1/n in a mean
 * @param factors one or more
 */
public record Term(double weight, List<Cell> factors) {

  /** Keeps a copy of the list. */
  public Term {
    factors = List.copyOf(factors);
  }

  static Term of(Cell... factors) {
    return new Term(1, List.of(factors));
  }

  Term times(double number) {
    return number == 1 ? this : new Term(weight * number, factors);
  }

  /** The product, in double precision. */
  public double value() {
    double product = weight;
    for (Cell factor : factors) {
      product *= factor.value();
    }
    return product;
  }
}
