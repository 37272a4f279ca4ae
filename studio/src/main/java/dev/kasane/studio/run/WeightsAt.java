package dev.kasane.studio.run;

import dev.kasane.tensor.Tensor;
import java.util.Map;

/**
 * All weights and states of a network between two steps.
 *
 * @param step steps the model had made
 * @param epoch epochs the run had done, with the part of the present one
 * @param weights copies by path; not to be changed
 */
public record WeightsAt(long step, double epoch, Map<String, Tensor> weights) {

  /** How much memory they take. */
  public long bytes() {
    return weights.values().stream().mapToLong(tensor -> (long) Float.BYTES * tensor.size()).sum();
  }
}
