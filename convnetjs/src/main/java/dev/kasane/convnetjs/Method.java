package dev.kasane.convnetjs;

/** How a {@link Trainer} goes from gradients to new parameters. G is the gradient, p the parameter. */
public enum Method {
  /** v = momentum·v - rate·G; p += v. Without momentum p -= rate·G. */
  SGD,
  /** SGD that looks ahead: d = v; v = momentum·v + rate·G; p += momentum·d - (1 + momentum)·v. */
  NESTEROV,
  /** s += G²; p -= rate·G / √(s + eps). */
  ADAGRAD,
  /** s = ro·s + (1 - ro)·G²; p -= rate·G / √(s + eps). */
  WINDOWGRAD,
  /** As windowgrad, with d = -√((u + eps) / (s + eps))·G; u = ro·u + (1 - ro)·d²; p += d. The rate is not used. */
  ADADELTA,
  /**
   * m = beta1·m + (1 - beta1)·G; q = beta2·q + (1 - beta2)·G²; p -= rate·m̂ / (√q̂ + eps), where m̂ = m / (1 - beta1^t)
   * and q̂ = q / (1 - beta2^t) at update t (Kingma and Ba, "Adam", ICLR 2015). The faithful modes multiply where it
   * says divide, and count samples instead of updates.
   */
  ADAM;

  /** ConvNetJS's word for it. */
  public String word() {
    return switch (this) {
      case SGD -> "sgd";
      case NESTEROV -> "nesterov";
      case ADAGRAD -> "adagrad";
      case WINDOWGRAD -> "windowgrad";
      case ADADELTA -> "adadelta";
      case ADAM -> "adam";
    };
  }

  /**
   * The method of that word.
   *
   * @throws ConvNetException in {@link Mode#CORRECT} if there is none; the faithful modes take unknown words for sgd
   */
  public static Method of(String word, Mode mode) {
    for (Method method : values()) {
      boolean missing = mode == Mode.FAITHFUL_NPM && (method == NESTEROV || method == ADAM);
      if (method.word().equals(word) && !missing) {
        return method;
      }
    }
    if (mode.faithful()) {
      return SGD;
    }
    throw new ConvNetException("trainer: method: expected sgd, nesterov, adagrad, windowgrad, adadelta or adam, "
        + "received \"" + word + "\"");
  }
}
