package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.INTS;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Sine and cosine of {@link FloatMath}, operation by operation; the comments there hold here. */
final class VectorTrigonometry {

  private VectorTrigonometry() {}

  /** {@code y = sin(x + quarter π/2)}; f is that function, for vectors with elements beyond the range. */
  static void trig(UnaryFunction f, int quarter, int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      if (v.abs().compare(VectorOperators.GT, FloatMath.TRIG_MAX).anyTrue()) {
        ScalarElementwise.unary(f, COUNT, x, xo + i, y, yo + i);
        continue;
      }
      FloatVector t = v.fma(VectorConstants.TWO_OVER_PI, VectorConstants.ROUND);
      FloatVector whole = t.sub(FloatMath.ROUND);
      FloatVector r = whole.fma(VectorConstants.MINUS_PI2_HIGH, v);
      r = whole.fma(VectorConstants.MINUS_PI2_MID, r);
      r = whole.fma(VectorConstants.MINUS_PI2_LOW, r);
      IntVector quadrant = t.reinterpretAsInts().add(quarter);
      FloatVector z = r.mul(r);
      FloatVector sine = VectorConstants.S2.fma(z, VectorConstants.S1).fma(z, VectorConstants.S0);
      sine = r.mul(sine.fma(z, VectorConstants.ONE));
      FloatVector cosine = VectorConstants.C2.fma(z, VectorConstants.C1).fma(z, VectorConstants.C0);
      cosine = cosine.fma(z, VectorConstants.MINUS_HALF).fma(z, VectorConstants.ONE);
      // Bit 0 of the quadrant, spread into a mask, chooses; bit 1, moved to the sign, negates.
      IntVector odd = IntVector.zero(INTS).sub(quadrant.and(1));
      IntVector bits = cosine.reinterpretAsInts().and(odd).or(sine.reinterpretAsInts().and(odd.not()));
      IntVector negate = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
      bits.lanewise(VectorOperators.XOR, negate).reinterpretAsFloats().intoArray(y, yo + i);
    }
  }
}
