package dev.kasane.studio.qlearning;

import dev.kasane.convnetjs.deepqlearn.Brain;
import dev.kasane.studio.server.RequestException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may change while a brain lives.
 *
 * @param rate learning rate, 0 to 1
 * @param momentum 0 to below 1
 * @param l2 decay, 0 to 1
 * @param epsilonTest how often an action is random when not learning, 0 to 1
 * @param learning whether it learns
 */
record Rates(double rate, double momentum, double l2, double epsilonTest, boolean learning) {

  /** Checks the ranges given for each component. */
  Rates {
    QLearningSettings.share("rate", rate);
    QLearningSettings.share("l2", l2);
    QLearningSettings.share("epsilonTest", epsilonTest);
    if (!(momentum >= 0 && momentum < 1)) {
      throw new RequestException("momentum must be from 0 to below 1, received " + momentum);
    }
  }

  /** Those of ConvNetJS's demo, learning. */
  static Rates standard() {
    return new Rates(0.001, 0, 0.01, 0.05, true);
  }

  void apply(Brain brain) {
    brain.tdtrainer().learningRate(rate);
    brain.tdtrainer().momentum(momentum);
    brain.tdtrainer().l2Decay(l2);
    brain.epsilonTestTime(epsilonTest);
    brain.learning(learning);
  }

  /** Some of them; the others, null, stay. */
  record Change(
      @Nullable Double rate,
      @Nullable Double momentum,
      @Nullable Double l2,
      @Nullable Double epsilonTest,
      @Nullable Boolean learning) {

    Rates of(Rates before) {
      return new Rates(
          Objects.requireNonNullElse(rate, before.rate),
          Objects.requireNonNullElse(momentum, before.momentum),
          Objects.requireNonNullElse(l2, before.l2),
          Objects.requireNonNullElse(epsilonTest, before.epsilonTest),
          Objects.requireNonNullElse(learning, before.learning));
    }
  }
}
