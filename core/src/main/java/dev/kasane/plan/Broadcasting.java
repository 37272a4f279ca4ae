package dev.kasane.plan;

import dev.kasane.tensor.Shape;

/** How an operand of an element-wise operation lies against the output. */
final class Broadcasting {

  /** The operand's relation to the output. */
  enum Kind {
    /** The same shape. */
    FULL,
    /** One element. */
    SCALAR,
    /** The output's trailing axes, repeated over the leading ones. */
    SUFFIX,
    /** One element for each row of the output. */
    COLUMN,
    /** Anything else. */
    OTHER
  }

  private Broadcasting() {}

  static Kind kind(Shape operand, Shape output) {
    if (operand.size() == 1) {
      return output.size() == 1 ? Kind.FULL : Kind.SCALAR;
    }
    int lead = output.rank() - operand.rank();
    boolean full = lead == 0;
    boolean column = lead == 0 && operand.last() == 1;
    boolean suffix = true;
    boolean inSuffix = false;
    for (int axis = 0; axis < output.rank(); axis++) {
      int size = axis < lead ? 1 : operand.dim(axis - lead);
      boolean same = size == output.dim(axis);
      full &= same;
      column &= same || axis == output.rank() - 1;
      inSuffix |= size != 1;
      suffix &= !inSuffix || same;
    }
    if (full) {
      return Kind.FULL;
    }
    if (suffix) {
      return Kind.SUFFIX;
    }
    return column ? Kind.COLUMN : Kind.OTHER;
  }
}
