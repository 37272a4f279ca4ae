package dev.kasane.convnetjs;

import java.util.Map;

/**
 * Trains a net sample by sample: every {@code batch_size} samples the parameters change by their mean gradient.
 * Settings may change at any time.
 *
 * <p>It is an orchestrator: what is computed, and where, is up to its {@link TrainingEngine}. The eager engine computes
 * each sample in the net's layers when it comes.
 */
public class Trainer {

  private final Net net;
  private final TrainingEngine engine;
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
    this(net, options, EagerEngine::new);
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
    return engine.pending();
  }

  /**
   * Learns from one sample.
   *
   * @param x the input
   * @param y what the net should answer
   * @throws ConvNetException in {@link Mode#CORRECT} if either does not fit the net
   */
  public TrainStats train(Vol x, Target y) {
    return engine.train(x, y, options);
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
}
