package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.Contraction;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products. A unit is a sample's rows of the left matrix (and of the result); or one matrix of a stack; or, when
 * the left matrix is transposed and both count samples, a sample's rows of both, summed up.
 */
final class MatMulStep extends BoundStep {

  /** Rows of the result from which a thread's part is worth handing out. */
  static final int ROWS_PER_CHUNK = 48;

  private final Contraction product;
  private final Contraction.@Nullable Open sum;
  private final Ref a;
  private final Ref b;
  private final Ref c;
  private final boolean stacked;
  private final int units;
  private final int perUnit;
  private final int m;
  private final int aMatrix;
  private final int bMatrix;
  private final int cMatrix;

  MatMulStep(Step.Primitive step, Op.MatMul op, Memory memory, Kernels kernels, boolean generate, int samples) {
    Operand left = step.inputs().get(0);
    Operand right = step.inputs().get(1);
    Operand result = step.output();
    Layout la = left.layout();
    boolean transposed = op.transposeA();
    final boolean partial = step.split() == Step.Split.PARTIAL;
    stacked = la.shape().rank() > 2;
    m = result.shape().dim(-2);
    final int used = result.layout().cols();
    final int n = result.layout().pitch();
    final int k = la.shape().dim(transposed ? -2 : -1);
    final int ai = transposed ? 1 : la.pitch();
    final int ap = transposed ? la.pitch() : 1;
    final int bp = right.layout().pitch();
    final int ci = result.layout().pitch();
    aMatrix = la.shape().dim(-2) * la.pitch();
    bMatrix = k * bp;
    cMatrix = m * ci;
    product = Contraction.of(kernels, generate, used, n, k, ai, ap, bp, ci);
    sum = partial && !stacked ? Contraction.open(kernels, generate, m, used, n, ai, ap, bp, ci) : null;
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
  public String kernel() {
    return sum != null ? sum.kernel() : product.kernel();
  }

  @Override
  public void prepare(int units) {
    if (sum == null) {
      product.prepare(stacked ? m : units * perUnit);
    }
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] x = a.array(frame);
    float[] w = b.array(frame);
    float[] y = c.array(frame);
    int count = (to - from) * perUnit;
    if (stacked) {
      for (int i = 0; i < count; i++) {
        product.run(
            m, x, a.at(frame, from) + i * aMatrix, w, b.at(frame, from) + i * bMatrix, y,
            c.at(frame, from) + i * cMatrix, false);
      }
    } else if (sum != null) {
      int result = c.at(frame, from);
      if (first) {
        Arrays.fill(y, result, result + cMatrix, 0f);
      }
      sum.run(count, x, a.at(frame, from), w, b.at(frame, from), y, result);
    } else {
      product.run(count, x, a.at(frame, from), w, b.at(frame, from), y, c.at(frame, from), false);
    }
  }
}
