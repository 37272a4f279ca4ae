package dev.kasane.benchmarks;

import static dev.kasane.nn.Layers.add;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.embedding;
import static dev.kasane.nn.Layers.globalAveragePool2d;
import static dev.kasane.nn.Layers.layerNormalization;
import static dev.kasane.nn.Layers.multiHeadAttention;
import static dev.kasane.nn.Layers.positionEmbedding;
import static dev.kasane.nn.Layers.relu;
import static dev.kasane.nn.layers.ActivationFunction.GELU;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.nn.layers.BiasMode;
import dev.kasane.nn.layers.Padding;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Model;
import dev.kasane.train.Symbol;
import dev.kasane.train.Symbols;

/** Networks that are no chains. */
final class Networks {

  /** PyTorch's, which the articles' code used. */
  private static final double EPSILON = 1e-5;

  private Networks() {}

  /**
   * ResNet-18 (He et al. 2015) for small images: a 3×3 stem instead of the 7×7 one with its pooling, then four stages
   * of two basic blocks with 64, 128, 256 and 512 filters.
   */
  static Model resnet18(Shape image, int classes) {
    Symbol input = Symbols.input(image);
    Symbol x = normalized(input, 64, 3, 1).then(relu());
    for (int stage = 0; stage < 4; stage++) {
      for (int block = 0; block < 2; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        int filters = 64 << stage;
        Symbol inner = normalized(normalized(x, filters, 3, stride).then(relu()), filters, 3, 1);
        Symbol past = stride == 1 ? x : normalized(x, filters, 1, stride);
        x = Symbols.apply(add(), inner, past).then(relu());
      }
    }
    return Model.of(input, x.then(globalAveragePool2d()).then(dense(classes).activation(SOFTMAX)));
  }

  private static Symbol normalized(Symbol x, int filters, int kernelSize, int stride) {
    return x.then(
            conv2d(filters, kernelSize).strides(stride).padding(Padding.explicit(kernelSize / 2))
                .biasMode(BiasMode.NONE))
        .then(batchNormalization().momentum(0.9).epsilon(EPSILON));
  }

  /** A decoder in the form of GPT-2 (Radford et al. 2019): normalization before each part, no dropout. */
  static Model gpt(int layers, int width, int heads, int context, int vocabulary) {
    Symbol input = Symbols.input("tokens", context);
    Symbol x = input.then(embedding(vocabulary, width)).then(positionEmbedding(context));
    for (int i = 0; i < layers; i++) {
      Symbol seen =
          x.then(layerNormalization().epsilon(EPSILON)).then(multiHeadAttention(heads, width / heads).causal(true));
      x = Symbols.apply(add(), x, seen);
      Symbol thought =
          x.then(layerNormalization().epsilon(EPSILON)).then(dense(4 * width).activation(GELU)).then(dense(width));
      x = Symbols.apply(add(), x, thought);
    }
    return Model.of(input, x.then(layerNormalization().epsilon(EPSILON)).then(dense(vocabulary).useBias(false)));
  }
}
