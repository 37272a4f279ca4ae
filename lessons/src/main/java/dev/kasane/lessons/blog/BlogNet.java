package dev.kasane.lessons.blog;

import dev.kasane.report.Text;
import dev.kasane.train.Model;

/** The article's three networks with what it trains them with. */
public enum BlogNet {

  /** 784 inputs, 10 outputs. */
  PERCEPTRON(Text.of("perceptron", "単純パーセプトロン"), 0.001),

  /** With 100 sigmoid neurons between. */
  HIDDEN(Text.of("with hidden layer", "隠れ層あり"), 0.001),

  /** One filter, a bias for each position, ReLU. */
  CNN(Text.of("one-filter CNN", "フィルタ 1 枚の CNN"), 0.01);

  private final Text title;
  private final double rate;

  BlogNet(Text title, double rate) {
    this.title = title;
    this.rate = rate;
  }

  /** What pages call it. */
  public Text title() {
    return title;
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
