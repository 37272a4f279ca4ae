package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.FinishedContraction;
import dev.kasane.backend.cpu.codegen.TileFinish;
import dev.kasane.graph.Op;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.ElementwiseProgram;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A product whose tiles become what is made of it before they leave the registers. */
final class FinishedProductStep extends BoundStep {

  private final FinishedContraction product;
  private final ElementwiseOperands operands;
  private final Ref a;
  private final Ref b;
  private final int rows;
  private final int unitsPerRow;

  private FinishedProductStep(
      FinishedContraction product, ElementwiseOperands operands, Ref a, Ref b, int rows) {
    this.product = product;
    this.operands = operands;
    this.a = a;
    this.b = b;
    this.rows = rows;
    unitsPerRow = operands.units / rows;
  }

  /** The step, or null if there are no such tiles for it. */
  static @Nullable BoundStep bind(Step.ProductThen step, Memory memory, int samples, int pieces) {
    Operand left = step.product().inputs().get(0);
    Operand right = step.product().inputs().get(1);
    Layout result = step.product().output().layout();
    boolean transposed = ((Op.MatMul) step.product().op()).transposeA();
    int pitch = left.layout().pitch();
    int ai = transposed ? 1 : pitch;
    FinishedContraction product =
        FinishedContraction.of(
            result.pitch(), left.shape().dim(transposed ? -2 : -1), ai, transposed ? pitch : 1,
            right.layout().pitch(), result.pitch(), finish(step, memory));
    return product == null
        ? null
        : new FinishedProductStep(
            product, new ElementwiseOperands(step.after(), memory, samples, pieces), memory.ref(left, ai),
            memory.whole(right), result.rows());
  }

  private static TileFinish finish(Step.ProductThen step, Memory memory) {
    ElementwiseProgram program = step.after().program();
    List<Optional<Float>> numbers = new ArrayList<>();
    for (int r = 0; r < program.inputs(); r++) {
      Buffer buffer = step.after().inputs().get(r).buffer();
      boolean known = program.access().get(r) == Access.SCALAR && buffer.space() == Buffer.Space.CONSTANT;
      numbers.add(known ? Optional.of(memory.array(buffer)[0]) : Optional.empty());
    }
    return new TileFinish(
        program.access(), List.copyOf(numbers), program.instructions(), program.outputs(),
        step.after().inputs().indexOf(step.product().output()));
  }

  @Override
  public int units() {
    return rows;
  }

  @Override
  public int unitsPerChunk() {
    return MatMulStep.ROWS_PER_CHUNK;
  }

  @Override
  public void prepare(int units) {
    product.prepare(units);
  }

  @Override
  public int registers() {
    return operands.in.length + operands.out.length;
  }

  @Override
  public String kernel() {
    return product.kernel();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    int inputs = operands.in.length;
    for (int r = 0; r < inputs; r++) {
      frame.arrays[r] = operands.in[r].array(frame);
      frame.offsets[r] = operands.in[r].at(frame, operands.access[r] == Access.FULL ? from * unitsPerRow : 0);
    }
    for (int o = 0; o < operands.out.length; o++) {
      frame.arrays[inputs + o] = operands.out[o].array(frame);
      frame.offsets[inputs + o] = operands.out[o].at(frame, from * unitsPerRow);
    }
    product.run(
        to - from, a.array(frame), a.at(frame, from), b.array(frame), b.at(frame, 0), frame.arrays, frame.offsets);
  }
}
