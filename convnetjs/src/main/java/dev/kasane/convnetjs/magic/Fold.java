package dev.kasane.convnetjs.magic;

import dev.kasane.convnetjs.Rand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples that train and those that judge.
 *
 * @param train positions of samples to learn from
 * @param test positions of samples to be judged by
 */
public record Fold(int[] train, int[] test) {

  /** Folds each drawn anew: the first {@code floor(ratio * count)} of a random order train, the others judge. */
  static List<Fold> random(int count, int folds, double ratio, Rand rand) {
    List<Fold> made = new ArrayList<>();
    int train = (int) Math.floor(ratio * count);
    for (int i = 0; i < folds; i++) {
      int[] order = rand.randperm(count);
      made.add(new Fold(Arrays.copyOf(order, train), Arrays.copyOfRange(order, train, count)));
    }
    return made;
  }

  /** Folds of one random order: each sample judges in one of them and trains in all others. */
  static List<Fold> partition(int count, int folds, Rand rand) {
    int[] order = rand.randperm(count);
    List<Fold> made = new ArrayList<>();
    for (int i = 0; i < folds; i++) {
      int from = (int) ((long) count * i / folds);
      int to = (int) ((long) count * (i + 1) / folds);
      int[] train = new int[count - (to - from)];
      System.arraycopy(order, 0, train, 0, from);
      System.arraycopy(order, to, train, from, count - to);
      made.add(new Fold(train, Arrays.copyOfRange(order, from, to)));
    }
    return made;
  }
}
