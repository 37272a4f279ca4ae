package dev.kasane.convnetjs;

import java.util.Map;

/** A {@link Trainer} under its first name; it knows all methods, too. */
public class SGDTrainer extends Trainer {

  /** A trainer with ConvNetJS's defaults. */
  public SGDTrainer(Net net) {
    super(net);
  }

  /** A trainer with options as a text. */
  public SGDTrainer(Net net, String options) {
    super(net, options);
  }

  /** A trainer with options as a map with ConvNetJS's names. */
  public SGDTrainer(Net net, Map<String, ?> options) {
    super(net, options);
  }

  /** A trainer with these options. */
  public SGDTrainer(Net net, TrainerOptions options) {
    super(net, options);
  }
}
