package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of one number. A loop for each, since a loop over a function that varies would not be compiled to vector
 * instructions. What is left of a range goes to the scalar kernels, which give the same bits.
 *
 * <p>Here and in the other vector kernels no vector is an argument or result of a method of ours: HotSpot inlines the
 * Vector API's methods always but ours only up to a limit, and a vector that leaves a compiled method is an object.
 */
final class VectorUnary {

  private VectorUnary() {}

  static void unary(UnaryFunction f, int n, float[] x, int xo, float[] y, int yo) {
    int end = SPECIES.loopBound(n);
    switch (f) {
      case NEG -> neg(end, x, xo, y, yo);
      case ABS -> abs(end, x, xo, y, yo);
      case SIGN -> sign(end, x, xo, y, yo);
      case SQUARE -> square(end, x, xo, y, yo);
      case SQRT -> sqrt(end, x, xo, y, yo);
      case RECIPROCAL -> reciprocal(end, x, xo, y, yo);
      case EXP -> VectorExponential.exp(end, x, xo, y, yo);
      case LOG -> VectorLogarithm.log(end, x, xo, y, yo);
      case SOFTPLUS -> VectorLogarithm.softplus(end, x, xo, y, yo);
      case SIGMOID -> VectorExponential.sigmoid(end, x, xo, y, yo);
      case TANH -> VectorExponential.tanh(end, x, xo, y, yo);
      case RELU -> relu(end, x, xo, y, yo);
      case ERF -> VectorErf.erf(end, x, xo, y, yo);
      case SIN -> VectorTrigonometry.trig(f, 0, end, x, xo, y, yo);
      case COS -> VectorTrigonometry.trig(f, 1, end, x, xo, y, yo);
    }
    ScalarElementwise.unary(f, n - end, x, xo + end, y, yo + end);
  }

  private static void neg(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.neg().intoArray(y, yo + i);
    }
  }

  private static void abs(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.abs().intoArray(y, yo + i);
    }
  }

  private static void sign(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector positive = v.blend(1f, v.compare(VectorOperators.GT, 0f));
      positive.blend(-1f, v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
    }
  }

  static void square(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.mul(v).intoArray(y, yo + i);
    }
  }

  private static void sqrt(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.sqrt().intoArray(y, yo + i);
    }
  }

  private static void reciprocal(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector.broadcast(SPECIES, 1f).div(v).intoArray(y, yo + i);
    }
  }

  private static void relu(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
    }
  }
}
