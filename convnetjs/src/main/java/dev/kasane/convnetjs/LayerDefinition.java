package dev.kasane.convnetjs;

import java.util.Optional;

/**
 * One entry of the list that {@link Net#makeLayers} takes. {@link Layers} has a short function for each kind, and
 * {@link LayerDefinitions} reads what JavaScript users write. Definitions do not change; methods that set something
 * return a changed copy.
 */
public sealed interface LayerDefinition {

  /** ConvNetJS's name of this kind of layer. */
  String type();

  /** What it says about layers around it. */
  Sugar sugar();

  /** The same with other words about layers around it. */
  LayerDefinition withSugar(Sugar sugar);

  /** What it says about its weights, if it is of a kind that has some. */
  default Optional<Tuning> weights() {
    return Optional.empty();
  }

  /**
   * Settings that every kind shares.
   *
   * @param <D> the kind
   */
  sealed interface Sugared<D extends LayerDefinition> extends LayerDefinition {

    @Override
    D withSugar(Sugar sugar);

    /** With a layer of this activation behind it. */
    default D activation(Activation activation) {
      return withSugar(new Sugar(activation, sugar().groupSize(), sugar().dropProb(), sugar().tensor()));
    }

    /** With groups of this size, if the activation is maxout. */
    default D groupSize(int groupSize) {
      return withSugar(new Sugar(sugar().activation(), groupSize, sugar().dropProb(), sugar().tensor()));
    }

    /** With a dropout layer of this probability behind it and its activation. */
    default D dropProb(double dropProb) {
      return withSugar(new Sugar(sugar().activation(), sugar().groupSize(), dropProb, sugar().tensor()));
    }

    /** With a quadtransform layer before it, or without. */
    default D tensor(boolean tensor) {
      return withSugar(new Sugar(sugar().activation(), sugar().groupSize(), sugar().dropProb(), tensor));
    }
  }

  /**
   * Settings of kinds with weights.
   *
   * @param <D> the kind
   */
  sealed interface Weighted<D extends LayerDefinition> extends Sugared<D> {

    /** What it says about its weights. */
    Tuning tuning();

    /** The same with other words about its weights. */
    D withTuning(Tuning tuning);

    @Override
    default Optional<Tuning> weights() {
      return Optional.of(tuning());
    }

    /** With biases that are this number at birth. */
    default D biasPref(double biasPref) {
      return withTuning(new Tuning(biasPref, tuning().l1DecayMul(), tuning().l2DecayMul()));
    }

    /** With the trainer's L1 decay multiplied by this. */
    default D l1DecayMul(double l1DecayMul) {
      return withTuning(new Tuning(tuning().biasPref(), l1DecayMul, tuning().l2DecayMul()));
    }

    /** With the trainer's L2 decay multiplied by this. */
    default D l2DecayMul(double l2DecayMul) {
      return withTuning(new Tuning(tuning().biasPref(), tuning().l1DecayMul(), l2DecayMul));
    }
  }

  /** {@code {type: 'input', out_sx, out_sy, out_depth}}. */
  record Input(int outSx, int outSy, int outDepth, Sugar sugar) implements Sugared<Input> {
    @Override
    public String type() {
      return "input";
    }

    @Override
    public Input withSugar(Sugar sugar) {
      return new Input(outSx, outSy, outDepth, sugar);
    }
  }

  /** {@code {type: 'fc', num_neurons}}. */
  record FullyConnected(int numNeurons, Tuning tuning, Sugar sugar) implements Weighted<FullyConnected> {
    @Override
    public String type() {
      return "fc";
    }

    @Override
    public FullyConnected withSugar(Sugar sugar) {
      return new FullyConnected(numNeurons, tuning, sugar);
    }

    @Override
    public FullyConnected withTuning(Tuning tuning) {
      return new FullyConnected(numNeurons, tuning, sugar);
    }
  }

  /** {@code {type: 'conv', sx, sy, filters, stride, pad}}. */
  record Conv(int sx, int sy, int filters, int stride, int pad, Tuning tuning, Sugar sugar) implements Weighted<Conv> {
    @Override
    public String type() {
      return "conv";
    }

    /** With a filter of this height. */
    public Conv sy(int sy) {
      return new Conv(sx, sy, filters, stride, pad, tuning, sugar);
    }

    /** With this step. */
    public Conv stride(int stride) {
      return new Conv(sx, sy, filters, stride, pad, tuning, sugar);
    }

