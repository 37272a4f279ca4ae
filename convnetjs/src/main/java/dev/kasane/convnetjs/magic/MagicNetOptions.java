package dev.kasane.convnetjs.magic;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.json.JsonView;
import java.util.Map;
import java.util.Set;

/**
 * Settings of a {@link MagicNet}, with ConvNetJS's names in JSON. The last five are not ConvNetJS's.
 *
 * @param trainRatio share of the data that a random fold trains on, between 0 and 1; 0.7. Not used with {@code
 *     partition}
 * @param numFolds how often each candidate is trained and judged, from 1; 10
 * @param numCandidates how many nets are tried in one batch, from 1; 50
 * @param numEpochs how often a fold's training part is gone through, from 1; 50
 * @param ensembleSize how many of the best nets answer together, from 1; 10
 * @param batchSizeMin smallest batch size drawn, from 1; 10
 * @param batchSizeMax one more than the largest; 300
 * @param l2DecayMin smallest power of ten of the L2 decay; -4
 * @param l2DecayMax largest; 2
 * @param learningRateMin smallest power of ten of the learning rate; -4
 * @param learningRateMax largest; 0
 * @param momentumMin smallest momentum; 0.9
 * @param momentumMax largest; 0.9
 * @param neuronsMin fewest neurons of a hidden layer, from 1; 5
 * @param neuronsMax one more than the most; 30
 * @param mode {@link Mode#CORRECT}; the faithful modes draw folds, candidates and samples in ConvNetJS's order
 * @param partition whether folds are a partition: each sample is judged exactly once. In {@link Mode#CORRECT} true if
 *     there are at least two folds
 * @param retrain whether the nets of the ensemble are trained once more, on all data. In {@link Mode#CORRECT} true
 * @param threads how many candidates are trained at once by {@link MagicNet#run}, from 1; all processors
 * @param seed of all random numbers; 0
 */
public record MagicNetOptions(
    double trainRatio,
    int numFolds,
    int numCandidates,
    int numEpochs,
    int ensembleSize,
    int batchSizeMin,
    int batchSizeMax,
    double l2DecayMin,
    double l2DecayMax,
    double learningRateMin,
    double learningRateMax,
    double momentumMin,
    double momentumMax,
    int neuronsMin,
    int neuronsMax,
    Mode mode,
    boolean partition,
    boolean retrain,
    int threads,
    long seed) {

  private static final Set<String> NAMES =
      Set.of(
          "train_ratio", "num_folds", "num_candidates", "num_epochs", "ensemble_size", "batch_size_min", "batch_size_max",
          "l2_decay_min", "l2_decay_max", "learning_rate_min", "learning_rate_max", "momentum_min", "momentum_max",
          "neurons_min", "neurons_max", "partition", "retrain", "threads", "seed");

  /** Checks the ranges given for each component. */
  public MagicNetOptions {
    check(trainRatio > 0 && trainRatio < 1, "train_ratio", "a number between 0 and 1", trainRatio);
    check(numFolds >= 1, "num_folds", "a whole number from 1", numFolds);
    check(numCandidates >= 1, "num_candidates", "a whole number from 1", numCandidates);
    check(numEpochs >= 1, "num_epochs", "a whole number from 1", numEpochs);
    check(ensembleSize >= 1, "ensemble_size", "a whole number from 1", ensembleSize);
    check(batchSizeMin >= 1, "batch_size_min", "a whole number from 1", batchSizeMin);
    check(batchSizeMax >= batchSizeMin, "batch_size_max", "at least batch_size_min, " + batchSizeMin, batchSizeMax);
    check(l2DecayMax >= l2DecayMin, "l2_decay_max", "at least l2_decay_min, " + l2DecayMin, l2DecayMax);
    check(
        learningRateMax >= learningRateMin, "learning_rate_max", "at least learning_rate_min, " + learningRateMin,
        learningRateMax);
    check(momentumMax >= momentumMin, "momentum_max", "at least momentum_min, " + momentumMin, momentumMax);
    check(neuronsMin >= 1, "neurons_min", "a whole number from 1", neuronsMin);
    check(neuronsMax >= neuronsMin, "neurons_max", "at least neurons_min, " + neuronsMin, neuronsMax);
    check(!partition || numFolds >= 2, "num_folds", "at least 2 for a partition", numFolds);
    check(threads >= 1, "threads", "a whole number from 1", threads);
  }

  /** The defaults, in {@link Mode#CORRECT}. */
  public static MagicNetOptions defaults() {
    return of(Map.of(), Mode.CORRECT);
  }

  /** Reads options as JSON or as JavaScript writes an object, in {@link Mode#CORRECT}; see {@link #of}. */
  public static MagicNetOptions parse(String text) {
    return of(ConvNetJson.parseLiteral(text), Mode.CORRECT);
  }

  /**
   * Reads options with ConvNetJS's names; what is missing has its default.
   *
   * @throws ConvNetException if one is unknown or out of its range
   */
  public static MagicNetOptions of(Map<String, ?> options, Mode mode) {
    JsonView view = JsonView.of("MagicNet", options);
    for (Object name : view.names()) {
      if (!mode.faithful() && !NAMES.contains(String.valueOf(name))) {
        throw new ConvNetException("MagicNet: unknown option \"" + name + "\"; expected some of "
            + NAMES.stream().sorted().toList());
      }
    }
    int folds = view.integer("num_folds", 1, 10);
    return new MagicNetOptions(
        view.number("train_ratio", 0.7),
        folds,
        view.integer("num_candidates", 1, 50),
        view.integer("num_epochs", 1, 50),
        view.integer("ensemble_size", 1, 10),
        view.integer("batch_size_min", 1, 10),
        view.integer("batch_size_max", 1, 300),
        view.number("l2_decay_min", -4),
        view.number("l2_decay_max", 2),
        view.number("learning_rate_min", -4),
        view.number("learning_rate_max", 0),
        view.number("momentum_min", 0.9),
        view.number("momentum_max", 0.9),
        view.integer("neurons_min", 1, 5),
        view.integer("neurons_max", 1, 30),
        mode,
        flag(view, "partition", !mode.faithful() && folds >= 2),
        flag(view, "retrain", !mode.faithful()),
        view.integer("threads", 1, Runtime.getRuntime().availableProcessors()),
        (long) view.number("seed", 0));
  }

  private static boolean flag(JsonView view, String name, boolean absent) {
    return view.raw(name) instanceof Boolean truth ? truth : absent;
  }

  private static void check(boolean right, String name, String expected, Object received) {
    if (!right) {
      throw new ConvNetException("MagicNet: " + name + ": expected " + expected + ", received " + received);
    }
  }
}
