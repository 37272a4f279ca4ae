package dev.kasane.backend.cpu.step;

import org.jspecify.annotations.Nullable;

/** Where an operand lies: in a fixed array, or in the memory of whichever worker asks, for its tile or its chain. */
public final class Ref {

  private final float @Nullable [] fixed;
  private final int base;
  private final int perUnit;
  private final int perPiece;
  private final boolean inner;

  private Ref(float @Nullable [] fixed, boolean inner, int base, int perUnit, int perPiece) {
    this.fixed = fixed;
    this.base = base;
    this.perUnit = perUnit;
    this.perPiece = perPiece;
    this.inner = inner;
  }

  /** In an array shared by all; {@code perUnit} is 0 for what all units share. */
  static Ref shared(float[] array, int base, int perUnit) {
    return new Ref(array, false, base, perUnit, 0);
  }

  /** One copy for each piece of the batch. */
  static Ref partial(float[] array, int base, int size) {
    return new Ref(array, false, base, 0, size);
  }

  /** In the worker's memory for its tile. */
  static Ref local(int base, int perUnit) {
    return new Ref(null, false, base, perUnit, 0);
  }

  /** In the worker's memory for the samples of a chain. */
  static Ref inner(int base, int perUnit) {
    return new Ref(null, true, base, perUnit, 0);
  }

  float[] array(Frame frame) {
    float[] array = fixed;
    if (array != null) {
      return array;
    }
    return inner ? frame.inner : frame.local;
  }

  /** The position of a unit's first element. */
  int at(Frame frame, int unit) {
    if (fixed == null) {
      return base + (unit - (inner ? frame.innerStart : frame.tileStart)) * perUnit;
    }
    return base + unit * perUnit + frame.piece * perPiece;
  }
}
