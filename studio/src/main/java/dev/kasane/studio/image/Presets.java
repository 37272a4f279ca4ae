package dev.kasane.studio.image;

import java.util.List;

/** Set-ups to begin with. The page knows their titles. */
final class Presets {

  /**
   * A set-up by name.
   *
   * @param id names it
   * @param setup all of it
   */
  record Preset(String id, Setup setup) {}

  private static final long SEED = 1;

  /** The model of the TensorFlow.js example. */
  private static final String MNIST_CNN = """
      [
        {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1},
        {type: 'conv', sx: 3, filters: 16, activation: 'relu'},
        {type: 'pool', sx: 2, stride: 2},
        {type: 'conv', sx: 3, filters: 32, activation: 'relu'},
        {type: 'pool', sx: 2, stride: 2},
        {type: 'conv', sx: 3, filters: 32, activation: 'relu'},
        {type: 'fc', num_neurons: 64, activation: 'relu'},
        {type: 'softmax', num_classes: 10}
      ]
      """;

  /** ConvNetJS's demonstration. */
  private static final String CONVNETJS_MNIST = """
      layer_defs = [];
      layer_defs.push({type: 'input', out_sx: 24, out_sy: 24, out_depth: 1});
      layer_defs.push({type: 'conv', sx: 5, filters: 8, stride: 1, pad: 2, activation: 'relu'});
      layer_defs.push({type: 'pool', sx: 2, stride: 2});
      layer_defs.push({type: 'conv', sx: 5, filters: 16, stride: 1, pad: 2, activation: 'relu'});
      layer_defs.push({type: 'pool', sx: 3, stride: 3});
      layer_defs.push({type: 'softmax', num_classes: 10});
      """;

  /** ConvNetJS's demonstration. */
  private static final String CONVNETJS_CIFAR = """
      layer_defs = [];
      layer_defs.push({type: 'input', out_sx: 32, out_sy: 32, out_depth: 3});
      layer_defs.push({type: 'conv', sx: 5, filters: 16, stride: 1, pad: 2, activation: 'relu'});
      layer_defs.push({type: 'pool', sx: 2, stride: 2});
      layer_defs.push({type: 'conv', sx: 5, filters: 20, stride: 1, pad: 2, activation: 'relu'});
      layer_defs.push({type: 'pool', sx: 2, stride: 2});
      layer_defs.push({type: 'conv', sx: 5, filters: 20, stride: 1, pad: 2, activation: 'relu'});
      layer_defs.push({type: 'pool', sx: 2, stride: 2});
      layer_defs.push({type: 'softmax', num_classes: 10});
      """;

  private static final String BLOG_SIMPLE = """
      [
        {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1},
        {type: 'softmax', num_classes: 10}
      ]
      """;

  private static final String BLOG_HIDDEN = """
      [
        {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1},
        {type: 'fc', num_neurons: 100, activation: 'sigmoid'},
        {type: 'softmax', num_classes: 10}
      ]
      """;

  private static final String BLOG_CNN = """
      [
        {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1},
        {type: 'conv', sx: 5, filters: 1, bias: 'position', activation: 'relu'},
        {type: 'softmax', num_classes: 10}
      ]
      """;

  /** The other model of the TensorFlow.js example. */
  private static final String DENSE = """
      [
        {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1},
        {type: 'fc', num_neurons: 42, activation: 'relu'},
        {type: 'softmax', num_classes: 10}
      ]
      """;

  private Presets() {}

  /**
   * All of them.
   *
   * @param digits data with digits that is there: MNIST, or drawn ones
   */
  static List<Preset> all(String digits) {
    // The blog adds up the gradients of 100 images where Kasane takes their mean: 0.001 there is 0.1 here.
    return List.of(
        new Preset("mnist-cnn", plain(digits, MNIST_CNN, Start.GLOROT, "adam", 0.001, 0.9, 128)),
        new Preset("convnetjs-mnist", new Setup(digits, CONVNETJS_MNIST, Start.CONVNETJS.label(), "adadelta", 1, 0.9,
            20, 0, 0.001, 10, SEED, 0, true, 2, false)),
        new Preset("convnetjs-cifar", new Setup("cifar10", CONVNETJS_CIFAR, Start.CONVNETJS.label(), "adadelta", 1,
            0.9, 4, 0, 0.0001, 10, SEED, 0, true, 2, true)),
        new Preset("blog-simple", plain(digits, BLOG_SIMPLE, Start.NORMAL, "sgd", 0.1, 0, 100)),
        new Preset("blog-hidden", plain(digits, BLOG_HIDDEN, Start.NORMAL, "sgd", 0.1, 0, 100)),
        new Preset("blog-cnn", plain(digits, BLOG_CNN, Start.GLOROT, "sgd", 0.01, 0, 100)),
        new Preset("dense", plain(digits, DENSE, Start.GLOROT, "rmsprop", 0.001, 0, 320)));
  }

  private static Setup plain(
      String data, String text, Start start, String optimizer, double rate, double momentum, int batchSize) {
    return new Setup(data, text, start.label(), optimizer, rate, momentum, batchSize, 0, 0, 10, SEED, 0, false, 0,
        false);
  }
}
