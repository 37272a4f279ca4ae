package dev.kasane.convnetjs;

import dev.kasane.convnetjs.LayerDefinition.Conv;
import dev.kasane.convnetjs.LayerDefinition.Dropout;
import dev.kasane.convnetjs.LayerDefinition.FullyConnected;
import dev.kasane.convnetjs.LayerDefinition.Input;
import dev.kasane.convnetjs.LayerDefinition.LocalResponseNormalization;
import dev.kasane.convnetjs.LayerDefinition.Maxout;
import dev.kasane.convnetjs.LayerDefinition.Pointwise;
import dev.kasane.convnetjs.LayerDefinition.Pool;
import dev.kasane.convnetjs.LayerDefinition.QuadTransform;
import dev.kasane.convnetjs.LayerDefinition.Regression;
import dev.kasane.convnetjs.LayerDefinition.Softmax;
import dev.kasane.convnetjs.LayerDefinition.Svm;

/** A short function for each kind of layer definition, with ConvNetJS's defaults. */
public final class Layers {

  private Layers() {}

  /** The input: {@code sx} wide, {@code sy} high, {@code depth} deep. */
  public static Input input(int sx, int sy, int depth) {
    return new Input(sx, sy, depth, Sugar.NONE);
  }

  /** A fully connected layer. */
  public static FullyConnected fc(int numNeurons) {
    return new FullyConnected(numNeurons, Tuning.NONE, Sugar.NONE);
  }

  /** A convolution with square filters, stride 1 and no padding. */
  public static Conv conv(int sx, int filters) {
    return new Conv(sx, sx, filters, 1, 0, Tuning.NONE, Sugar.NONE);
  }

  /** Max pooling with a square window, stride 2 and no padding. */
  public static Pool pool(int sx) {
    return new Pool(sx, sx, 2, 0, Sugar.NONE);
  }

  /** max(0, x). */
  public static Pointwise relu() {
    return new Pointwise(Activation.RELU, Sugar.NONE);
  }

  /** 1 / (1 + exp(-x)). */
  public static Pointwise sigmoid() {
    return new Pointwise(Activation.SIGMOID, Sugar.NONE);
  }

  /** Hyperbolic tangent. */
  public static Pointwise tanh() {
    return new Pointwise(Activation.TANH, Sugar.NONE);
  }

  /** The largest of each two neighbours in depth. */
  public static Maxout maxout() {
    return maxout(2);
  }

  /** The largest of each {@code groupSize} neighbours in depth. */
  public static Maxout maxout(int groupSize) {
    return new Maxout(groupSize, Sugar.NONE);
  }

  /** Dropout with probability 0.5. */
  public static Dropout dropout() {
    return dropout(0.5);
  }

  /** Dropout with this probability. */
  public static Dropout dropout(double dropProb) {
    return new Dropout(dropProb, Sugar.NONE);
  }

  /** Local response normalization over {@code n} neighbours in depth. */
  public static LocalResponseNormalization lrn(double k, int n, double alpha, double beta) {
    return new LocalResponseNormalization(k, n, alpha, beta, Sugar.NONE);
  }

  /** All products of two numbers at a position, behind the numbers themselves. */
  public static QuadTransform quadtransform() {
    return new QuadTransform(Sugar.NONE);
  }

  /** A fully connected layer, then probabilities of classes. */
  public static Softmax softmax(int numClasses) {
    return new Softmax(numClasses, Sugar.NONE);
  }

  /** A fully connected layer, then scores of classes. */
  public static Svm svm(int numClasses) {
    return new Svm(numClasses, Sugar.NONE);
  }

  /** A fully connected layer, whose numbers are regressed. */
  public static Regression regression(int numNeurons) {
    return new Regression(numNeurons, Sugar.NONE);
  }
}
