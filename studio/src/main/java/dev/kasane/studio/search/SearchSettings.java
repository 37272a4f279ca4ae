package dev.kasane.studio.search;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.magic.MagicNetOptions;
import dev.kasane.studio.server.RequestException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a search is done.
 *
 * @param candidates how many networks are tried in one round, 1 to 200
 * @param folds parts of the data that take turns in judging, 2 to 20; with 1, a random share judges
 * @param trainShare share of the data that one fold trains on, above 0 and below 1; not used with two folds or more
 * @param epochs how often a network sees its training part, 1 to 500
 * @param ensemble how many of the best answer together, 1 to 50
 * @param testShare share of the rows that is kept away from the search and judges the result, 0 to 0.8
 * @param neuronsMin fewest neurons of a hidden layer, 1 to 200
 * @param neuronsMax most neurons of a hidden layer, neuronsMin to 200
 * @param threads networks trained at once, 1 to 64
 * @param seed of all random numbers
 */
record SearchSettings(
    int candidates,
    int folds,
    double trainShare,
    int epochs,
    int ensemble,
    double testShare,
    int neuronsMin,
    int neuronsMax,
    int threads,
    long seed) {

  /** One round may train at most so many samples in all, so that a request cannot ask for weeks. */
  static final double MOST_SAMPLES = 5e9;

  private static final int MOST_NEURONS = 200;
  private static final int SMALLEST_DECAY = -6;
  private static final int LARGEST_DECAY = -1;

  /** Checks the ranges given for each component. */
  SearchSettings {
    range("candidates", candidates, 1, 200);
    range("folds", folds, 1, 20);
    range("epochs", epochs, 1, 500);
    range("ensemble", ensemble, 1, 50);
    range("neuronsMin", neuronsMin, 1, MOST_NEURONS);
    range("neuronsMax", neuronsMax, neuronsMin, MOST_NEURONS);
    range("threads", threads, 1, 64);
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new RequestException("trainShare must be above 0 and below 1, received " + trainShare);
    }
    if (!(testShare >= 0 && testShare <= 0.8)) {
      throw new RequestException("testShare must be from 0 to 0.8, received " + testShare);
    }
  }

  /** ConvNetJS's page: 50 candidates, 3 folds, 40 epochs, an ensemble of 10, a fifth of the rows for the test. */
  static SearchSettings standard(int threads) {
    return new SearchSettings(50, 3, 0.7, 40, 10, 0.2, 5, 30, threads, 1);
  }

  private static void range(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new RequestException(name + " must be from " + low + " to " + high + ", received " + value);
    }
  }

  /** The same for {@code MagicNet}. */
  MagicNetOptions options(int rows) {
    if (folds > rows) {
      throw new RequestException(
          "folds must be at most the " + rows + " rows that are searched with, received " + folds);
    }
    if ((double) candidates * folds * epochs * rows > MOST_SAMPLES) {
      throw new RequestException("candidates x folds x epochs x rows must be at most " + MOST_SAMPLES + ", received "
          + candidates + " x " + folds + " x " + epochs + " x " + rows);
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("num_candidates", candidates);
    options.put("num_folds", folds);
    options.put("train_ratio", trainShare);
    options.put("num_epochs", epochs);
    options.put("ensemble_size", ensemble);
    options.put("neurons_min", neuronsMin);
    options.put("neurons_max", neuronsMax + 1);
    options.put("batch_size_max", Math.clamp(rows / 2, 11, 300));
    // ConvNetJS divides the decay by the batch size; its range is for that.
    options.put("l2_decay_min", SMALLEST_DECAY);
    options.put("l2_decay_max", LARGEST_DECAY);
    options.put("threads", threads);
    options.put("seed", seed);
    return MagicNetOptions.of(options, Mode.CORRECT);
  }
}
