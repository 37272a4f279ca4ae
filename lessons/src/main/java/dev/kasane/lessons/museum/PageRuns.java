package dev.kasane.lessons.museum;

import dev.kasane.convnetjs.Augment;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.deepqlearn.AppleWorld;
import dev.kasane.convnetjs.deepqlearn.Eye;
import dev.kasane.report.Numbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Defects of definitions, sizes and demo pages: each method gives the numbers of one chart or table. */
final class PageRuns {

  private static final int SIDE = 28;

  private PageRuns() {}

  /** A definition after a net was made of it, and the bias of a tanh layer made of it afterwards. */
  record Definition(Map<String, Object> entries, double bias) {}

  /** Makes a relu layer of a definition, then asks the same definition for a tanh layer. */
  static Definition definition(Mode mode) {
    Map<String, Object> fc = new HashMap<>(Map.of("type", "fc", "num_neurons", 20, "activation", "relu"));
    List<Map<String, Object>> all = List.of(
        new HashMap<>(Map.of("type", "input", "out_sx", 1, "out_sy", 1, "out_depth", 2)), fc,
        new HashMap<>(Map.of("type", "softmax", "num_classes", 2)));
    new Net(mode, 1).makeLayers(all);
    Map<String, Object> entries = new TreeMap<>(fc);
    fc.put("activation", "tanh");
    Net second = new Net(mode, 1);
    second.makeLayers(all);
    return new Definition(entries, second.getParamsAndGrads().get(20).params()[0]);
  }

  /** How much the answer of the demo's MNIST net changes when a column of the picture is brightened. */
  static Pair crop() {
    return new Pair(Toys.range(SIDE, 0, 1), influence(Mode.FAITHFUL), influence(Mode.CORRECT));
  }

  private static double[] influence(Mode mode) {
    Net net = new Net(mode, 1);
    net.makeLayers("[{type:'input', out_sx:24, out_sy:24, out_depth:1},"
        + "{type:'conv', sx:5, filters:8, stride:1, pad:2, activation:'relu'}, {type:'pool', sx:2, stride:2},"
        + "{type:'conv', sx:5, filters:16, stride:1, pad:2, activation:'relu'}, {type:'pool', sx:3, stride:3},"
        + "{type:'softmax', num_classes:10}]");
    Rand rand = Rand.seeded(2);
    Vol picture = new Vol(SIDE, SIDE, 1, 0.0);
    for (int i = 0; i < picture.length(); i++) {
      picture.w()[i] = rand.randf(-0.5, 0.5);
    }
    double[] before = answer(net, picture);
    double[] change = new double[SIDE];
    for (int column = 0; column < SIDE; column++) {
      Vol brighter = picture.clone();
      for (int row = 0; row < SIDE; row++) {
        brighter.add(column, row, 0, 1);
      }
      double[] after = answer(net, brighter);
      for (int i = 0; i < after.length; i++) {
        change[column] += Math.abs(after[i] - before[i]);
      }
    }
    return change;
  }

  /** The page hands the whole picture to a net of 24 x 24; what was meant is the mean over crops. */
  private static double[] answer(Net net, Vol picture) {
    if (net.mode().faithful()) {
      return net.forward(picture).w();
    }
    double[] mean = new double[10];
    for (int offset : new int[] {0, 2, 4}) {
      double[] p = net.forward(Augment.augment(picture, 24, offset, offset, false)).w();
      for (int i = 0; i < 10; i++) {
        mean[i] += p[i] / 3;
      }
    }
    return mean;
  }

  /** Where the nine eyes of the Q-learning demo look, in radians. */
  static Pair eyes() {
    return new Pair(Toys.range(9, 1, 1), eyes(Mode.FAITHFUL), eyes(Mode.CORRECT));
  }

  private static double[] eyes(Mode mode) {
    return new AppleWorld(mode, AppleWorld.brain(1), 1).eyes().stream().mapToDouble(Eye::angle).toArray();
  }

  /** The cost while a net learns two spirals and is handed one sample that lacks a number. */
  static Pair shapes() {
    return new Pair(Toys.range(40, 100, 100), shapes(Mode.FAITHFUL), shapes(Mode.CORRECT));
  }

  private static double[] shapes(Mode mode) {
    Net net = small(mode);
    Trainer trainer = Toys.trainer(net, "{learning_rate: 0.03, momentum: 0, batch_size: 1}");
    List<Toys.Sample> data = Toys.spirals(2, 3);
    Rand rand = Rand.seeded(4);
    return Toys.windows(40, 100, i -> {
      if (i == 1500) {
        said(() -> trainer.train(Vol.of(0.5), 0).costLoss());
      }
      Toys.Sample sample = data.get(rand.randi(0, data.size()));
      return trainer.train(sample.x(), sample.label()).costLoss();
    });
  }

  /** What a mistake leads to: a number, or a message. */
  record Mistake(String code, String faithful, String correct) {}

  /** Mistakes that users made, and what they were told. */
  static List<Mistake> mistakes() {
    return List.of(
        new Mistake("train(Vol.of(1, 2), 2)", label(Mode.FAITHFUL), label(Mode.CORRECT)),
        new Mistake("forward(Vol.of(1))", input(Mode.FAITHFUL, 1), input(Mode.CORRECT, 1)),
        new Mistake("forward(Vol.of(1, 2, 3))", input(Mode.FAITHFUL, 1, 2, 3), input(Mode.CORRECT, 1, 2, 3)));
  }

  private static String label(Mode mode) {
    return said(() -> Toys.trainer(small(mode), "{}").train(Vol.of(1, 2), 2).costLoss());
  }

  private static String input(Mode mode, double... x) {
    return said(() -> small(mode).forward(Vol.of(x)).w()[0]);
  }

  private static Net small(Mode mode) {
    Net net = new Net(mode, 1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:20, activation:'tanh'},"
        + "{type:'softmax', num_classes:2}]");
    return net;
  }

  private interface Attempt {
    double number();
  }

  private static String said(Attempt attempt) {
    try {
      double number = attempt.number();
      return Double.isNaN(number) ? "NaN" : Numbers.fixed(number, 4);
    } catch (ConvNetException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
