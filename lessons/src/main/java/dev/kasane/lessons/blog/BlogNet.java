package dev.kasane.lessons.blog;

import dev.kasane.report.Text;
import dev.kasane.train.Model;

/** The article's three networks with what it trains them with. */
public enum BlogNet {

  /** 784 inputs, 10 outputs. */
  PERCEPTRON(0.001),

  /** With 100 sigmoid neurons between. */
  HIDDEN(0.001),

  /** One filter, a bias for each position, ReLU. */
  CNN(0.01);

  private final double rate;

  BlogNet(double rate) {
    this.rate = rate;
  }

  /** What pages call it. */
  public Text title() {
    return switch (this) {
      case PERCEPTRON -> Text.of("perceptron", "単純パーセプトロン");
      case HIDDEN -> Text.of("with hidden layer", "隠れ層あり");
      case CNN -> Text.of("one-filter CNN", "フィルタ 1 枚の CNN");
    };
  }

  /** The article's learning rate, for gradients that are summed over the batch. */
  public double rate() {
    return rate;
  }

  /** A fresh network. */
  public Model model(double learningRate, int batch) {
    return switch (this) {
      case PERCEPTRON -> BlogNets.perceptron(learningRate, batch);
      case HIDDEN -> BlogNets.hidden(learningRate, batch);
      case CNN -> BlogNets.cnn(learningRate, batch);
    };
  }
}
