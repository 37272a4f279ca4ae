package dev.kasane.backend.cpu.codegen;

import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import java.util.List;
import java.util.Optional;

/**
 * What is made of the sums of a tile, element by element, before anything is stored.
 *
 * @param access how each input is read: by element, by column of the product ({@link Access#ROW}), or one for all
 * @param numbers for each input its value, if it is one number that never changes
 * @param instructions see {@code ElementwiseProgram}
 * @param outputs registers that are stored
 * @param product which input is the tile
 */
public record TileFinish(
    List<Access> access, List<Optional<Float>> numbers, List<Instruction> instructions, List<Integer> outputs,
    int product) {

  /**
   * As many vector instructions, loads and stores as may follow a tile. A plain update, 144 of them, costs a product of
   * 784 × 100 × 64 numbers 1.5 us instead of the 4 us of a loop after each part; with momentum, 264, it is 7 us both
   * ways, since the operands' streams then compete with the tile for registers.
   */
  private static final int LARGEST = 192;

  /** Whether a tile can be finished like this. */
  boolean fits(int vectorsOfTile) {
    int weight = ElementwiseEmitter.weight(instructions) + access.size() + outputs.size();
    return ElementwiseEmitter.obstacle(instructions).isEmpty()
        && weight * vectorsOfTile <= LARGEST
        && access.stream().allMatch(how -> how == Access.FULL || how == Access.ROW || how == Access.SCALAR);
  }
}
