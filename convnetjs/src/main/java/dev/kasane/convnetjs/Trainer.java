package dev.kasane.convnetjs;

import dev.kasane.convnetjs.engine.CompiledEngine;
import dev.kasane.convnetjs.engine.Work;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a net sample by sample: every {@code batch_size} samples the parameters change by their mean gradient.
 * Settings may change at any time.
 *
 * <p>It is an orchestrator: what is computed, and where, is up to its {@link TrainingEngine}, chosen with the first
 * sample as {@link TrainerOptions#engine} says. The eager engine computes each sample in the net's layers when it comes,
 * in {@code double}. The compiled engine gathers a batch and runs it at once, in {@code float}: the updates are the same
 * but for rounding (and for which numbers dropout drops); {@link TrainStats} says what a call then returns. Weights that
 * somebody writes into the layers while a batch is gathered count for the whole batch.
 */
public class Trainer {

  private final Net net;
  private @Nullable TrainingEngine engine;
  private TrainerOptions options;

  /** A trainer with ConvNetJS's defaults: sgd, rate 0.01, momentum 0.9, batch size 1. */
  public Trainer(Net net) {
    this(net, TrainerOptions.defaults(net.mode()));
  }

  /** A trainer with options as a text such as {@code {method: 'adadelta', batch_size: 10}}. */
  public Trainer(Net net, String options) {
    this(net, TrainerOptions.parse(options, net.mode()));
  }

  /** A trainer with options as a map with ConvNetJS's names. */
  public Trainer(Net net, Map<String, ?> options) {
    this(net, TrainerOptions.of(options, net.mode()));
  }

  /** A trainer with these options. */
  public Trainer(Net net, TrainerOptions options) {
    this.net = net;
    this.options = options;
  }

  /** A trainer that computes with an engine of its own. */
  public Trainer(Net net, TrainerOptions options, TrainingEngine.Factory engine) {
    this.net = net;
    this.options = options;
    this.engine = engine.create(net);
  }

  /** The net that is trained. */
  public Net net() {
    return net;
  }

  /** The settings at this time. */
  public TrainerOptions options() {
    return options;
  }

  /** Changes settings, from the next sample on. */
  public void options(TrainerOptions newOptions) {
    options = newOptions;
  }

  /** Changes the learning rate, from the next sample on. */
  public void learningRate(double learningRate) {
    options = options.learningRate(learningRate);
  }

  /** Changes the momentum, from the next sample on. */
  public void momentum(double momentum) {
    options = options.momentum(momentum);
  }

  /**
   * Changes the batch size, from the next sample on. Samples that wait for an update stay; if there are now enough, the
   * next sample is the last of the batch.
   */
  public void batchSize(int batchSize) {
    options = options.batchSize(batchSize);
  }

  /** Changes the L1 decay, from the next sample on. */
  public void l1Decay(double l1Decay) {
    options = options.l1Decay(l1Decay);
  }

  /** Changes the L2 decay, from the next sample on. */
  public void l2Decay(double l2Decay) {
    options = options.l2Decay(l2Decay);
  }

  /** How many samples wait for an update. */
  public int pending() {
    return engine == null ? 0 : engine.pending();
  }

  /**
   * Learns from one sample.
   *
   * @param x the input
   * @param y what the net should answer
   * @throws ConvNetException in {@link Mode#CORRECT} if either does not fit the net
   */
  public TrainStats train(Vol x, Target y) {
    return engine().train(x, y, options);
  }

  /** Learns from one sample of a class; for a regression of one number, that number. */
  public TrainStats train(Vol x, int label) {
    return train(x, Target.label(label));
  }

  /** Learns from one sample of a regression of one number. */
  public TrainStats train(Vol x, double value) {
    return train(x, Target.value(value));
  }

  /** Learns from one sample of a regression. */
  public TrainStats train(Vol x, double[] values) {
    return train(x, Target.values(values));
  }

  /** Learns one of several numbers of a regression: ConvNetJS's {@code train(x, {dim: dim, val: val})}. */
  public TrainStats train(Vol x, int dim, double val) {
    return train(x, Target.dimension(dim, val));
  }

  /**
   * Learns from several samples with one update, together with those that wait for one. The faithful modes know no such
   * call: there it is the same as {@link #train(Vol, Target)} for one after the other, and updates are made when {@code
   * batch_size} says so.
   *
   * @return what the last call of {@code train} would return: for the compiled engine, the means of the whole batch
   * @throws ConvNetException if there are no samples, another count of targets, or one does not fit; the samples before
   *     it then wait for an update
   */
  public TrainStats trainBatch(Vol[] xs, Target[] ys) {
    requireCounts(xs.length, ys.length);
    TrainerOptions gather = net.mode().faithful() ? options : options.batchSize(Integer.MAX_VALUE);
    TrainerOptions update = net.mode().faithful() ? options : options.batchSize(1);
    for (int i = 0; i < xs.length - 1; i++) {
      engine().train(xs[i], ys[i], gather);
    }
    return engine().train(xs[xs.length - 1], ys[ys.length - 1], update);
  }

  /** The same for classes. */
  public TrainStats trainBatch(Vol[] xs, int[] labels) {
    requireCounts(xs.length, labels.length);
    Target[] ys = new Target[labels.length];
    for (int i = 0; i < ys.length; i++) {
      ys[i] = Target.label(labels[i]);
    }
    return trainBatch(xs, ys);
  }

  /**
   * The same for classes, without volumes: sample after sample, each in the order of {@link Vol#w}.
   *
   * @param xs {@code labels.length} times as many numbers as the input layer has
   */
  public TrainStats trainBatch(float[] xs, int[] labels) {
    int length = (int) net.bareLayers().getFirst().out().length();
    if ((long) labels.length * length != xs.length) {
      throw new ConvNetException("trainBatch: expected " + labels.length + " samples of " + length
          + " numbers as there are labels, received " + xs.length + " numbers");
    }
    requireCounts(labels.length, labels.length);
    TrainerOptions gather = net.mode().faithful() ? options : options.batchSize(Integer.MAX_VALUE);
    TrainerOptions update = net.mode().faithful() ? options : options.batchSize(1);
    for (int i = 0; i < labels.length - 1; i++) {
      engine().train(xs, i * length, Target.label(labels[i]), gather);
    }
    return engine().train(xs, (labels.length - 1) * length, Target.label(labels[labels.length - 1]), update);
  }

  /**
   * The cost of each sample of the batch that made the last update, in the order in which they came; empty before the
   * first. A copy.
   */
  public double[] batchCosts() {
    return engine == null ? new double[0] : engine.batchCosts();
  }

  private static void requireCounts(int samples, int targets) {
    if (samples == 0 || samples != targets) {
      throw new ConvNetException("trainBatch: expected at least one sample and as many targets as samples, received "
          + samples + " samples and " + targets + " targets");
    }
  }

  private TrainingEngine engine() {
    TrainingEngine chosen = engine;
    if (chosen == null) {
      chosen = Work.compilesTraining(net, options) ? new CompiledEngine(net) : new EagerEngine(net);
      engine = chosen;
    }
    return chosen;
  }
}
