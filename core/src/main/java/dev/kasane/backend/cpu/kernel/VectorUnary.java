package dev.kasane.backend.cpu.kernel;

import static dev.kasane.backend.cpu.kernel.Lanes.COUNT;
import static dev.kasane.backend.cpu.kernel.Lanes.SPECIES;

import dev.kasane.graph.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of one number. A loop for each, since a loop over a function that varies would not be compiled to vector
 * instructions. What is left of a range goes to the scalar kernels, which give the same bits.
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
      case EXP -> exp(end, x, xo, y, yo);
      case LOG -> log(end, x, xo, y, yo);
      case SOFTPLUS -> softplus(end, x, xo, y, yo);
      case SIGMOID -> sigmoid(end, x, xo, y, yo);
      case TANH -> tanh(end, x, xo, y, yo);
      case RELU -> relu(end, x, xo, y, yo);
      case ERF -> erf(end, x, xo, y, yo);
      case SIN -> trig(f, 0, end, x, xo, y, yo);
      case COS -> trig(f, 1, end, x, xo, y, yo);
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
      VectorMath.sign(v).intoArray(y, yo + i);
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

  private static void exp(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.exp(v).intoArray(y, yo + i);
    }
  }

  private static void log(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.log(v).intoArray(y, yo + i);
    }
  }

  private static void softplus(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.softplus(v).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.sigmoid(v).intoArray(y, yo + i);
    }
  }

  private static void tanh(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.tanh(v).intoArray(y, yo + i);
    }
  }

  private static void relu(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.relu(v).intoArray(y, yo + i);
    }
  }

  private static void erf(int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      VectorMath.erf(v).intoArray(y, yo + i);
    }
  }

  private static void trig(UnaryFunction f, int quarter, int end, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < end; i += COUNT) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      if (v.abs().compare(VectorOperators.GT, FloatMath.TRIG_MAX).anyTrue()) {
        ScalarElementwise.unary(f, COUNT, x, xo + i, y, yo + i);
      } else {
        VectorMath.trig(v, quarter).intoArray(y, yo + i);
      }
    }
  }
}
