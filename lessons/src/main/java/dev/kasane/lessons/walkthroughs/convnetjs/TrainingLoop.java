package dev.kasane.lessons.walkthroughs.convnetjs;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.SGDTrainer;
import dev.kasane.convnetjs.Vol;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Random;

/** The training loop: fill a Vol, train on each row; here points inside and outside a circle. */
public final class TrainingLoop {

  private TrainingLoop() {}

  /** Runs the chapter. */
  public static void run(PrintStream out) {
    double[][] data = new double[200][2];
    int[] labels = new int[data.length];
    Random random = new Random(1);
    for (int i = 0; i < data.length; i++) {
      data[i] = new double[] {random.nextDouble() * 4 - 2, random.nextDouble() * 4 - 2};
      labels[i] = Math.hypot(data[i][0], data[i][1]) < 1.3 ? 1 : 0;
    }

    Net net = new Net(1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:8, activation:'tanh'},"
        + " {type:'softmax', num_classes:2}]");
    SGDTrainer trainer = new SGDTrainer(net, "{learning_rate:0.01, momentum:0.9, batch_size:16, l2_decay:0.001}");
    Vol x = new Vol(1, 1, 2, 0.0);
    for (int round = 1; round <= 100; round++) {
      double cost = 0;
      for (int i = 0; i < data.length; i++) {
        x.w()[0] = data[i][0];
        x.w()[1] = data[i][1];
        cost += trainer.train(x, labels[i]).costLoss() / data.length;
      }
      if (round == 1 || round % 25 == 0) {
        out.printf(Locale.ROOT, "round %3d: mean cost %.4f, right %d of %d%n", round, cost, right(net, data, labels),
            data.length);
      }
    }
  }

  private static int right(Net net, double[][] data, int[] labels) {
    int right = 0;
    for (int i = 0; i < data.length; i++) {
      net.forward(Vol.of(data[i]));
      right += net.getPrediction() == labels[i] ? 1 : 0;
    }
    return right;
  }
}
