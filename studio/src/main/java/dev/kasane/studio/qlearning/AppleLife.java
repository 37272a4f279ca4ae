package dev.kasane.studio.qlearning;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.deepqlearn.AppleWorld;
import dev.kasane.convnetjs.deepqlearn.Brain;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.studio.world.Curve;
import dev.kasane.studio.world.World;
import java.util.ArrayList;
import java.util.List;

/** The apple world with its brain, and what became of it. One step is one tick. */
final class AppleLife implements World {

  /** Ticks over which eating is averaged. */
  private static final double MEMORY = 3000;

  private QLearningSettings settings;
  private Rates rates;
  private AppleWorld world;
  private final Curve curve = new Curve("reward", "apples", "poison", "epsilon", "loss");
  private double applesRate;
  private double poisonRate;
  private long ticks;

  AppleLife(QLearningSettings settings, Rates rates) {
    this.settings = settings;
    this.rates = rates;
    this.world = make(settings, AppleWorld.brain(settings.options(rates)));
    rates.apply(world.brain());
  }

  private static AppleWorld make(QLearningSettings settings, Brain brain) {
    return new AppleWorld(settings.even() ? Mode.CORRECT : Mode.FAITHFUL, brain, settings.seed());
  }

  @Override
  public void step() {
    long apples = world.apples();
    long poison = world.poison();
    world.tick();
    ticks++;
    // The mean of all ticks at first, of the last ones later.
    double share = 1 / Math.min(MEMORY, ticks);
    applesRate += share * (world.apples() - apples - applesRate);
    poisonRate += share * (world.poison() - poison - poisonRate);
    if (ticks >= 100 && ticks % 10 == 0 && curve.wants(ticks / 10)) {
      Brain brain = world.brain();
      double loss = brain.averageLoss();
      curve.add(
          ticks / 10, brain.averageReward(), 1000 * applesRate, 1000 * poisonRate, brain.epsilon(),
          loss < 0 ? Double.NaN : loss);
    }
  }

  @Override
  public void reset() {
    begin(settings, AppleWorld.brain(settings.options(rates)));
  }

  /** Begins anew with other settings, or with a brain that was loaded. */
  void begin(QLearningSettings next, Brain brain) {
    AppleWorld made = make(next, brain);
    rates.apply(brain);
    settings = next;
    world = made;
    curve.clear();
    applesRate = 0;
    poisonRate = 0;
    ticks = 0;
  }

  void rates(Rates next) {
    rates = next;
    next.apply(world.brain());
  }

  QLearningSettings settings() {
    return settings;
  }

  Rates rates() {
    return rates;
  }

  Brain brain() {
    return world.brain();
  }

  AppleWorld world() {
    return world;
  }

  /** The curves; x is in ticks. */
  Curve.Points curve() {
    Curve.Points points = curve.points();
    double[] x = points.x();
    for (int i = 0; i < x.length; i++) {
      x[i] *= 10;
    }
    return points;
  }

  /** A layer's values for what the agent sees now. */
  record Activations(String type, double[] values) {}

  /** The activations of all layers for the last input; none before the first. */
  List<Activations> activations() {
    double[] input = world.brain().lastNetInput();
    if (input.length == 0) {
      return List.of();
    }
    List<Activations> all = new ArrayList<>();
    world.brain().valueNet().forward(Vol.wrap(1, 1, input.length, input));
    for (Layer layer : world.brain().valueNet().layers()) {
      Vol out = layer.outAct();
      if (out != null) {
        all.add(new Activations(layer.layerType(), out.w().clone()));
      }
    }
    return all;
  }
}
