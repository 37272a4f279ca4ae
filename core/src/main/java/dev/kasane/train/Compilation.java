package dev.kasane.train;

import dev.kasane.nn.optimizers.Optimizer;
import java.util.List;

/**
 * How a model is trained and judged.
 *
 * @param optimizer how gradients change weights
 * @param objectives one for each output of the model, in order
 */
public record Compilation(Optimizer optimizer, List<Objective> objectives) {
  /** Keeps a copy of the list. */
  public Compilation {
    objectives = List.copyOf(objectives);
  }
}
