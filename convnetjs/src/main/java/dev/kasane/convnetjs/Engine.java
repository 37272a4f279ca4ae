package dev.kasane.convnetjs;

/** What computes a net in {@link Mode#CORRECT}. The faithful modes are always computed in the layers. */
public enum Engine {
  /**
   * {@link #COMPILED} if a pass through the net is work enough to be worth handing over, else {@link #EAGER}: a training
   * step from {@value dev.kasane.convnetjs.engine.Work#TRAINING} multiplications forward for all samples of a batch, a
   * prediction from {@value dev.kasane.convnetjs.engine.Work#PREDICTION}. The default.
   */
  AUTO,

  /** The layers themselves, sample by sample, in {@code double}. */
  EAGER,

  /** Kasane's compiled CPU backend, batch by batch, in {@code float}. */
  COMPILED;

  /**
   * The engine of that word.
   *
   * @throws ConvNetException if there is none
   */
  public static Engine of(String word) {
    return switch (word) {
      case "auto" -> AUTO;
      case "eager" -> EAGER;
      case "compiled" -> COMPILED;
      default -> throw new ConvNetException(
          "trainer: engine: expected auto, eager or compiled, received \"" + word + "\"");
    };
  }
}
