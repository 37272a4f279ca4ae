package dev.kasane.studio.painting;

import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Vol;
import dev.kasane.studio.world.Curve;
import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.NetText;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.studio.world.World;
import dev.kasane.tensor.CounterRandom;

/** Learns a picture from random pixels. One step is {@value #UPDATES} updates. */
final class Painter implements World {

  /** Updates in one step. */
  static final int UPDATES = 20;

  private static final long SEED = 1;
  private static final double SMOOTH = 0.99;

  private final Curve curve = new Curve("loss");
  private NetText text;
  private TrainerSettings settings;
  private LearningNet net;
  private Picture picture;
  private Vol[] places = {};
  private Target[] colours = {};
  private long samples;
  private long updates;
  private double loss;
  private double weight;
  private long attempt;

  Painter(NetText text, TrainerSettings settings, Picture picture) {
    this.text = text;
    this.settings = settings;
    this.picture = picture;
    this.net = new LearningNet(text, settings, SEED);
    prepare();
  }

  private void prepare() {
    places = new Vol[picture.pixels()];
    colours = new Target[picture.pixels()];
    for (int i = 0; i < places.length; i++) {
      places[i] = Vol.wrap(1, 1, 2, new double[] {picture.x(i), picture.y(i)});
      colours[i] = Target.values(
          new double[] {picture.rgb()[3 * i], picture.rgb()[3 * i + 1], picture.rgb()[3 * i + 2]});
    }
  }

  @Override
  public void step() {
    long key = CounterRandom.stream(SEED, "pixels");
    int made = 0;
    while (made < UPDATES) {
      int pixel = (int) Math.unsignedMultiplyHigh(CounterRandom.bits(key, samples++), places.length);
      TrainStats stats = net.train(places[pixel], colours[pixel]);
      if (stats.updated()) {
        made++;
        learned(stats.costLoss());
      }
    }
  }

  private void learned(double cost) {
    if (!Double.isFinite(cost)) {
      throw new IllegalStateException(
          "The loss is no number any more: the learning rate is too high. Lower it and reset");
    }
    updates++;
    loss = SMOOTH * loss + (1 - SMOOTH) * cost;
    weight = SMOOTH * weight + 1 - SMOOTH;
    if (curve.wants(updates)) {
      curve.add(updates, loss / weight);
    }
  }

  @Override
  public void reset() {
    net = new LearningNet(text, settings, SEED + ++attempt);
    forget();
  }

  private void forget() {
    samples = 0;
    updates = 0;
    loss = 0;
    weight = 0;
    curve.clear();
  }

  /** Builds another network with new weights. */
  void network(NetText next) {
    net = new LearningNet(next, settings, SEED);
    text = next;
    forget();
  }

  /** Trains otherwise from now on. */
  void settings(TrainerSettings next) {
    settings = next;
    net.settings(next);
  }

  /** Learns another picture from now on; the network keeps what it has learnt. */
  void picture(Picture next) {
    picture = next;
    prepare();
    loss = 0;
    weight = 0;
  }

  LearningNet net() {
    return net;
  }

  Picture picture() {
    return picture;
  }

  TrainerSettings settings() {
    return settings;
  }

  Curve.Points curve() {
    return curve.points();
  }

  /** Smoothed loss: half the squared distance between colours, each from 0 to 1. NaN before the first update. */
  double loss() {
    return weight == 0 ? Double.NaN : loss / weight;
  }

  long samples() {
    return samples;
  }

  long updates() {
    return updates;
  }
}
