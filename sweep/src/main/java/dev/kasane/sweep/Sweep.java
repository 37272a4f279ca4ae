package dev.kasane.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A search over settings of an experiment.
 *
 * <pre>{@code
 * SweepResult result = Sweep.of(experiment)
 *     .grid("learning_rate", 0.001, 0.003, 0.01)
 *     .grid("hidden", 10, 30, 100)
 *     .seeds(5)
 *     .run();
 * }</pre>
 */
public final class Sweep {

  private final Experiment experiment;
  private final Map<String, Value> fixed = new LinkedHashMap<>();
  private final List<Dimension> dimensions = new ArrayList<>();
  private int random;
  private long seed = 1;
  private int seeds = 1;
  private Metric metric;
  private Halving halving = Halving.NONE;
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable Path folder;
  private SweepListener listener = SweepListener.NONE;
  private BooleanSupplier stop = () -> false;

  private Sweep(Experiment experiment) {
    this.experiment = experiment;
    this.metric = experiment.metrics().getFirst();
  }

  /** A sweep with the experiment's defaults: no setting varies, one seed, all processors. */
  public static Sweep of(Experiment experiment) {
    return new Sweep(experiment);
  }

  /** Gives a setting one value for all trials. */
  public Sweep set(String name, double value) {
    fixed.put(name, setting(name).accept(new Value.Real(value)));
    return this;
  }

  /** Gives a setting of words one value for all trials. */
  public Sweep set(String name, String value) {
    fixed.put(name, setting(name).accept(new Value.Word(value)));
    return this;
  }

  /** Varies a setting over values. */
  public Sweep grid(String name, double... values) {
    return vary(new Dimension.Values(
        setting(name), Arrays.stream(values).<Value>mapToObj(Value.Real::new).toList()));
  }

  /** Varies a setting over words. */
  public Sweep grid(String name, String... words) {
    return vary(new Dimension.Values(setting(name), Arrays.stream(words).<Value>map(Value.Word::new).toList()));
  }

  /** Varies a setting over a range, at equal distances or, if {@code log}, at equal ratios. */
  public Sweep range(String name, double from, double to, int count, boolean log) {
    return vary(new Dimension.Range(setting(name), from, to, count, log));
  }

  private Sweep vary(Dimension dimension) {
    dimensions.add(dimension);
    return this;
  }

  /** Draws this many trials at random instead of trying the whole grid. */
  public Sweep random(int trials) {
    random = trials;
    return this;
  }

  /** Sets the first seed. Default 1. */
  public Sweep seed(long first) {
    seed = first;
    return this;
  }

  /** Sets how many runs each trial has, with seeds that follow each other. Default 1. */
  public Sweep seeds(int count) {
    seeds = count;
    return this;
  }

  /**
   * Sets what trials are compared by. Default: the first metric of the experiment.
   *
   * @throws IllegalArgumentException if the experiment does not measure it
   */
  public Sweep metric(String name) {
    metric = experiment.metrics().stream().filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("metric: expected one of "
            + experiment.metrics().stream().map(Metric::name).toList() + ", received " + name));
    return this;
  }

  /** Stops losers early. Default: {@link Halving#NONE}. */
  public Sweep earlyStop(Halving rule) {
    halving = rule;
    return this;
  }

  /** Sets how many runs go side by side. Default: all processors. The results do not depend on it. */
  public Sweep threads(int count) {
    threads = count;
    return this;
  }

  /** Sets the folder where runs are kept, so that a sweep that was killed can go on; null, the default, keeps none. */
  public Sweep folder(@Nullable Path place) {
    folder = place;
    return this;
  }

  /** Sets who is told how it goes on. */
  public Sweep listener(SweepListener each) {
    listener = each;
    return this;
  }

  /** Sets who may end it early: asked now and then, by any thread. */
  public Sweep stopWhen(BooleanSupplier asked) {
    stop = asked;
    return this;
  }

  /** What it would compute. */
  public SweepPlan plan() {
    return new SweepPlan(experiment, fixed, dimensions, random, seed, seeds, metric, halving);
  }

  /**
   * Runs it.
   *
   * @throws SweepException if the folder holds another sweep, a run failed, or it was ended early
   */
  public SweepResult run() {
    return run(plan(), threads, folder, listener, stop);
  }

  /** Runs a plan. The parameters are those of the methods of the same names. */
  public static SweepResult run(
      SweepPlan plan, int threads, @Nullable Path folder, SweepListener listener, BooleanSupplier stop) {
    if (folder == null) {
      return new SweepRunner(plan, threads, null, listener, stop).run();
    }
    try (Journal journal = Journal.open(folder, plan)) {
      return new SweepRunner(plan, threads, journal, listener, stop).run();
    }
  }

  private Setting setting(String name) {
    return experiment.settings().stream().filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a setting of " + experiment.name() + ": "
            + experiment.settings().stream().map(Setting::name).toList() + ", received " + name));
  }
}
