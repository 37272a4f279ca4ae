package dev.kasane.nn;

import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Add;
import dev.kasane.nn.layers.Average;
import dev.kasane.nn.layers.AveragePool2d;
import dev.kasane.nn.layers.BatchNormalization;
import dev.kasane.nn.layers.Concatenate;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Dropout;
import dev.kasane.nn.layers.Elu;
import dev.kasane.nn.layers.Embedding;
import dev.kasane.nn.layers.Flatten;
import dev.kasane.nn.layers.GlobalAveragePool2d;
import dev.kasane.nn.layers.Gru;
import dev.kasane.nn.layers.InputLayer;
import dev.kasane.nn.layers.LayerNormalization;
import dev.kasane.nn.layers.LeakyRelu;
import dev.kasane.nn.layers.Lstm;
import dev.kasane.nn.layers.MaxPool2d;
import dev.kasane.nn.layers.Maximum;
import dev.kasane.nn.layers.MultiHeadAttention;
import dev.kasane.nn.layers.Multiply;
import dev.kasane.nn.layers.PositionEmbedding;
import dev.kasane.nn.layers.Reshape;
import dev.kasane.nn.layers.SimpleRnn;
import java.util.stream.IntStream;

/** Makes layers. The records have methods for what is rarely needed: {@code conv2d(16, 3).strides(2).padding(SAME)}. */
public final class Layers {

  private Layers() {}

  /** The shape of one sample, without the batch axis: {@code input(28, 28, 1)} for height, width and channels. */
  public static InputLayer input(int... shape) {
    return new InputLayer(IntStream.of(shape).boxed().toList());
  }

  /** A fully connected layer. */
  public static Dense dense(int units) {
    return new Dense(units);
  }

  /** A convolution with a square kernel, stride 1, no padding. */
  public static Conv2d conv2d(int filters, int kernelSize) {
    return new Conv2d(filters, kernelSize, kernelSize);
  }

  /** A convolution, stride 1, no padding. */
  public static Conv2d conv2d(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2d(filters, kernelHeight, kernelWidth);
  }

  /** The largest value of each square window, which moves by its own size. */
  public static MaxPool2d maxPool2d(int poolSize) {
    return new MaxPool2d(poolSize, poolSize);
  }

  /** The largest value of each window, which moves by its own size. */
  public static MaxPool2d maxPool2d(int poolHeight, int poolWidth) {
    return new MaxPool2d(poolHeight, poolWidth);
  }

  /** The mean of each square window, which moves by its own size. */
  public static AveragePool2d averagePool2d(int poolSize) {
    return new AveragePool2d(poolSize, poolSize);
  }

  /** The mean of each window, which moves by its own size. */
  public static AveragePool2d averagePool2d(int poolHeight, int poolWidth) {
    return new AveragePool2d(poolHeight, poolWidth);
  }

  /** The mean of each channel over the whole image. */
  public static GlobalAveragePool2d globalAveragePool2d() {
    return new GlobalAveragePool2d();
  }

  /** Each sample as one row. */
  public static Flatten flatten() {
    return new Flatten();
  }

  /** Each sample under another shape; one size may be −1 and is then computed. */
  public static Reshape reshape(int... shape) {
    return new Reshape(IntStream.of(shape).boxed().toList());
  }

  /** A function as a layer of its own. */
  public static Activation activation(ActivationFunction function) {
    return new Activation(function);
  }

  /** max(x, 0). */
  public static Activation relu() {
    return activation(ActivationFunction.RELU);
  }

  /** 1 / (1 + e⁻ˣ). */
  public static Activation sigmoid() {
    return activation(ActivationFunction.SIGMOID);
  }

  /** Hyperbolic tangent. */
  public static Activation tanh() {
    return activation(ActivationFunction.TANH);
  }

  /** eˣ divided by its sum over the last axis. */
  public static Activation softmax() {
    return activation(ActivationFunction.SOFTMAX);
  }

  /** x · Φ(x). */
  public static Activation gelu() {
    return activation(ActivationFunction.GELU);
  }

  /** x · sigmoid(x). */
  public static Activation swish() {
    return activation(ActivationFunction.SWISH);
  }

  /** ln(1 + eˣ). */
  public static Activation softplus() {
    return activation(ActivationFunction.SOFTPLUS);
  }

  /** x. */
  public static Activation linear() {
    return activation(ActivationFunction.LINEAR);
  }

  /** x where positive, 0.3 x elsewhere: Keras's default for the layer. */
  public static LeakyRelu leakyRelu() {
    return leakyRelu(0.3);
  }

  /** x where positive, {@code negativeSlope · x} elsewhere. */
  public static LeakyRelu leakyRelu(double negativeSlope) {
    return new LeakyRelu(negativeSlope);
  }

  /** x where positive, eˣ − 1 elsewhere. */
  public static Elu elu() {
    return elu(1);
  }

  /** x where positive, {@code alpha · (eˣ − 1)} elsewhere. */
  public static Elu elu(double alpha) {
    return new Elu(alpha);
  }

  /** Drops each value with probability {@code rate} while training. */
  public static Dropout dropout(double rate) {
    return new Dropout(rate);
  }

  /** Normalizes each channel of the last axis; Keras's defaults. */
  public static BatchNormalization batchNormalization() {
    return new BatchNormalization();
  }

  /** Normalizes the last axis of each position; Keras's defaults. */
  public static LayerNormalization layerNormalization() {
    return new LayerNormalization();
  }

  /** A learned vector of {@code outputDim} numbers for each of the whole numbers 0 to {@code inputDim} − 1. */
  public static Embedding embedding(int inputDim, int outputDim) {
    return new Embedding(inputDim, outputDim);
  }

  /** Adds a learned vector to each position of sequences of at most so many steps. */
  public static PositionEmbedding positionEmbedding(int sequenceLength) {
    return new PositionEmbedding(sequenceLength);
  }

  /** Long short-term memory; gives the last step's state. */
  public static Lstm lstm(int units) {
    return new Lstm(units);
  }

  /** A gated recurrent unit; gives the last step's state. */
  public static Gru gru(int units) {
    return new Gru(units);
  }

  /** A plain recurrent layer with tanh; gives the last step's state. */
  public static SimpleRnn simpleRnn(int units) {
    return new SimpleRnn(units);
  }

  /** Attention; one input attends to itself. Add {@code .causal(true)} to see no later positions. */
  public static MultiHeadAttention multiHeadAttention(int numHeads, int keyDim) {
    return new MultiHeadAttention(numHeads, keyDim);
  }

  /** The sum of several inputs. */
  public static Add add() {
    return new Add();
  }

  /** The product of several inputs. */
  public static Multiply multiply() {
    return new Multiply();
  }

  /** The mean of several inputs. */
  public static Average average() {
    return new Average();
  }

  /** The largest of several inputs. */
  public static Maximum maximum() {
    return new Maximum();
  }

  /** Several inputs joined along the last axis. */
  public static Concatenate concatenate() {
    return concatenate(-1);
  }

  /** Several inputs joined along an axis; the batch axis, 0, is not allowed. */
  public static Concatenate concatenate(int axis) {
    return new Concatenate(axis);
  }
}
