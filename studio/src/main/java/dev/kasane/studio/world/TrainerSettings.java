package dev.kasane.studio.world;

import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.TrainerOptions;

/**
 * How a small world's net is trained, with ConvNetJS's words. Checked when made, so that whoever has one may use it.
 *
 * @param method sgd, nesterov, adagrad, windowgrad, adadelta or adam
 * @param learningRate from 0 to 100; adadelta does not use it
 * @param momentum from 0 to below 1, for sgd and nesterov
 * @param batchSize samples an update, from 1 to 1000
 * @param l2 weight of ½·Σp² in the loss, from 0 to 10
 * @param l1 weight of Σ|p| in the loss, from 0 to 10
 */
public record TrainerSettings(
    String method, double learningRate, double momentum, int batchSize, double l2, double l1) {

  private static final int MAX_BATCH = 1000;
  private static final double MAX_RATE = 100;
  private static final double MAX_DECAY = 10;

  /** Checks the ranges. */
  public TrainerSettings {
    if (method == null) {
      throw new IllegalArgumentException("The trainer's method is missing");
    }
    Method.of(method, Mode.CORRECT);
    within("learning rate", learningRate, MAX_RATE);
    within("L2 decay", l2, MAX_DECAY);
    within("L1 decay", l1, MAX_DECAY);
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("The momentum must be from 0 to below 1, received " + momentum);
    }
    if (batchSize < 1 || batchSize > MAX_BATCH) {
      throw new IllegalArgumentException("The batch size must be from 1 to " + MAX_BATCH + ", received " + batchSize);
    }
  }

  /** As the trainer wants it; what is not said here keeps its default. */
  public TrainerOptions options() {
    return TrainerOptions.of(Method.of(method, Mode.CORRECT)).learningRate(learningRate).momentum(momentum)
        .batchSize(batchSize).l2Decay(l2).l1Decay(l1);
  }

  private static void within(String what, double value, double high) {
    if (!(value >= 0 && value <= high)) {
      throw new IllegalArgumentException("The " + what + " must be from 0 to " + high + ", received " + value);
    }
  }
}
