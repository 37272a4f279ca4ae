package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;

/**
 * Matrix products. A unit is a sample's rows of the left matrix (and of the result); or one matrix of a stack; or, when
 * the left matrix is transposed and both count samples, a sample's rows of both, summed up.
 */
final class MatMulStep extends BoundStep {

  private static final int ROWS_PER_CHUNK = 32;

  private final Kernels kernels;
  private final Ref a;
  private final Ref b;
  private final Ref c;
  private final boolean partial;
  private final boolean stacked;
  private final int units;
  private final int perUnit;
  private final int m;
  private final int n;
  private final int k;
  private final int ai;
  private final int ap;
  private final int bp;
  private final int ci;
  private final int aMatrix;
  private final int bMatrix;
  private final int cMatrix;

  MatMulStep(Step.Primitive step, Op.MatMul op, Memory memory, Kernels kernels, int samples) {
    this.kernels = kernels;
    Operand left = step.inputs().get(0);
    Operand right = step.inputs().get(1);
    Operand result = step.output();
    Layout la = left.layout();
    boolean transposed = op.transposeA();
    partial = step.split() == Step.Split.PARTIAL;
    stacked = la.shape().rank() > 2;
    m = result.shape().dim(-2);
    n = result.layout().pitch();
    k = la.shape().dim(transposed ? -2 : -1);
    ai = transposed ? 1 : la.pitch();
    ap = transposed ? la.pitch() : 1;
    bp = right.layout().pitch();
    ci = result.layout().pitch();
    aMatrix = la.shape().dim(-2) * la.pitch();
    bMatrix = k * bp;
    cMatrix = m * ci;
    if (stacked) {
      int matrices = result.layout().size() / cMatrix;
      units = step.split() == Step.Split.BATCH ? samples : matrices;
      perUnit = matrices / units;
      a = memory.rows(left, units);
      b = memory.rows(right, units);
      c = memory.rows(result, units);
    } else if (partial) {
      units = samples;
      perUnit = k / samples;
      a = memory.rows(left, units);
      b = memory.rows(right, units);
      c = memory.whole(result);
    } else {
      units = step.split() == Step.Split.BATCH ? samples : m;
      perUnit = m / units;
      a = memory.ref(left, perUnit * ai);
      b = memory.whole(right);
      c = memory.ref(result, perUnit * ci);
    }
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int unitsPerChunk() {
    return stacked ? 1 : ROWS_PER_CHUNK;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] x = a.array(frame);
    float[] w = b.array(frame);
    float[] y = c.array(frame);
    int count = (to - from) * perUnit;
    if (stacked) {
      for (int i = 0; i < count; i++) {
        kernels.contract(
            m, n, k, 1,
            x, a.at(frame, from) + i * aMatrix, ai, ap, 0,
            w, b.at(frame, from) + i * bMatrix, bp, 0,
            y, c.at(frame, from) + i * cMatrix, ci, false);
      }
    } else if (partial) {
      kernels.contract(
          m, n, count, 1,
          x, a.at(frame, from), ai, ap, 0,
          w, b.at(frame, from), bp, 0,
          y, c.at(frame, from), ci, !first);
    } else {
      kernels.contract(
          count, n, k, 1,
          x, a.at(frame, from), ai, ap, 0,
          w, b.at(frame, from), bp, 0,
          y, c.at(frame, from), ci, false);
    }
  }
}
