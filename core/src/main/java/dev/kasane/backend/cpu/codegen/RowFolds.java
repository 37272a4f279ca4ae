package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Lanes;

/** Sums and maxima over a row, in one, two or four vectors and then over their lanes, always in the same order. */
final class RowFolds {

  private static final String[] HALVES = {"HALF", "QUARTER", "EIGHTH", "SIXTEENTH"};

  private final VectorCode to;
  private final LaneMath math;
  private final int vectors;

  RowFolds(VectorCode to, LaneMath math, int vectors) {
    this.to = to;
    this.math = math;
    this.vectors = vectors;
  }

  /** Variables of their own, all lanes of which are a number. */
  int[] begin(float number) {
    int[] folds = new int[vectors];
    for (int i = 0; i < vectors; i++) {
      folds[i] = to.vector();
      to.code.aload(math.all(number)).astore(folds[i]);
    }
    math.keepNone();
    return folds;
  }

  /** {@code fold = max(fold, x)}. */
  void larger(int fold, int x) {
    to.code.aload(math.blend(fold, x, math.compare("GT", x, fold))).astore(fold);
    math.keepNone();
  }

  /** {@code fold = fold + x}; takes no variable back. */
  void add(int fold, int x) {
    to.code.aload(math.add(fold, x)).astore(fold);
  }

  /** The largest of all, in all lanes of the first variable. */
  int largest(int[] folds) {
    for (int i = 1; i < folds.length; i++) {
      larger(folds[0], folds[i]);
    }
    for (int h = 0; 1 << h < Lanes.COUNT; h++) {
      larger(folds[0], math.rearranged(folds[0], HALVES[h]));
    }
    return folds[0];
  }

  /** The sum of all, in all lanes of the first variable: {@code s[i] += s[i + h]} for h = 8, 4, 2, 1. */
  int sum(int[] folds) {
    for (int h = folds.length / 2; h > 0; h /= 2) {
      for (int i = 0; i < h; i++) {
        add(folds[i], folds[i + h]);
      }
    }
    for (int h = 0; 1 << h < Lanes.COUNT; h++) {
      add(folds[0], math.rearranged(folds[0], HALVES[h]));
    }
    math.keepNone();
    return folds[0];
  }
}