    /** With this many zeros around the input. */
    public Conv pad(int pad) {
      return new Conv(sx, sy, filters, stride, pad, tuning, sugar);
    }

    @Override
    public Conv withSugar(Sugar sugar) {
      return new Conv(sx, sy, filters, stride, pad, tuning, sugar);
    }

    @Override
    public Conv withTuning(Tuning tuning) {
      return new Conv(sx, sy, filters, stride, pad, tuning, sugar);
    }
  }

  /** {@code {type: 'pool', sx, sy, stride, pad}}. */
  record Pool(int sx, int sy, int stride, int pad, Sugar sugar) implements Sugared<Pool> {
    @Override
    public String type() {
      return "pool";
    }

    /** With a window of this height. */
    public Pool sy(int sy) {
      return new Pool(sx, sy, stride, pad, sugar);
    }

    /** With this step. */
    public Pool stride(int stride) {
      return new Pool(sx, sy, stride, pad, sugar);
    }

    /** With a window that may begin this far outside. */
    public Pool pad(int pad) {
      return new Pool(sx, sy, stride, pad, sugar);
    }

    @Override
    public Pool withSugar(Sugar sugar) {
      return new Pool(sx, sy, stride, pad, sugar);
    }
  }

  /** {@code {type: 'relu'}}, {@code 'sigmoid'} or {@code 'tanh'}. */
  record Pointwise(Activation function, Sugar sugar) implements Sugared<Pointwise> {
    /** Refuses maxout, which has a group size. */
    public Pointwise {
      if (function == Activation.MAXOUT) {
        throw new ConvNetException("maxout: expected relu, sigmoid or tanh; use Layers.maxout");
      }
    }

    @Override
    public String type() {
      return function.word();
    }

    @Override
    public Pointwise withSugar(Sugar sugar) {
      return new Pointwise(function, sugar);
    }
  }

  /** {@code {type: 'maxout', group_size}}. */
  record Maxout(int groupSize, Sugar sugar) implements Sugared<Maxout> {
    @Override
    public String type() {
      return "maxout";
    }

    @Override
    public Maxout groupSize(int groupSize) {
      return new Maxout(groupSize, sugar);
    }

    @Override
    public Maxout withSugar(Sugar sugar) {
      return new Maxout(groupSize, sugar);
    }
  }

  /** {@code {type: 'dropout', drop_prob}}. */
  record Dropout(double probability, Sugar sugar) implements Sugared<Dropout> {
    @Override
    public String type() {
      return "dropout";
    }

    @Override
    public Dropout dropProb(double dropProb) {
      return new Dropout(dropProb, sugar);
    }

    @Override
    public Dropout withSugar(Sugar sugar) {
      return new Dropout(probability, sugar);
    }
  }

  /** {@code {type: 'lrn', k, n, alpha, beta}}. */
  record LocalResponseNormalization(double k, double n, double alpha, double beta, Sugar sugar)
      implements Sugared<LocalResponseNormalization> {
    @Override
    public String type() {
      return "lrn";
    }

    @Override
    public LocalResponseNormalization withSugar(Sugar sugar) {
      return new LocalResponseNormalization(k, n, alpha, beta, sugar);
    }
  }

  /** {@code {type: 'quadtransform'}}. */
  record QuadTransform(Sugar sugar) implements Sugared<QuadTransform> {
    @Override
    public String type() {
      return "quadtransform";
    }

    @Override
    public QuadTransform withSugar(Sugar sugar) {
      return new QuadTransform(sugar);
    }
  }

  /** {@code {type: 'softmax', num_classes}}. */
  record Softmax(int numClasses, Sugar sugar) implements Sugared<Softmax> {
    @Override
    public String type() {
      return "softmax";
    }

    @Override
    public Softmax withSugar(Sugar sugar) {
      return new Softmax(numClasses, sugar);
    }
  }

  /** {@code {type: 'svm', num_classes}}. */
  record Svm(int numClasses, Sugar sugar) implements Sugared<Svm> {
    @Override
    public String type() {
      return "svm";
    }

    @Override
    public Svm withSugar(Sugar sugar) {
      return new Svm(numClasses, sugar);
    }
  }

  /** {@code {type: 'regression', num_neurons}}. */
  record Regression(int numNeurons, Sugar sugar) implements Sugared<Regression> {
    @Override
    public String type() {
      return "regression";
    }

    @Override
    public Regression withSugar(Sugar sugar) {
      return new Regression(numNeurons, sugar);
    }
  }
}
