package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.BinaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Functions of a range and one number. See {@link VectorUnary} for the form of the loops. */
final class VectorBinaryScalar {

  private VectorBinaryScalar() {}

  /** {@code y[i] = f(a[i], b)}. */
  static void binaryScalar(BinaryFunction f, int n, float[] a, int ao, float b, float[] y, int yo) {
    int end = f == BinaryFunction.POW && !hasVectorPower(b) ? 0 : SPECIES.loopBound(n);
    switch (f) {
      case ADD -> add(end, a, ao, b, y, yo);
      // The same bits as a difference.
      case SUB -> add(end, a, ao, -b, y, yo);
      case MUL -> mul(end, a, ao, b, y, yo);
      case DIV -> div(end, a, ao, b, y, yo);
      case MAX -> max(end, a, ao, b, y, yo);
      case MIN -> min(end, a, ao, b, y, yo);
      case GREATER -> greater(end, a, ao, b, y, yo);
      case GREATER_EQUAL -> greaterEqual(end, a, ao, b, y, yo);
      case EQUAL -> equal(end, a, ao, b, y, yo);
      case POW -> power(end, a, ao, b, y, yo);
    }
    ScalarElementwise.binaryScalar(f, n - end, a, ao + end, b, y, yo + end);
  }

  /** {@code y[i] = f(a, b[i])}. */
  static void scalarBinary(BinaryFunction f, int n, float a, float[] b, int bo, float[] y, int yo) {
    int end = f == BinaryFunction.POW ? 0 : SPECIES.loopBound(n);
    switch (f) {
      case ADD -> add(end, b, bo, a, y, yo);
      case SUB -> subtractFrom(end, b, bo, a, y, yo);
      case MUL -> mul(end, b, bo, a, y, yo);
      case DIV -> divide(end, b, bo, a, y, yo);
      case MAX -> max(end, b, bo, a, y, yo);
      case MIN -> min(end, b, bo, a, y, yo);
      case GREATER -> less(end, b, bo, a, y, yo);
      case GREATER_EQUAL -> lessEqual(end, b, bo, a, y, yo);
      case EQUAL -> equal(end, b, bo, a, y, yo);
      case POW -> {}
    }
    ScalarElementwise.scalarBinary(f, n - end, a, b, bo + end, y, yo + end);
  }

  private static void add(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.add(b).intoArray(y, yo + i);
    }
  }

  private static void mul(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.mul(b).intoArray(y, yo + i);
    }
  }

  private static void div(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.div(b).intoArray(y, yo + i);
    }
  }

  private static void max(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.max(b).intoArray(y, yo + i);
    }
  }

  private static void min(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.min(b).intoArray(y, yo + i);
    }
  }

  private static void greater(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.GT, b)).intoArray(y, yo + i);
    }
  }

  private static void greaterEqual(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.GE, b)).intoArray(y, yo + i);
    }
  }

  private static void equal(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.EQ, b)).intoArray(y, yo + i);
    }
  }

  private static void less(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.LT, b)).intoArray(y, yo + i);
    }
  }

  private static void lessEqual(int end, float[] a, int ao, float b, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.LE, b)).intoArray(y, yo + i);
    }
  }

  private static void subtractFrom(int end, float[] b, int bo, float a, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.broadcast(SPECIES, a).sub(v).intoArray(y, yo + i);
    }
  }

  private static void divide(int end, float[] b, int bo, float a, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.broadcast(SPECIES, a).div(v).intoArray(y, yo + i);
    }
  }

  private static boolean hasVectorPower(float exponent) {
    return exponent == 2 || exponent == 1 || exponent == 0.5f;
  }

  private static void power(int end, float[] a, int ao, float exponent, float[] y, int yo) {
    if (exponent == 2) {
      VectorUnary.square(end, a, ao, y, yo);
    } else if (exponent == 1) {
      System.arraycopy(a, ao, y, yo, end);
    } else {
      squareRoot(end, a, ao, y, yo);
    }
  }

  /** As {@code pow} defines it: never −0, and infinity for −∞. */
  private static void squareRoot(int end, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      VectorMask<Float> infinite = v.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY);
      v.sqrt().add(0f).blend(Float.POSITIVE_INFINITY, infinite).intoArray(y, yo + i);
    }
  }
}
