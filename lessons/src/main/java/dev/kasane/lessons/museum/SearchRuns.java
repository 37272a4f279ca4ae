package dev.kasane.lessons.museum;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.magic.MagicNet;
import dev.kasane.convnetjs.magic.MagicNetOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Defects of MagicNet: each method gives the numbers of one chart or table. */
final class SearchRuns {

  private static final int SEEDS = 6;

  private SearchRuns() {}

  /** Accuracy on 300 new points, by how many points the search had: nets of the last fold against retrained ones. */
  static Pair lastFold() {
    double[] sizes = {16, 28, 48, 80};
    return new Pair(sizes, accuracies(sizes, false), accuracies(sizes, true));
  }

  private static double[] accuracies(double[] sizes, boolean retrain) {
    double[] mean = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        mean[i] += accuracy((int) sizes[i], seed, retrain) / SEEDS;
      }
    }
    return mean;
  }

  private static double accuracy(int size, long seed, boolean retrain) {
    Rand rand = Rand.seeded(seed);
    List<Vol> points = new ArrayList<>();
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      points.add(point(rand));
      // the first four are of four classes, so that none is missing
      while (i < 4 && label(points.get(i)) != i) {
        points.set(i, point(rand));
      }
      labels[i] = label(points.get(i));
    }
    String options = "{num_candidates: 6, num_folds: 3, num_epochs: 30, ensemble_size: 1, batch_size_min: 2,"
        + " batch_size_max: 5, l2_decay_min: -6, l2_decay_max: -4, learning_rate_min: -2, learning_rate_max: -1,"
        + " neurons_min: 8, train_ratio: 0.5, threads: 1, partition: false, "
        + "retrain: " + retrain + ", seed: " + seed + "}";
    MagicNet search = new MagicNet(points, labels, MagicNetOptions.parse(options)).run();
    int right = 0;
    for (int i = 0; i < 300; i++) {
      Vol x = point(rand);
      right += search.predict(x) == label(x) ? 1 : 0;
    }
    return right / 300.0;
  }

  private static Vol point(Rand rand) {
    return Vol.of(rand.randf(-1, 1), rand.randf(-1, 1));
  }

  /** Four stripes across the square. */
  private static int label(Vol x) {
    return (int) Math.floor((x.w()[0] + x.w()[1] + 2) * 0.9999);
  }

  /** What the first net of an ensemble answers, and what stands there after the ensemble has answered. */
  record Answer(double before, double after) {}

  /** The first net's probability of class 0, read from its last layer. */
  static Answer output(Mode mode) {
    List<Vol> points = new ArrayList<>();
    int[] labels = new int[12];
    Rand rand = Rand.seeded(1);
    for (int i = 0; i < labels.length; i++) {
      points.add(point(rand));
      labels[i] = i % 2;
    }
    MagicNet search = new MagicNet(points, labels,
        MagicNetOptions.of(Map.of("num_candidates", 5, "num_folds", 2, "threads", 1, "seed", 3), mode));
    Vol x = Vol.of(1, -1);
    double before = search.candidates().getFirst().net().forward(x).w()[0];
    search.predictSoft(x);
    var last = search.candidates().getFirst().net().layers().getLast();
    return new Answer(before, Objects.requireNonNull(last.outAct()).w()[0]);
  }

  /** Hidden neurons of layers drawn when the boxes say 5 to 30: sorted sizes of the first hidden layer of 40 nets. */
  static Pair neurons() {
    double[] asOnThePage = neurons(5);
    double[] asMeant = neurons(30);
    return new Pair(Toys.range(asMeant.length, 1, 1), asOnThePage, asMeant);
  }

  private static double[] neurons(int max) {
    MagicNetOptions options = MagicNetOptions.of(
        Map.of("num_candidates", 200, "num_folds", 2, "neurons_min", 5, "neurons_max", max, "threads", 1, "seed", 1),
        Mode.CORRECT);
    List<Vol> points = List.of(Vol.of(0), Vol.of(1), Vol.of(2), Vol.of(3));
    MagicNet search = new MagicNet(points, new int[] {0, 1, 0, 1}, options);
    return search.candidates().stream()
        .map(candidate -> candidate.net().layers())
        .filter(layers -> layers.size() > 3)
        .mapToDouble(layers -> layers.get(1).outDepth())
        .limit(40)
        .sorted()
        .toArray();
  }
}
