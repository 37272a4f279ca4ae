package dev.kasane.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A loop of multiply-adds. Twelve sums, so that each has long been ready when its turn comes again. */
final class FmaLoop {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int SUMS = 12;

  private FmaLoop() {}

  /** Operations of {@link #run}. */
  static double operations(int iterations) {
    return 2.0 * SUMS * SPECIES.length() * iterations;
  }

  static float run(int iterations, float start) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.9999f);
    FloatVector y = FloatVector.broadcast(SPECIES, start);
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    FloatVector k = y;
    FloatVector l = y;
    for (int n = 0; n < iterations; n++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector left = a.add(b).add(c).add(d).add(e).add(f);
    return left.add(g.add(h).add(i).add(j).add(k).add(l)).reduceLanes(VectorOperators.ADD);
  }
}
