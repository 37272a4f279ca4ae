package dev.kasane.backend.cpu.step;

import dev.kasane.graph.Op;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Steps that only move elements: transpose, broadcast, slice, pad, concatenate. */
final class RearrangeStep extends BoundStep {

  /** One input's box and where it lies in source and target. */
  private record Part(Ref source, StridedCopy copy, int sourceOffset, int targetOffset, int rowsPerUnit) {}

  private final List<Part> parts = new ArrayList<>();
  private final Ref target;
  private final int units;
  private final int targetPerUnit;
  private final boolean fills;
  private final float fill;

  private RearrangeStep(Step.Primitive step, Memory memory, int samples, boolean fills, float fill) {
    this.units = step.split() == Step.Split.BATCH ? samples : 1;
    this.target = memory.rows(step.output(), units);
    this.targetPerUnit = step.output().layout().size() / units;
    this.fills = fills;
    this.fill = fill;
  }

  private void add(Memory memory, Operand source, int[] dims, int[] from, int[] to, int sourceOffset, int targetOffset) {
    int rows = dims.length == 0 ? 1 : dims[0];
    int rowStride = dims.length == 0 ? 0 : from[0];
    Ref ref = rowStride == 0 && units > 1 ? memory.whole(source) : memory.rows(source, units);
    parts.add(
        new Part(ref, new StridedCopy(dims, from, to), sourceOffset, targetOffset, rows / units));
  }

  static RearrangeStep transpose(Step.Primitive step, Op.Transpose op, Memory memory, int samples) {
    RearrangeStep bound = new RearrangeStep(step, memory, samples, false, 0);
    Operand x = step.inputs().getFirst();
    int[] strides = Memory.strides(x.layout());
    int[] from = op.permutation().stream().mapToInt(axis -> strides[axis]).toArray();
    bound.add(memory, x, step.output().shape().dims(), from, Memory.strides(step.output().layout()), 0, 0);
    return bound;
  }

  static RearrangeStep broadcast(Step.Primitive step, Memory memory, int samples) {
    RearrangeStep bound = new RearrangeStep(step, memory, samples, false, 0);
    Operand x = step.inputs().getFirst();
    Shape shape = step.output().shape();
    int[] strides = Memory.strides(x.layout());
    int lead = shape.rank() - strides.length;
    int[] from = new int[shape.rank()];
    for (int axis = lead; axis < from.length; axis++) {
      from[axis] = x.shape().dim(axis - lead) == 1 ? 0 : strides[axis - lead];
    }
    bound.add(memory, x, shape.dims(), from, Memory.strides(step.output().layout()), 0, 0);
    return bound;
  }

  static RearrangeStep slice(Step.Primitive step, Op.Slice op, Memory memory, int samples) {
    RearrangeStep bound = new RearrangeStep(step, memory, samples, false, 0);
    Operand x = step.inputs().getFirst();
    int[] from = Memory.strides(x.layout());
    int[] to = Memory.strides(step.output().layout());
    bound.add(memory, x, op.shape().dims(), from, to, dot(op.starts(), from), 0);
    return bound;
  }

  static RearrangeStep pad(Step.Primitive step, Op.Pad op, Memory memory, int samples) {
    RearrangeStep bound = new RearrangeStep(step, memory, samples, true, op.value());
    Operand x = step.inputs().getFirst();
    int[] to = Memory.strides(step.output().layout());
    bound.add(memory, x, x.shape().dims(), Memory.strides(x.layout()), to, 0, dot(op.before(), to));
    return bound;
  }

  static RearrangeStep concat(Step.Primitive step, Op.Concat op, Memory memory, int samples) {
    RearrangeStep bound = new RearrangeStep(step, memory, samples, false, 0);
    int[] to = Memory.strides(step.output().layout());
    int offset = 0;
    for (Operand x : step.inputs()) {
      bound.add(memory, x, x.shape().dims(), Memory.strides(x.layout()), to, 0, offset * to[op.axis()]);
      offset += x.shape().dim(op.axis());
    }
    return bound;
  }

  private static int dot(List<Integer> index, int[] strides) {
    int sum = 0;
    for (int i = 0; i < strides.length; i++) {
      sum += index.get(i) * strides[i];
    }
    return sum;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] out = target.array(frame);
    int yo = target.at(frame, from);
    if (fills) {
      Arrays.fill(out, yo, yo + (to - from) * targetPerUnit, fill);
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      part.copy.run(
          part.source.array(frame), part.source.at(frame, from) + part.sourceOffset, out, yo + part.targetOffset,
          (to - from) * part.rowsPerUnit);
    }
  }
}
