package dev.kasane.backend.cpu.step;

import dev.kasane.plan.ElementwiseProgram.Access;
import java.util.Arrays;

/**
 * Operands of short rows, written out in scratch memory for a block of rows at once, so that a loop over vectors need
 * not know where rows end.
 */
final class RowBlocks {

  private static final int BLOCK = 1024;

  private final ElementwiseOperands operands;
  private final int block;
  private final int[] slot;
  private final int floats;

  /** Where {@code period} elements are whole rows and whole vectors, as is a block. */
  RowBlocks(ElementwiseOperands operands, int period) {
    this.operands = operands;
    block = BLOCK / period * period;
    slot = new int[operands.access.length];
    int count = 0;
    for (int r = 0; r < slot.length; r++) {
      Access how = operands.access[r];
      slot[r] = how == Access.ROW || how == Access.COLUMN ? block * count++ : -1;
    }
    floats = block * count;
  }

  /** Whether a block holds so many elements. */
  static boolean fits(int period) {
    return period <= BLOCK;
  }

  /** Elements of a block. */
  int block() {
    return block;
  }

  /** Scratch it takes, from the beginning. */
  int floats() {
    return floats;
  }

  /** Where an input is written out; negative if it is not. */
  int slot(int input) {
    return slot[input];
  }

  /** Repeats what all rows share; it then serves for all blocks. */
  void writeRows(Frame frame) {
    for (int r = 0; r < slot.length; r++) {
      if (operands.access[r] == Access.ROW) {
        float[] row = operands.in[r].array(frame);
        int offset = operands.in[r].at(frame, 0);
        for (int i = 0; i < block; i += operands.cols) {
          System.arraycopy(row, offset, frame.scratch, slot[r] + i, operands.cols);
        }
      }
    }
  }

  /** Repeats what has one element for each row along n elements, beginning with a row of a unit. */
  void writeColumns(Frame frame, int unit, int row, int n) {
    for (int r = 0; r < slot.length; r++) {
      if (operands.access[r] == Access.COLUMN) {
        float[] column = operands.in[r].array(frame);
        int offset = operands.in[r].at(frame, unit) + row;
        for (int i = 0, k = 0; i < n; i += operands.cols, k++) {
          Arrays.fill(frame.scratch, slot[r] + i, slot[r] + i + operands.cols, column[offset + k]);
        }
      }
    }
  }
}
