package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.Rand;

/** Draws nets of awkward sizes that have no dropout. */
final class RandomNet {

  private RandomNet() {}

  static String draw(Rand rand) {
    StringBuilder text = new StringBuilder("[{type:'input', out_sx:").append(rand.randi(1, 9)).append(", out_sy:")
        .append(rand.randi(1, 9)).append(", out_depth:").append(rand.randi(1, 5)).append("}");
    int layers = rand.randi(0, 5);
    for (int i = 0; i < layers; i++) {
      text.append(", ").append(layer(rand));
    }
    return text.append(switch (rand.randi(0, 3)) {
      case 0 -> ", {type:'softmax', num_classes:" + rand.randi(1, 6) + "}]";
      case 1 -> ", {type:'svm', num_classes:" + rand.randi(1, 6) + "}]";
      default -> ", {type:'regression', num_neurons:" + rand.randi(1, 6) + "}]";
    }).toString();
  }

  private static String layer(Rand rand) {
    int sx = rand.randi(1, 4);
    int sy = rand.randi(1, 4);
    // As much padding as the window is large keeps every size possible.
    int pad = Math.max(sx, sy) - rand.randi(0, 2);
    return switch (rand.randi(0, 7)) {
      case 0 -> "{type:'fc', num_neurons:" + rand.randi(2, 9) + activation(rand) + "}";
      case 1, 2 -> "{type:'conv', sx:" + sx + ", sy:" + sy + ", filters:" + rand.randi(2, 7) + ", stride:"
          + rand.randi(1, 3) + ", pad:" + pad + activation(rand) + "}";
      case 3 -> "{type:'pool', sx:" + sx + ", sy:" + sy + ", stride:" + rand.randi(1, 4) + ", pad:" + pad + "}";
      case 4 -> "{type:'lrn', k:" + rand.randf(1, 2) + ", n:" + rand.randi(1, 6) + ", alpha:" + rand.randf(0, 1)
          + ", beta:" + rand.randf(0.3, 1) + "}";
      case 5 -> "{type:'maxout', group_size:1}";
      default -> "{type:'tanh'}";
    };
  }

  private static String activation(Rand rand) {
    return switch (rand.randi(0, 5)) {
      case 0 -> ", activation:'relu'";
      case 1 -> ", activation:'sigmoid'";
      case 2 -> ", activation:'tanh'";
      case 3 -> ", activation:'maxout', group_size:2";
      default -> "";
    };
  }
}
