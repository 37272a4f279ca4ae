package dev.kasane.lessons.walkthroughs.convnetjs;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.Vol;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Trainer: the three set-ups of the guide, and what train returns. */
public final class Trainers {

  private static final List<String> OPTIONS = List.of(
      "{method:'sgd', learning_rate:0.01, l2_decay:0.001, momentum:0.9, batch_size:10, l1_decay:0.001}",
      "{method:'adadelta', l2_decay:0.001, batch_size:10}",
      "{method:'adagrad', l2_decay:0.001, l1_decay:0.001, batch_size:10}");

  private Trainers() {}

  /** Runs the chapter. */
  public static void run(PrintStream out) {
    for (String options : OPTIONS) {
      Net net = new Net(1);
      net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'softmax', num_classes:4}]");
      Trainer trainer = new Trainer(net, options);
      TrainStats first = trainer.train(Vol.of(0.5, -1.3), 3);     // class 3 of 0 … 3
      TrainStats last = first;
      for (int i = 0; i < 999; i++) {
        last = trainer.train(Vol.of(0.5, -1.3), 3);
      }
      out.printf(Locale.ROOT, "%s%n  cost %.4f -> %.4f%n", options, first.costLoss(), last.costLoss());
    }
    regression(out);
  }

  /** Targets of a regression: one number or several. */
  private static void regression(PrintStream out) {
    Net one = new Net(1);
    one.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'regression', num_neurons:1}]");
    Net three = new Net(1);
    three.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'regression', num_neurons:3}]");
    Trainer trainOne = new Trainer(one, "{learning_rate:0.01, momentum:0}");
    Trainer trainThree = new Trainer(three, "{learning_rate:0.01, momentum:0}");
    for (int i = 0; i < 1000; i++) {
      trainOne.train(Vol.of(0.5, -1.3), new double[] {0.7});
      trainThree.train(Vol.of(0.5, -1.3), new double[] {0.7, 0.1, 0.3});
    }
    double[] y = three.forward(Vol.of(0.5, -1.3)).w();
    out.printf(Locale.ROOT, "regression: [%.3f] and [%.3f, %.3f, %.3f]%n",
        one.forward(Vol.of(0.5, -1.3)).w()[0], y[0], y[1], y[2]);
  }
}
