package dev.kasane.lessons.museum;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import java.util.ArrayList;
import java.util.List;

/** Defects of trainers: each method gives the numbers of one chart. */
final class TrainerRuns {

  private static final int SEEDS = 5;

  private TrainerRuns() {}

  /** The cost while adam learns two spirals: the mean of five nets. */
  static Pair adam() {
    return new Pair(Toys.range(40, 250, 250), adam(Mode.FAITHFUL), adam(Mode.CORRECT));
  }

  private static double[] adam(Mode mode) {
    double[] mean = new double[40];
    for (int seed = 1; seed <= SEEDS; seed++) {
      Net net = new Net(mode, seed);
      net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:20, activation:'relu'},"
          + "{type:'fc', num_neurons:20, activation:'relu'}, {type:'softmax', num_classes:2}]");
      double[] costs =
          Toys.costs(
              Toys.trainer(net, "{method: 'adam', learning_rate: 0.01, batch_size: 1}"), Toys.spirals(2, 3), 40, 250,
              seed);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += costs[i] / SEEDS;
      }
    }
    return mean;
  }

  /** The size of eight weights that nothing needs, while l1_decay is on. */
  static Pair l1() {
    return new Pair(Toys.range(41, 0, 50), useless(Mode.FAITHFUL), useless(Mode.CORRECT));
  }

  /** Ten inputs, two of which matter, and five samples: only decay makes the other eight weights shrink. */
  private static double[] useless(Mode mode) {
    Net net = new Net(mode, 1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:10}, {type:'regression', num_neurons:1}]");
    double[] w = ((FullyConnLayer) net.layers().get(1)).filters().getFirst().w();
    Trainer trainer = Toys.trainer(net, "{learning_rate: 0.01, momentum: 0, batch_size: 1, l1_decay: 0.05}");
    Rand rand = Rand.seeded(2);
    List<Vol> samples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      samples.add(new Vol(1, 1, 10, 0.0));
      for (int j = 0; j < 10; j++) {
        samples.get(i).w()[j] = rand.randf(-1, 1);
      }
    }
    double[] sizes = new double[41];
    for (int i = 0; i <= 2000; i++) {
      if (i % 50 == 0) {
        for (int j = 2; j < 10; j++) {
          sizes[i / 50] += Math.abs(w[j]);
        }
      }
      Vol x = samples.get(i % 5);
      trainer.train(x, new double[] {x.w()[0] - x.w()[1]});
    }
    return sizes;
  }

  /** The decay loss that each call of train reports; batches of 10. */
  static Pair reportedDecay() {
    return new Pair(Toys.range(40, 1, 1), reported(Mode.FAITHFUL), reported(Mode.CORRECT));
  }

  private static double[] reported(Mode mode) {
    Trainer trainer =
        Toys.trainer(oneWeight(mode), "{learning_rate: 0.1, momentum: 0, batch_size: 10, l2_decay: 0.1}");
    return Toys.windows(40, 1, _ -> trainer.train(Vol.of(0), new double[] {0}).l2DecayLoss());
  }

  /** A weight of 1 after 100 updates with nothing but decay, by batch size. */
  static Pair decay() {
    double[] batches = {1, 2, 5, 10, 20, 50, 100};
    return new Pair(batches, shrunk(Mode.FAITHFUL, batches), shrunk(Mode.CORRECT, batches));
  }

  private static double[] shrunk(Mode mode, double[] batches) {
    double[] weights = new double[batches.length];
    for (int i = 0; i < batches.length; i++) {
      Net net = oneWeight(mode);
      Trainer trainer = Toys.trainer(net, "{learning_rate: 0.1, momentum: 0, l2_decay: 0.1}");
      trainer.batchSize((int) batches[i]);
      for (int k = 0; k < 100 * batches[i]; k++) {
        trainer.train(Vol.of(0), new double[] {0});
      }
      weights[i] = ((FullyConnLayer) net.layers().get(1)).filters().getFirst().w()[0];
    }
    return weights;
  }

  private static Net oneWeight(Mode mode) {
    Net net = new Net(mode, 1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:1}, {type:'regression', num_neurons:1}]");
    ((FullyConnLayer) net.layers().get(1)).filters().getFirst().w()[0] = 1;
    return net;
  }

  /** The cost while adadelta learns two spirals, and what follows when a snapshot is loaded half way. */
  static Pair reload() {
    return new Pair(Toys.range(40, 1000, 1000), reload(true), reload(false));
  }

  private static double[] reload(boolean asThePageDid) {
    Net net = new Net(Mode.CORRECT, 1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:20, activation:'relu'},"
        + "{type:'fc', num_neurons:20, activation:'relu'}, {type:'softmax', num_classes:2}]");
    Trainer trainer = Toys.trainer(net, "{method: 'adadelta', eps: 0.000001, batch_size: 10, l2_decay: 0.0001}");
    List<Toys.Sample> data = Toys.spirals(1, 3);
    double[] before = Toys.costs(trainer, data, 20, 1000, 4);
    Net loaded = new Net(Mode.CORRECT, 1);
    loaded.fromJSON(net.toJSON());
    String method = asThePageDid ? "" : "method: 'adadelta', eps: 0.000001, ";
    Trainer next = Toys.trainer(
        loaded, "{" + method + "learning_rate: 0.01, momentum: 0.9, batch_size: 10, l2_decay: 0.0001}");
    double[] after = Toys.costs(next, data, 20, 1000, 5);
    double[] all = new double[40];
    System.arraycopy(before, 0, all, 0, 20);
    System.arraycopy(after, 0, all, 20, 20);
    return all;
  }
}
