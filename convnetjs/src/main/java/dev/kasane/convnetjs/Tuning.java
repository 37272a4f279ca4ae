package dev.kasane.convnetjs;

import org.jspecify.annotations.Nullable;

/**
 * What a layer with weights may say about them; null where it says nothing.
 *
 * @param biasPref the biases at birth; if null 0.1 before relu, else 0
 * @param l1DecayMul what the trainer's L1 decay is multiplied by; if null 1, in the faithful modes 0
 * @param l2DecayMul what the trainer's L2 decay is multiplied by; if null 1
 */
public record Tuning(@Nullable Double biasPref, @Nullable Double l1DecayMul, @Nullable Double l2DecayMul) {

  /** Nothing. */
  public static final Tuning NONE = new Tuning(null, null, null);
}
