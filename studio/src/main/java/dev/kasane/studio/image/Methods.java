package dev.kasane.studio.image;

import dev.kasane.nn.Schedules;
import dev.kasane.nn.optimizers.Adadelta;
import dev.kasane.nn.optimizers.Adagrad;
import dev.kasane.nn.optimizers.Adam;
import dev.kasane.nn.optimizers.AdamW;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.RmsProp;
import dev.kasane.nn.optimizers.Sgd;
import dev.kasane.nn.schedules.Schedule;
import dev.kasane.studio.server.RequestException;
import java.util.List;

/** Optimizers by name. */
final class Methods {

  static final List<String> NAMES =
      List.of("sgd", "nesterov", "adam", "adamw", "rmsprop", "adagrad", "adadelta", "windowgrad");

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-7;
  private static final double PAPER_EPSILON = 1e-6;

  private Methods() {}

  /**
   * An optimizer.
   *
   * @param momentum of sgd, nesterov and rmsprop; beta 1 of adam and adamw; unused by others
   */
  static Optimizer of(String name, double learningRate, double momentum) {
    Schedule rate = Schedules.constantRate(learningRate);
    return switch (name) {
      case "sgd" -> new Sgd(rate, momentum, false);
      case "nesterov" -> new Sgd(rate, momentum, momentum > 0);
      case "adam" -> new Adam(rate, momentum, BETA2, EPSILON);
      case "adamw" -> new AdamW(rate, momentum, BETA2, EPSILON, 0.004);
      case "rmsprop" -> new RmsProp(rate, 0.9, momentum, EPSILON, false);
      case "windowgrad" -> new RmsProp(rate, 0.95, 0, PAPER_EPSILON, false);
      case "adagrad" -> new Adagrad(rate);
      case "adadelta" -> new Adadelta(rate, 0.95, PAPER_EPSILON);
      default -> throw new RequestException("The optimizer must be one of " + NAMES + ", received '" + name + "'");
    };
  }
}
