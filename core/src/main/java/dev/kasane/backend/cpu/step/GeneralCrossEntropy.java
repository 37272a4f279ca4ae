package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.plan.Step;

/**
 * Rows of a softmax with its cross entropy by the general kernels, one after the other: the operations of {@link
 * dev.kasane.backend.cpu.codegen.CrossEntropyRows}, so that both give the same bits.
 */
final class GeneralCrossEntropy {

  private final Kernels kernels;
  private final int classes;
  private final int pitch;
  private final boolean indices;
  private final boolean negated;
  private final boolean gradient;
  private final boolean probabilities;
  private final int shareStep;

  GeneralCrossEntropy(Step.CrossEntropy step, Kernels kernels, boolean sharePerRow) {
    this.kernels = kernels;
    classes = step.inputs().getFirst().layout().cols();
    pitch = step.inputs().getFirst().layout().pitch();
    indices = step.indices();
    negated = step.negated();
    gradient = step.gradient();
    probabilities = step.probabilities();
    shareStep = sharePerRow ? 1 : 0;
  }

  /** Scratch for a row of logarithms and one of products, and for a number. */
  int scratchFloats() {
    return 2 * classes + 1;
  }

  void run(
      float[] scratch, int rows, float[] z, int zo, float[] t, int to, float[] share, int so, float[] loss, int lo,
      float[] dz, int dzo, float[] p, int po) {
    if (probabilities) {
      kernels.softmax(rows, classes, z, zo, pitch, p, po, pitch);
    }
    if (gradient && probabilities) {
      kernels.copy(rows, classes, p, po, pitch, dz, dzo, pitch);
    } else if (gradient) {
      kernels.softmax(rows, classes, z, zo, pitch, dz, dzo, pitch);
    }
    for (int row = 0; row < rows; row++) {
      kernels.logSoftmax(1, classes, z, zo + row * pitch, pitch, scratch, 0, classes);
      float given = gradient ? share[so + row * shareStep] : 0;
      float sum;
      if (indices) {
        sum = classNumber(scratch, t[to + row], given, dz, dzo + row * pitch);
      } else {
        sum = distribution(scratch, t, to + row * pitch, given, dz, dzo + row * pitch);
      }
      loss[lo + row] = negated ? -sum : sum;
    }
  }

  private float classNumber(float[] scratch, float target, float given, float[] dz, int dzo) {
    boolean valid = target >= 0 && target < classes;
    int index = valid ? (int) target : 0;
    float weight = valid ? 1 : 0;
    if (gradient) {
      kernels.binaryScalar(BinaryFunction.MUL, classes, dz, dzo, -(weight * given), dz, dzo);
      dz[dzo + index] += weight * given;
    }
    return weight * scratch[index];
  }

  private float distribution(float[] scratch, float[] t, int to, float given, float[] dz, int dzo) {
    int number = 2 * classes;
    kernels.binary(BinaryFunction.MUL, classes, t, to, scratch, 0, scratch, classes);
    kernels.reduceColumns(ReduceFunction.SUM, 1, classes, scratch, classes, classes, scratch, number, 1, false);
    float sum = scratch[number];
    if (gradient) {
      kernels.reduceColumns(ReduceFunction.SUM, 1, classes, t, to, classes, scratch, number, 1, false);
      kernels.binaryScalar(BinaryFunction.MUL, classes, dz, dzo, -(given * scratch[number]), dz, dzo);
      kernels.binaryScalar(BinaryFunction.MUL, classes, t, to, given, scratch, classes);
      kernels.binary(BinaryFunction.ADD, classes, dz, dzo, scratch, classes, dz, dzo);
    }
    return sum;
  }
}
