package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.BinaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of two ranges, and selection between them. See {@link VectorUnary} for the form of the loops. */
final class VectorBinary {

  private VectorBinary() {}

  static void binary(BinaryFunction f, int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    int end = f == BinaryFunction.POW ? 0 : SPECIES.loopBound(n);
    switch (f) {
      case ADD -> add(end, a, ao, b, bo, y, yo);
      case SUB -> sub(end, a, ao, b, bo, y, yo);
      case MUL -> mul(end, a, ao, b, bo, y, yo);
      case DIV -> div(end, a, ao, b, bo, y, yo);
      case MAX -> max(end, a, ao, b, bo, y, yo);
      case MIN -> min(end, a, ao, b, bo, y, yo);
      case GREATER -> greater(end, a, ao, b, bo, y, yo);
      case GREATER_EQUAL -> greaterEqual(end, a, ao, b, bo, y, yo);
      case EQUAL -> equal(end, a, ao, b, bo, y, yo);
      case POW -> {}
    }
    ScalarElementwise.binary(f, n - end, a, ao + end, b, bo + end, y, yo + end);
  }

  private static void add(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      v.add(w).intoArray(y, yo + i);
    }
  }

  private static void sub(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      v.sub(w).intoArray(y, yo + i);
    }
  }

  private static void mul(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      v.mul(w).intoArray(y, yo + i);
    }
  }

  private static void div(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      v.div(w).intoArray(y, yo + i);
    }
  }

  private static void max(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      v.max(w).intoArray(y, yo + i);
    }
  }

  private static void min(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      v.min(w).intoArray(y, yo + i);
    }
  }

  private static void greater(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.GT, w)).intoArray(y, yo + i);
    }
  }

  private static void greaterEqual(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.GE, w)).intoArray(y, yo + i);
    }
  }

  private static void equal(int end, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector.zero(SPECIES).blend(1f, v.compare(VectorOperators.EQ, w)).intoArray(y, yo + i);
    }
  }

  static void select(
      int n, float[] condition, int conditionO, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    int end = SPECIES.loopBound(n);
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bo + i);
      FloatVector c = FloatVector.fromArray(SPECIES, condition, conditionO + i);
      w.blend(v, c.compare(VectorOperators.NE, 0f)).intoArray(y, yo + i);
    }
    ScalarElementwise.select(
        n - end, condition, conditionO + end, a, ao + end, b, bo + end, y, yo + end);
  }
}
