package dev.kasane.backend.cpu.codegen;

import java.util.ArrayList;
import java.util.List;

/** Long sums cut into parts of which B stays in the cache while A is walked through. */
final class Parts {

  /** Products of a sum in one part at most: so many rows of two vectors of B are 64 kB with the widest vectors. */
  static final int DEPTH = 512;

  /** A part of a sum, and where it begins in A and B. */
  record Part(Sum sum, int inA, int inB) {}

  private Parts() {}

  /** The parts, in the order of the sum. */
  static List<Part> of(Sum sum) {
    List<Part> parts = new ArrayList<>();
    if (sum.taps() == Sum.OPEN || sum.length() <= DEPTH) {
      return List.of(new Part(sum, 0, 0));
    }
    for (int s = 0; s < sum.taps(); s++) {
      int termsAtOnce = Math.clamp(DEPTH / sum.k(), 1, sum.terms());
      for (int t = 0; t < sum.terms(); t += termsAtOnce) {
        int terms = Math.min(termsAtOnce, sum.terms() - t);
        int depth = terms > 1 ? sum.k() : Math.ceilDiv(sum.k(), Math.ceilDiv(sum.k(), DEPTH));
        for (int p = 0; p < sum.k(); p += depth) {
          Sum part =
              new Sum(
                  Math.min(depth, sum.k() - p), sum.ap(), sum.bp(), terms, sum.at(), sum.bt(), 1, 0, 0);
          parts.add(
              new Part(
                  part, s * sum.as() + t * sum.at() + p * sum.ap(), s * sum.bs() + t * sum.bt() + p * sum.bp()));
        }
      }
    }
    return parts;
  }
}
