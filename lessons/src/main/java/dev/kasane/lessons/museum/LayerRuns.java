package dev.kasane.lessons.museum;

import dev.kasane.convnetjs.Layers;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.LocalResponseNormalizationLayer;
import dev.kasane.convnetjs.layers.SoftmaxLayer;
import dev.kasane.convnetjs.layers.TanhLayer;
import java.util.List;

/** Defects of layers: each method gives the numbers of one chart. */
final class LayerRuns {

  private LayerRuns() {}

  /** The function that {@link #dropout} learns. */
  static double wave(double x) {
    return 2 + StrictMath.sin(2 * x);
  }

  /** A wave learned with dropout 0.2: what the trained net predicts at x. */
  static Pair dropout() {
    double[] x = Toys.range(61, -2, 4.0 / 60);
    return new Pair(x, fit(Mode.FAITHFUL, x), fit(Mode.CORRECT, x));
  }

  private static double[] fit(Mode mode, double[] x) {
    Net net = new Net(mode, 1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:1},"
        + "{type:'fc', num_neurons:60, activation:'relu', drop_prob:0.2}, {type:'regression', num_neurons:1}]");
    Trainer trainer = Toys.trainer(net, "{learning_rate: 0.01, momentum: 0, batch_size: 5}");
    Rand rand = Rand.seeded(2);
    for (int i = 0; i < 25_000; i++) {
      double at = rand.randf(-2, 2);
      trainer.train(Vol.of(at), new double[] {wave(at)});
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = net.forward(Vol.of(x[i])).w()[0];
    }
    return y;
  }

  /** Slopes of one output of a normalization along its three inputs: by finite differences, and in both modes. */
  record Slopes(double[] measured, double[] faithful, double[] correct) {}

  /** How the first output of lrn (k 1, n 3, alpha 3, beta ½) at (1, 2, 3) depends on each input. */
  static Slopes lrn() {
    double[] measured = new double[3];
    for (int i = 0; i < 3; i++) {
      double h = 1e-6;
      Vol more = Vol.of(1, 2, 3);
      Vol less = Vol.of(1, 2, 3);
      more.w()[i] += h;
      less.w()[i] -= h;
      measured[i] = (normalization(Mode.CORRECT).forward(more, false).w()[0]
          - normalization(Mode.CORRECT).forward(less, false).w()[0]) / (2 * h);
    }
    return new Slopes(measured, slopes(Mode.FAITHFUL), slopes(Mode.CORRECT));
  }

  private static double[] slopes(Mode mode) {
    LocalResponseNormalizationLayer lrn = normalization(mode);
    Vol x = Vol.of(1, 2, 3);
    lrn.forward(x, true).dw()[0] = 1;
    lrn.backward();
    return x.dw();
  }

  private static LocalResponseNormalizationLayer normalization(Mode mode) {
    return new LocalResponseNormalizationLayer(new Size(1, 1, 3), 1, 3, 3, 0.5, mode);
  }

  /** The cost of a net with maxout that was saved and loaded, while it learns two spirals. */
  static Pair maxout() {
    return new Pair(Toys.range(40, 500, 500), loaded(Mode.FAITHFUL), loaded(Mode.CORRECT));
  }

  private static double[] loaded(Mode mode) {
    Net fresh = new Net(mode, 1);
    fresh.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:16, "
        + "activation:'maxout'},"
        + "{type:'fc', num_neurons:16, activation:'maxout'}, {type:'softmax', num_classes:2}]");
    Net net = new Net(mode, 1);
    net.fromJSON(fresh.toJSON());
    return Toys.costs(
        Toys.trainer(net, "{learning_rate: 0.02, momentum: 0.9, batch_size: 10}"), Toys.spirals(2, 3), 40, 500, 4);
  }

  /** The hyperbolic tangent of x. */
  static Pair tanh() {
    double[] x = Toys.range(51, 0, 10);
    return new Pair(x, tanh(Mode.FAITHFUL, x), tanh(Mode.CORRECT, x));
  }

  private static double[] tanh(Mode mode, double[] x) {
    return new TanhLayer(new Size(1, 1, x.length), mode).forward(Vol.of(x), false).w();
  }

  /** The softmax loss when a wrong class leads by x. */
  static Pair softmax() {
    double[] x = Toys.range(51, 0, 20);
    return new Pair(x, losses(Mode.FAITHFUL, x), losses(Mode.CORRECT, x));
  }

  private static double[] losses(Mode mode, double[] leads) {
    SoftmaxLayer softmax = new SoftmaxLayer(new Size(1, 1, 2), mode);
    double[] y = new double[leads.length];
    for (int i = 0; i < leads.length; i++) {
      softmax.forward(Vol.of(0, leads[i]), true);
      y[i] = softmax.backward(Target.label(0));
    }
    return y;
  }

  /** The cost of a net that pools windows which lie in the padding altogether. */
  static Pair pool() {
    return new Pair(Toys.range(30, 20, 20), pooled(Mode.FAITHFUL), pooled(Mode.CORRECT));
  }

  /** Which half of a picture of 4 x 4 is bright. */
  private static double[] pooled(Mode mode) {
    Net net = new Net(mode, 1);
    net.makeLayers(List.of(
        Layers.input(4, 4, 1), Layers.conv(3, 3).pad(1), Layers.pool(2).pad(2), Layers.svm(2)));
    Trainer trainer = Toys.trainer(net, "{learning_rate: 0.01, momentum: 0, batch_size: 1}");
    Rand rand = Rand.seeded(2);
    return Toys.windows(30, 20, _ -> {
      int label = rand.randi(0, 2);
      Vol x = new Vol(4, 4, 1, 0.0);
      for (int i = 0; i < 16; i++) {
        x.w()[i] = (i % 4 < 2 ? label : 1 - label) + rand.randf(-0.3, 0.3);
      }
      return trainer.train(x, label).costLoss();
    });
  }
}
