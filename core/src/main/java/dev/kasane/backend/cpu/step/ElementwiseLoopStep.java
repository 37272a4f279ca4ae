package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.ElementwiseKernel;
import dev.kasane.backend.cpu.codegen.ElementwiseLoop;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.ElementwiseProgram;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.Operand;
import dev.kasane.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs an element-wise program as one generated loop over whole vectors. The elements that are left over are copied to
 * a vector in scratch memory, and their results back, so that the same loop computes them too.
 */
final class ElementwiseLoopStep extends BoundStep {

  /** Floats of scratch for what is repeated along or across rows that are no whole vectors. */
  private static final int BLOCK = 1024;

  /** Floats from which a thread's part is worth handing out. */
  private static final int CHUNK = 8192;

  /** How rows are walked through. */
  private enum Walk {
    /** The loop knows the rows, or there are none. */
    ALL,
    /** Many short rows at once; what differs between them is written out in scratch, for a block of rows. */
    BLOCKS,
    /** The loop sees one row after the other. */
    ROWS
  }

  private final Access[] access;
  private final Ref[] in;
  private final Ref[] out;
  private final int lanes;
  private final int cols;
  private final int perUnit;
  private final int units;
  private final int pieces;
  private final int total;
  private final Walk walk;
  private final int block;
  private final int[] slot;
  private final int slots;
  private final int tail;
  private final int scratch;
  private final ElementwiseKernel kernel;
  private final String description;

  private ElementwiseLoopStep(Step.Elementwise step, Memory memory, int lanes, int samples, int pieces) {
    this.lanes = lanes;
    this.pieces = pieces;
    ElementwiseProgram program = step.program();
    boolean batch = step.split() == Step.Split.BATCH;
    total = step.outputs().getFirst().layout().size();
    cols = program.cols();
    perUnit = batch ? total / samples : Math.max(1, cols);
    units = total / perUnit;
    // rows of one element: what is read by column is read element by element
    access =
        program.access().stream()
            .map(how -> cols == 1 && how == Access.COLUMN ? Access.FULL : how)
            .map(how -> cols == 1 && how == Access.ROW ? Access.SCALAR : how)
            .toArray(Access[]::new);
    in = new Ref[access.length];
    for (int r = 0; r < in.length; r++) {
      in[r] = input(memory, access[r], step.inputs().get(r));
    }
    out = step.outputs().stream().map(o -> memory.ref(o, perUnit)).toArray(Ref[]::new);
    boolean byRow = Arrays.stream(access).anyMatch(how -> how == Access.ROW || how == Access.COLUMN);
    int repeat = byRow ? cols / gcd(cols, lanes) * lanes : lanes;
    walk = !byRow || cols % lanes == 0 ? Walk.ALL : repeat <= BLOCK ? Walk.BLOCKS : Walk.ROWS;
    block = BLOCK / repeat * repeat;
    slot = new int[access.length];
    slots = assignSlots();
    tail = slots * BLOCK;
    scratch = tail + tailFloats();
    ElementwiseLoop loop =
        new ElementwiseLoop(
            Arrays.stream(access).map(this::inLoop).toList(),
            numbers(step, memory),
            program.instructions(),
            program.outputs(),
            byRow && walk == Walk.ALL ? cols : 0,
            program.access().contains(Access.PARTIALS) ? pieces : 0);
    kernel = loop.kernel();
    int operations = program.instructions().size();
    description = "generated loop, " + operations + (operations == 1 ? " operation" : " operations");
  }

  /** The step as a generated loop if there is one for it, else block by block. */
  static BoundStep bind(
      Step.Elementwise step, Memory memory, Kernels kernels, boolean generates, int samples, int pieces) {
    if (!generates) {
      return new ElementwiseStep(step, memory, kernels, samples, pieces, "");
    }
    ElementwiseProgram program = step.program();
    int size = step.outputs().getFirst().layout().size();
    Optional<String> obstacle = ElementwiseLoop.obstacle(program.inputs(), program.instructions(), size);
    return obstacle.isPresent()
        ? new ElementwiseStep(step, memory, kernels, samples, pieces, obstacle.get())
        : new ElementwiseLoopStep(step, memory, kernels.lanes(), samples, pieces);
  }

