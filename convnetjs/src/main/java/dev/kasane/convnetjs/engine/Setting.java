package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.TrainerOptions;

/** A number that is handed to a step of training, so that it may change without compiling anew. */
enum Setting {
  /** One over the samples of the batch. */
  SCALE,
  RATE,
  MOMENTUM,
  /** 1 if SGD has momentum. */
  HAS_MOMENTUM,
  L1,
  L2,
  RO,
  RO_REST,
  EPS,
  BETA1,
  BETA1_REST,
  BETA2,
  BETA2_REST,
  /** Adam's correction of the mean: rate / (1 - beta1^t). */
  CORRECTED_RATE,
  /** Adam's correction of the mean of squares: 1 / (1 - beta2^t). */
  SQUARE_CORRECTION;

  /**
   * The number, computed in {@code double}.
   *
   * @param samples of the batch
   * @param update 1 for the first of the method
   */
  double of(TrainerOptions options, int samples, long update) {
    return switch (this) {
      case SCALE -> 1.0 / samples;
      case RATE -> options.learningRate();
      case MOMENTUM -> options.momentum();
      case HAS_MOMENTUM -> options.momentum() > 0 ? 1 : 0;
      case L1 -> options.l1Decay();
      case L2 -> options.l2Decay();
      case RO -> options.ro();
      case RO_REST -> 1 - options.ro();
      case EPS -> options.eps();
      case BETA1 -> options.beta1();
      case BETA1_REST -> 1 - options.beta1();
      case BETA2 -> options.beta2();
      case BETA2_REST -> 1 - options.beta2();
      case CORRECTED_RATE -> options.learningRate() / (1 - StrictMath.pow(options.beta1(), (double) update));
      case SQUARE_CORRECTION -> 1 / (1 - StrictMath.pow(options.beta2(), (double) update));
    };
  }
}
