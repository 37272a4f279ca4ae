package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.ElementwiseProgram;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs an element-wise program block by block: each instruction goes over a block that stays in the first-level cache,
 * so that memory is passed over once however long the program is.
 */
final class ElementwiseStep extends BoundStep {

  /** Floats of a block: large enough that calls cost little, small enough that a dozen blocks stay in 32 kB. */
  private static final int BLOCK = 1024;

  private final Kernels kernels;
  private final ElementwiseOperands operands;
  private final Code[] code;
  private final int[] slotOf;
  private final int slots;
  private final int[] outputOf;
  private final boolean[] deferred;
  private final boolean[] summed;
  private final String obstacle;

  /** An instruction in the form the loop reads. */
  private record Code(
      @Nullable UnaryFunction unary, @Nullable BinaryFunction binary, int a, int b, int c, int result) {}

  /**
   * Makes one.
   *
   * @param obstacle why there is no faster kernel; empty if none was wanted
   */
  ElementwiseStep(Step.Elementwise step, Memory memory, Kernels kernels, int samples, int pieces, String obstacle) {
    this.obstacle = obstacle;
    this.kernels = kernels;
    operands = new ElementwiseOperands(step, memory, samples, pieces);
    ElementwiseProgram program = step.program();
    code = code(program);
    outputOf = new int[program.registers()];
    Arrays.fill(outputOf, -1);
    deferred = new boolean[program.registers()];
    for (int i = 0; i < operands.out.length; i++) {
      int register = program.outputs().get(i);
      outputOf[register] = i;
      deferred[register] = readLater(program, step.inputs(), step.outputs().get(i).buffer(), register);
    }
    summed = new boolean[program.registers()];
    for (int register : operands.summed) {
      summed[register] = true;
    }
    slotOf = new int[program.registers()];
    slots = assignSlots(program);
  }

  private static Code[] code(ElementwiseProgram program) {
    Code[] code = new Code[program.instructions().size()];
    for (int i = 0; i < code.length; i++) {
      int result = program.inputs() + i;
      code[i] =
          switch (program.instructions().get(i)) {
            case Instruction.Unary u -> new Code(u.f(), null, u.a(), -1, -1, result);
            case Instruction.Binary b -> new Code(null, b.f(), b.a(), b.b(), -1, result);
            case Instruction.Select s -> new Code(null, null, s.condition(), s.a(), s.b(), result);
          };
    }
    return code;
  }

  /** Whether the program still reads memory that storing a register would overwrite. */
  private static boolean readLater(ElementwiseProgram program, List<Operand> inputs, Buffer target, int register) {
    for (int i = register - program.inputs() + 1; i < program.instructions().size(); i++) {
      for (int read : program.instructions().get(i).reads()) {
        if (read < inputs.size() && inputs.get(read).buffer() == target) {
          return true;
        }
      }
    }
    return false;
  }