  private Ref input(Memory memory, Access how, Operand operand) {
    return switch (how) {
      case FULL -> memory.ref(operand, perUnit);
      case ROW, SCALAR -> memory.whole(operand);
      case COLUMN -> memory.ref(operand, perUnit / cols);
      case PARTIALS -> Ref.shared(memory.array(operand.buffer()), operand.buffer().offset(), perUnit);
    };
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private int assignSlots() {
    int count = 0;
    for (int r = 0; r < access.length; r++) {
      boolean repeated = access[r] == Access.ROW || access[r] == Access.COLUMN;
      slot[r] = repeated && walk == Walk.BLOCKS ? BLOCK * count++ : -1;
    }
    return count;
  }

  private int tailFloats() {
    int vectors = out.length;
    for (Access how : access) {
      vectors += how == Access.PARTIALS ? pieces : 1;
    }
    return vectors * lanes;
  }

  /** How the loop reads an input. */
  private Access inLoop(Access how) {
    return switch (walk) {
      case ALL -> how;
      case BLOCKS -> how == Access.ROW || how == Access.COLUMN ? Access.FULL : how;
      case ROWS -> how == Access.ROW ? Access.FULL : how == Access.COLUMN ? Access.SCALAR : how;
    };
  }

  /** The values of inputs that are one number which is part of the plan. */
  private List<Optional<Float>> numbers(Step.Elementwise step, Memory memory) {
    List<Optional<Float>> numbers = new ArrayList<>();
    for (int r = 0; r < access.length; r++) {
      Buffer buffer = step.inputs().get(r).buffer();
      boolean known = access[r] == Access.SCALAR && buffer.space() == Buffer.Space.CONSTANT;
      numbers.add(known ? Optional.of(memory.array(buffer)[0]) : Optional.empty());
    }
    return List.copyOf(numbers);
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public int unitsPerChunk() {
    return Math.max(1, CHUNK / perUnit);
  }

  @Override
  public int scratchFloats() {
    return scratch;
  }

  @Override
  public int registers() {
    return in.length + out.length;
  }

  @Override
  public String kernel() {
    return description;
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    int n = (to - from) * perUnit;
    switch (walk) {
      case ALL -> part(frame, from, 0, n);
      case BLOCKS -> {
        repeatRows(frame);
        for (int i = 0; i < n; i += block) {
          int length = Math.min(block, n - i);
          repeatColumns(frame, from, i / cols, length);
          part(frame, from, i, length);
        }
      }
      case ROWS -> {
        for (int i = 0; i < n; i += cols) {
          part(frame, from, i, cols);
        }
      }
    }
  }

  private void repeatRows(Frame frame) {
    for (int r = 0; r < access.length; r++) {
      if (access[r] == Access.ROW) {
        float[] row = in[r].array(frame);
        int offset = in[r].at(frame, 0);
        for (int i = 0; i < block; i += cols) {
          System.arraycopy(row, offset, frame.scratch, slot[r] + i, cols);
        }
      }
    }
  }

  private void repeatColumns(Frame frame, int unit, int row, int n) {
    for (int r = 0; r < access.length; r++) {
      if (access[r] == Access.COLUMN) {
        float[] column = in[r].array(frame);
        int offset = in[r].at(frame, unit) + row;
        for (int i = 0, k = 0; i < n; i += cols, k++) {
          Arrays.fill(frame.scratch, slot[r] + i, slot[r] + i + cols, column[offset + k]);
        }
      }
    }
  }

  /** n elements from index i after the beginning of a unit. */
  private void part(Frame frame, int unit, int i, int n) {
    float[][] arrays = frame.arrays;
    int[] offsets = frame.offsets;
    for (int r = 0; r < in.length; r++) {
      boolean repeated = slot[r] >= 0;
      arrays[r] = repeated ? frame.scratch : in[r].array(frame);
      offsets[r] = repeated ? slot[r] : first(frame, r, unit, i);
    }
    for (int o = 0; o < out.length; o++) {
      arrays[in.length + o] = out[o].array(frame);
      offsets[in.length + o] = out[o].at(frame, unit) + i;
    }
    int rest = n % lanes;
    if (rest < n) {
      kernel.run(n - rest, arrays, offsets, total);
    }
    if (rest > 0) {
      rest(frame, unit, i + n - rest, n - rest, rest);
    }
  }

  private int first(Frame frame, int r, int unit, int i) {
    return switch (access[r]) {
      case FULL, PARTIALS -> in[r].at(frame, unit) + i;
      case ROW, SCALAR -> in[r].at(frame, 0);
      case COLUMN -> in[r].at(frame, unit) + i / cols;
    };
  }

  /** Fewer elements than a vector has, left over after {@code done} others: index i after the beginning of the unit. */
  private void rest(Frame frame, int unit, int i, int done, int n) {
    float[][] arrays = frame.arrays;
    int[] offsets = frame.offsets;
    float[] memory = frame.scratch;
    int at = tail;
    for (int r = 0; r < in.length; r++) {
      Access how = inLoop(access[r]);
      if (how == Access.SCALAR) {
        continue;
      }
      int begin = at;
      for (int piece = 0; piece < (how == Access.PARTIALS ? pieces : 1); piece++) {
        System.arraycopy(arrays[r], offsets[r] + done + piece * total, memory, at, n);
        at += lanes;
      }
      arrays[r] = memory;
      offsets[r] = begin;
    }
    int results = at;
    for (int o = in.length; o < in.length + out.length; o++) {
      arrays[o] = memory;
      offsets[o] = at;
      at += lanes;
    }
    kernel.run(lanes, arrays, offsets, lanes);
    for (int o = 0; o < out.length; o++) {
      float[] target = out[o].array(frame);
      System.arraycopy(memory, results + o * lanes, target, out[o].at(frame, unit) + i, n);
    }
  }
}
