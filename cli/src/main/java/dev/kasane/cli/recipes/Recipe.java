package dev.kasane.cli.recipes;

import dev.kasane.data.Augmentation;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Schedules;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.schedules.Schedule;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network with data and settings.
 *
 * @param name what it is called on the command line
 * @param summary what it is, in a few words
 * @param data what it learns from
 * @param layers makes its layers
 * @param optimizer the optimizer's name, one of {@link Optimizers#NAMES}
 * @param learningRate the optimizer's learning rate, or the highest one of the schedule
 * @param batchSize samples of a batch
 * @param epochs how often each sample is seen
 * @param validationSplit share of the training samples that is only measured on; 0 for none
 * @param schedule how the learning rate changes
 * @param augmentation how training samples are changed each time they are seen, or null
 */
public record Recipe(
    String name,
    String summary,
    DataSource data,
    Supplier<List<Layer>> layers,
    String optimizer,
    double learningRate,
    int batchSize,
    int epochs,
    double validationSplit,
    RateSchedule schedule,
    @Nullable Augmentation augmentation) {

  /** How the learning rate changes. */
  public enum RateSchedule {

    /** Not at all. */
    CONSTANT,

    /** Up during the first 30 % of the steps, then down to nearly nothing. */
    ONE_CYCLE;

    /**
     * The schedule of a training.
     *
     * @param rate the highest rate
     * @param steps updates of the whole training
     */
    public Schedule of(double rate, long steps) {
      return switch (this) {
        case CONSTANT -> Schedules.constantRate(rate);
        case ONE_CYCLE -> Schedules.oneCycle(rate, Math.clamp(steps, 2, Integer.MAX_VALUE));
      };
    }

    /** Whether the rate of a step depends on how many there are in all. */
    public boolean dependsOnSteps() {
      return this == ONE_CYCLE;
    }
  }

  /** The network with an optimizer and fresh weights that a seed selects; judged by cross entropy and accuracy. */
  public Model model(long seed, Optimizer chosen) {
    return Sequential.of(layers.get())
        .seed(seed)
        .compile(chosen, Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
  }

  /** The network with the recipe's own optimizer, for a training of one epoch of 60,000 samples. */
  public Model model(long seed) {
    return model(seed, Optimizers.of(optimizer, schedule.of(learningRate, 60_000L / batchSize)));
  }
}
