package dev.kasane.lessons.walkthroughs.convnetjs;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import java.io.PrintStream;

/** What kinds of layers there are, with the two that the guide leaves empty: regression and convolution. */
public final class LayerKinds {

  private LayerKinds() {}

  /** Runs the chapter. */
  public static void run(PrintStream out) {
    show(out, "relu", "[{type:'input', out_sx:1, out_sy:1, out_depth:20},"
        + " {type:'fc', num_neurons:10, activation:'relu'}, {type:'softmax', num_classes:2}]", new Vol(1, 1, 20, 0.1));

    // 12 neurons, the largest of each 4 goes on: 3 outputs. Without group_size: the largest of each 2.
    show(out, "maxout", "[{type:'input', out_sx:1, out_sy:1, out_depth:20},"
        + " {type:'fc', num_neurons:12, group_size:4, activation:'maxout'}, {type:'svm', num_classes:2}]",
        new Vol(1, 1, 20, 0.1));

    // While training, half of the ten values are set to 0 at random.
    show(out, "dropout", "[{type:'input', out_sx:1, out_sy:1, out_depth:20},"
        + " {type:'fc', num_neurons:10, activation:'tanh', drop_prob:0.5}, {type:'softmax', num_classes:2}]",
        new Vol(1, 1, 20, 0.1));

    // Empty in the guide: regression. Three numbers are predicted, the loss is half the sum of squared errors.
    show(out, "regression", "[{type:'input', out_sx:1, out_sy:1, out_depth:2},"
        + " {type:'fc', num_neurons:5, activation:'sigmoid'}, {type:'regression', num_neurons:3}]",
        Vol.of(0.5, -1.3));

    // Empty in the guide: convolution. 8 filters of 5x5, a border of 2, then the largest of each 2x2.
    show(out, "convolution", "[{type:'input', out_sx:24, out_sy:24, out_depth:3},"
        + " {type:'conv', sx:5, filters:8, stride:1, pad:2, activation:'relu'}, {type:'pool', sx:2, stride:2},"
        + " {type:'softmax', num_classes:10}]", new Vol(24, 24, 3, 0.1));
  }

  private static void show(PrintStream out, String name, String definitions, Vol x) {
    Net net = new Net(1);
    net.makeLayers(definitions);
    net.forward(x);
    out.println(name + ":");
    net.layers().forEach(layer -> out.println(
        "  " + layer.layerType() + " -> " + layer.outSx() + "x" + layer.outSy() + "x" + layer.outDepth()));
  }
}
