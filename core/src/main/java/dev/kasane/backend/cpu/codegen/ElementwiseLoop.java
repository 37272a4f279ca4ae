package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.kasane.backend.cpu.kernel.Lanes;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;

/**
 * A loop over an element-wise program: the inputs of a vector are loaded, all instructions done in registers, and the
 * outputs stored.
 *
 * @param access how each input is read
 * @param numbers for each input its value, if it is one number that never changes
 * @param instructions see {@code ElementwiseProgram}
 * @param outputs registers that are stored
 * @param sums registers whose rows are summed up
 * @param cols elements of a row, a multiple of the lanes; 0 if no input is read by row or column and nothing is
 *     summed up
 * @param pieces of how many partial values {@link Access#PARTIALS} is the sum; 0 if there is no such input
 */
public record ElementwiseLoop(
    List<Access> access,
    List<Optional<Float>> numbers,
    List<Instruction> instructions,
    List<Integer> outputs,
    List<Integer> sums,
    int cols,
    int pieces) {

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, CD_int, VectorCode.FLOATS.arrayType(), CD_int.arrayType(), CD_int);

  /**
   * As many vector instructions as a loop may have. One takes about a dozen bytes; HotSpot does not compile methods of
   * more than 8,000 bytes, and with more than half of that only with its optimizing compiler, which is late.
   */
  private static final int LARGEST = 240;

  /**
   * As many vector instructions as may wait for each other with little else to do meanwhile. A processor looks some 500
   * instructions ahead: of a long chain it does not see enough of the next vectors to fill the wait. Measured against a
   * loop for each function, one loop of two or three tangents in a row is 10 to 20 % slower, of eight twice as slow;
   * one erf with its products, 43 in a row, is faster.
   */
  private static final int DEEPEST = 45;

  /**
   * With so many times the instructions of the longest chain, the others fill the wait: the cell of an LSTM, 55 in a
   * row of 136, is 1.3 times as fast in one loop.
   */
  private static final int WIDE = 2;

  /** The longest chain of all. Wide programs with longer ones have not been measured. */
  private static final int DEEPEST_WIDE = 80;

  private static final int WARM_VECTORS = 4;

  /** Programs of so many instructions or fewer are not worth copying the elements of half a vector for. */
  private static final int SMALLEST = 3;

  /**
   * Why there is no such loop, or none that is faster; empty if there is one.
   *
   * @param size elements of each output
   */
  public static Optional<String> obstacle(int inputs, List<Instruction> instructions, int size) {
    Optional<String> missing = ElementwiseEmitter.obstacle(instructions);
    if (missing.isPresent()) {
      return missing;
    }
    if (size < Lanes.COUNT && instructions.size() <= SMALLEST) {
      return Optional.of("fewer elements than a vector");
    }
    int weight = ElementwiseEmitter.weight(instructions);
    if (weight > LARGEST) {
      return Optional.of("too many operations for one loop");
    }
    int depth = ElementwiseEmitter.depth(inputs, instructions);
    return depth > (weight >= WIDE * depth ? DEEPEST_WIDE : DEEPEST)
        ? Optional.of("too many operations in a row for one loop")
        : Optional.empty();
  }

  /** The kernel. */
  public ElementwiseKernel kernel() {
    return HiddenKernels.get(
        this,
        ElementwiseKernel.class,
        builder ->
            builder.withMethodBody(
                "run", RUN, ACC_PUBLIC, code -> new ElementwiseLoopWriter(this, new VectorCode(code)).write()),
        kernel -> WarmUp.add(cold(kernel)));
  }

  /** A call for some vectors, or for as many whole rows as have them, with an array of its own for each operand. */
  private WarmUp.Cold cold(ElementwiseKernel kernel) {
    int some = WARM_VECTORS * Lanes.COUNT;
    int n = cols == 0 ? some : Math.ceilDiv(some, cols) * cols;
    float[][] arrays = new float[access.size() + outputs.size() + sums.size()][n * Math.max(1, pieces)];
    int[] offsets = new int[arrays.length];
    int operations = (ElementwiseEmitter.weight(instructions) + arrays.length * Math.max(1, pieces)) * n / Lanes.COUNT;
    return new WarmUp.Cold(
        (tiles, length, a, ao, b, bo, c, co) -> kernel.run(tiles * n, arrays, offsets, n), 0, 0, 0, 0, 0, 0,
        operations);
  }
}
