package dev.kasane.lessons.museum;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.TrainingEngine;
import dev.kasane.convnetjs.Vol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Small data sets and what all runs share. Every number comes from a seed. */
final class Toys {

  private Toys() {}

  /** A point and its class. */
  record Sample(Vol x, int label) {}

  /** Two spirals of 100 points each, wound into each other, as in ConvNetJS's demo of classification. */
  static List<Sample> spirals(double radius, long seed) {
    Rand rand = Rand.seeded(seed);
    List<Sample> all = new ArrayList<>();
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < 100; i++) {
        double r = radius * (i + rand.randf(0, 1)) / 100;
        double angle = 1.25 * i / 100 * 2 * Math.PI + label * Math.PI;
        all.add(new Sample(Vol.of(r * StrictMath.sin(angle), r * StrictMath.cos(angle)), label));
      }
    }
    return all;
  }

  /** A trainer that computes each sample at once in double precision, so that both modes differ by the defect alone. */
  static Trainer trainer(Net net, String options) {
    return new Trainer(net, TrainerOptions.parse(options, net.mode()), TrainingEngine::eager);
  }

  /** Means over windows of equal length. */
  static double[] windows(int count, int length, IntToDoubleFunction step) {
    double[] means = new double[count];
    for (int w = 0; w < count; w++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += step.applyAsDouble(w * length + i);
      }
      means[w] = sum / length;
    }
    return means;
  }

  /** Mean costs over windows while a net learns samples drawn at random. */
  static double[] costs(Trainer trainer, List<Sample> data, int count, int length, long seed) {
    Rand rand = Rand.seeded(seed);
    return windows(count, length, _ -> {
      Sample sample = data.get(rand.randi(0, data.size()));
      return trainer.train(sample.x(), sample.label()).costLoss();
    });
  }

  /** {@code first, first + step, ...} */
  static double[] range(int count, double first, double step) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = first + i * step;
    }
    return x;
  }
}
