package dev.kasane.studio.image;

import dev.kasane.nn.Initializers;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.studio.server.RequestException;

/** How weights begin. */
enum Start {
  /** As in ConvNetJS: normal with variance 1 / inputs, biases 0.1 before ReLU and 0 elsewhere. */
  CONVNETJS,
  /** As in Keras: Glorot's uniform range, biases 0. */
  GLOROT,
  /** He's normal distribution, made for ReLU, biases 0. */
  HE,
  /** Normal with variance 1, biases too, as in the blog's programs: far too large, and a good lesson. */
  NORMAL;

  static Start of(String name) {
    for (Start start : values()) {
      if (start.label().equals(name)) {
        return start;
      }
    }
    throw new RequestException("The start must be convnetjs, glorot, he or normal, received '" + name + "'");
  }

  String label() {
    return switch (this) {
      case CONVNETJS -> "convnetjs";
      case GLOROT -> "glorot";
      case HE -> "he";
      case NORMAL -> "normal";
    };
  }

  Initializer kernel() {
    return switch (this) {
      case CONVNETJS -> Initializers.lecunNormal();
      case GLOROT -> Initializers.glorotUniform();
      case HE -> Initializers.heNormal();
      case NORMAL -> Initializers.randomNormal(1);
    };
  }

  Initializer bias(double preferred) {
    return this == NORMAL ? Initializers.randomNormal(1) : Initializers.constant(preferred);
  }

  /** The bias before a ReLU where the text does not say one. */
  double reluBias() {
    return this == CONVNETJS ? 0.1 : 0;
  }
}