  /** A block of scratch for each register that is not read or written in place; blocks are used again. */
  private int assignSlots(ElementwiseProgram program) {
    int inputs = program.inputs();
    int[] lastRead = new int[program.registers()];
    boolean[] filled = new boolean[program.registers()];
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction instruction = program.instructions().get(i);
      for (int read : instruction.reads()) {
        lastRead[read] = i;
        filled[read] |= scalar(read) && instruction instanceof Instruction.Select;
      }
    }
    Arrays.fill(slotOf, -1);
    int count = 0;
    for (int r = 0; r < inputs; r++) {
      boolean inPlace = operands.access[r] == Access.FULL || operands.access[r] == Access.SCALAR && !filled[r];
      slotOf[r] = inPlace ? -1 : count++;
    }
    int permanent = count;
    int[] busyUntil = new int[program.registers() + permanent];
    for (int i = 0; i < program.instructions().size(); i++) {
      int result = inputs + i;
      if (outputOf[result] >= 0 && !deferred[result]) {
        continue;
      }
      int slot = permanent;
      while (slot < count && busyUntil[slot] > i) {
        slot++;
      }
      count = Math.max(count, slot + 1);
      // what is stored or summed up waits in its block to the end
      busyUntil[slot] = outputOf[result] >= 0 || summed[result] ? Integer.MAX_VALUE : lastRead[result];
      slotOf[result] = slot;
    }
    return count;
  }

  @Override
  public int units() {
    return operands.units;
  }

  @Override
  public int unitsPerChunk() {
    return operands.unitsPerChunk();
  }

  @Override
  public int scratchFloats() {
    return slots * BLOCK + operands.sums.length * operands.cols;
  }

  @Override
  public int registers() {
    return slotOf.length;
  }

  @Override
  public String kernel() {
    return (kernels.lanes() > 1 ? "vector blocks" : "scalar blocks") + (obstacle.isEmpty() ? "" : ": " + obstacle);
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    prepare(frame);
    int n = (to - from) * operands.perUnit;
    if (operands.sumsRows()) {
      sumRows(frame, from, n / operands.cols, first);
      return;
    }
    if (operands.cols > BLOCK) {
      for (int row = 0; row < n / operands.cols; row++) {
        for (int col = 0; col < operands.cols; col += BLOCK) {
          block(frame, from, row * operands.cols + col, Math.min(BLOCK, operands.cols - col), row, col);
        }
      }
      return;
    }
    int length = operands.cols == 0 ? BLOCK : BLOCK / operands.cols * operands.cols;
    for (int i = 0; i < n; i += length) {
      block(frame, from, i, Math.min(length, n - i), operands.cols == 0 ? 0 : i / operands.cols, 0);
    }
  }

  private void sumRows(Frame frame, int unit, int rows, boolean first) {
    if (first) {
      operands.clearSums(frame, unit);
    }
    int cols = operands.cols;
    int sums = slots * BLOCK;
    for (int row = 0; row < rows; ) {
      int end = row + operands.sumRows(row, rows);
      Arrays.fill(frame.scratch, sums, sums + operands.sums.length * cols, 0f);
      while (row < end) {
        int count = Math.clamp(BLOCK / cols, 1, end - row);
        for (int col = 0; col < cols; col += BLOCK) {
          int n = cols > BLOCK ? Math.min(BLOCK, cols - col) : count * cols;
          block(frame, unit, row * cols + col, n, row, col);
          addRows(frame, sums + col, n, Math.min(n, cols));
        }
        row += count;
      }
      operands.addSums(frame, unit, sums);
    }
  }

  /** Adds the rows of a block to the sums, one after the other. */
  private void addRows(Frame frame, int to, int n, int cols) {
    for (int s = 0; s < operands.summed.length; s++) {
      int r = operands.summed[s];
      int sum = to + s * operands.cols;
      for (int i = 0; i < n; i += cols) {
        kernels.binary(
            BinaryFunction.ADD, cols, frame.scratch, sum, frame.arrays[r], frame.offsets[r] + i, frame.scratch, sum);
      }
    }
  }

  /** Reads scalars and repeats short rows over a block, once for all blocks. */
  private void prepare(Frame frame) {
    for (int r = 0; r < operands.access.length; r++) {
      if (operands.access[r] == Access.SCALAR) {
        frame.scalars[r] = operands.in[r].array(frame)[operands.in[r].at(frame, 0)];
        if (slotOf[r] >= 0) {
          int slot = slotOf[r] * BLOCK;
          Arrays.fill(frame.scratch, slot, slot + BLOCK, frame.scalars[r]);
          point(frame, r, frame.scratch, slot);
        }
      } else if (operands.access[r] == Access.ROW && operands.cols <= BLOCK) {
        int slot = slotOf[r] * BLOCK;
        float[] row = operands.in[r].array(frame);
        int offset = operands.in[r].at(frame, 0);
        for (int i = 0; i + operands.cols <= BLOCK; i += operands.cols) {
          System.arraycopy(row, offset, frame.scratch, slot + i, operands.cols);
        }
        point(frame, r, frame.scratch, slot);
      }
    }
  }

  private void block(Frame frame, int unit, int i, int n, int row, int col) {
    for (int r = 0; r < operands.access.length; r++) {
      switch (operands.access[r]) {
        case FULL -> point(frame, r, operands.in[r].array(frame), operands.in[r].at(frame, unit) + i);
        case ROW -> {
          if (operands.cols > BLOCK) {
            point(frame, r, operands.in[r].array(frame), operands.in[r].at(frame, 0) + col);
          }
        }
        case COLUMN -> {
          fillColumn(frame, r, unit, n, row);
          point(frame, r, frame.scratch, slotOf[r] * BLOCK);
        }
        case PARTIALS -> {
          sumPartials(frame, r, unit, i, n);
          point(frame, r, frame.scratch, slotOf[r] * BLOCK);
        }
        case SCALAR -> {}
      }
    }
    for (Code instruction : code) {
      int result = instruction.result;
      int output = outputOf[result];
      if (output >= 0 && !deferred[result]) {
        point(frame, result, operands.out[output].array(frame), operands.out[output].at(frame, unit) + i);
      } else {
        point(frame, result, frame.scratch, slotOf[result] * BLOCK);
      }
      execute(frame, instruction, n);
    }
    for (Code instruction : code) {
      int result = instruction.result;
      if (outputOf[result] >= 0 && deferred[result]) {
        Ref target = operands.out[outputOf[result]];
        System.arraycopy(
            frame.arrays[result], frame.offsets[result], target.array(frame), target.at(frame, unit) + i, n);
      }
    }
  }

  private void execute(Frame frame, Code c, int n) {
    float[][] arrays = frame.arrays;
    int[] offsets = frame.offsets;
    float[] y = arrays[c.result];
    int yo = offsets[c.result];
    if (c.unary != null) {
      kernels.unary(c.unary, n, arrays[c.a], offsets[c.a], y, yo);
    } else if (c.binary == null) {
      kernels.select(
          n, arrays[c.a], offsets[c.a], arrays[c.b], offsets[c.b], arrays[c.c], offsets[c.c], y, yo);
    } else if (scalar(c.b)) {
      kernels.binaryScalar(c.binary, n, arrays[c.a], offsets[c.a], frame.scalars[c.b], y, yo);
    } else if (scalar(c.a)) {
      kernels.scalarBinary(c.binary, n, frame.scalars[c.a], arrays[c.b], offsets[c.b], y, yo);
    } else {
      kernels.binary(c.binary, n, arrays[c.a], offsets[c.a], arrays[c.b], offsets[c.b], y, yo);
    }
  }

  private boolean scalar(int register) {
    return register < operands.access.length && operands.access[register] == Access.SCALAR;
  }

  private void fillColumn(Frame frame, int r, int unit, int n, int row) {
    float[] column = operands.in[r].array(frame);
    int offset = operands.in[r].at(frame, unit) + row;
    int slot = slotOf[r] * BLOCK;
    if (operands.cols > BLOCK) {
      Arrays.fill(frame.scratch, slot, slot + n, column[offset]);
      return;
    }
    for (int i = 0, k = 0; i < n; i += operands.cols, k++) {
      Arrays.fill(frame.scratch, slot + i, slot + i + operands.cols, column[offset + k]);
    }
  }

  private void sumPartials(Frame frame, int r, int unit, int i, int n) {
    float[] partials = operands.in[r].array(frame);
    int offset = operands.in[r].at(frame, unit) + i;
    int slot = slotOf[r] * BLOCK;
    System.arraycopy(partials, offset, frame.scratch, slot, n);
    for (int piece = 1; piece < operands.pieces; piece++) {
      kernels.binary(
          BinaryFunction.ADD, n, frame.scratch, slot, partials, offset + piece * operands.total, frame.scratch, slot);
    }
  }

  private static void point(Frame frame, int register, float[] array, int offset) {
    frame.arrays[register] = array;
    frame.offsets[register] = offset;
  }
}
