package dev.kasane.cli.recipes;

import dev.kasane.nn.optimizers.Adadelta;
import dev.kasane.nn.optimizers.Adagrad;
import dev.kasane.nn.optimizers.Adam;
import dev.kasane.nn.optimizers.AdamW;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.optimizers.RmsProp;
import dev.kasane.nn.optimizers.Sgd;
import dev.kasane.nn.schedules.Schedule;
import java.util.List;

/**
 * Optimizers by the names the command line knows them by, with their usual settings: momentum 0.9, and for Adadelta the
 * epsilon of its paper, 1e-6.
 */
public final class Optimizers {

  /** The names. */
  public static final List<String> NAMES =
      List.of("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adadelta", "adam", "adamw");

  private static final double MOMENTUM = 0.9;

  private Optimizers() {}

  /**
   * An optimizer with its usual settings.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Optimizer of(String name, Schedule rate) {
    return switch (name) {
      case "sgd" -> new Sgd(rate, 0, false);
      case "momentum" -> new Sgd(rate, MOMENTUM, false);
      case "nesterov" -> new Sgd(rate, MOMENTUM, true);
      case "rmsprop" -> new RmsProp(rate);
      case "adagrad" -> new Adagrad(rate);
      case "adadelta" -> new Adadelta(rate, 0.95, 1e-6);
      case "adam" -> new Adam(rate);
      case "adamw" -> new AdamW(rate);
      default -> throw new IllegalArgumentException("Expected an optimizer of " + NAMES + ", received '" + name + "'");
    };
  }

  /** The learning rate to begin with when nothing is known about a network. */
  public static double usualRate(String name) {
    return switch (name) {
      case "adadelta" -> 1;
      case "sgd", "momentum", "nesterov", "adagrad" -> 0.01;
      default -> 0.001;
    };
  }
}
