package dev.kasane.studio.regression;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.studio.world.Curve;
import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.NetRules;
import dev.kasane.studio.world.NetText;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.studio.world.World;
import java.util.ArrayList;
import java.util.List;

/** Points, a network of one input and one output, and its training. A step is a pass through all points. */
final class RegressionWorld implements World {

  private static final NetRules RULES = new NetRules(1, "regression", 1, 1, 100);

  private Setup setup;
  private List<Dot> dots = List.of();
  private long nextId;
  private LearningNet net;
  private Rand order;
  private long passes;
  private final Curve curve = new Curve("loss");

  /**
   * A point that can be named while others come and go.
   *
   * @param id never used twice
   */
  record Dot(long id, double x, double y) {}

  RegressionWorld() {
    setup = Setup.standard();
    net = new LearningNet(NetText.parse(setup.net(), RULES), setup.trainer(), setup.seed());
    order = Rand.seeded(setup.seed());
    name(setup.samples().draw());
    reset();
  }

  Setup setup() {
    return setup;
  }

  List<Dot> dots() {
    return dots;
  }

  LearningNet net() {
    return net;
  }

  Curve curve() {
    return curve;
  }

  @Override
  public void step() {
    if (dots.isEmpty()) {
      throw new IllegalStateException("There are no points to learn from: click into the chart to add some");
    }
    double cost = 0;
    for (int i : order.randperm(dots.size())) {
      Dot dot = dots.get(i);
      TrainStats stats = net.train(Vol.of(dot.x()), Target.value(dot.y()));
      cost += stats.costLoss() * stats.samples();
    }
    if (!Double.isFinite(cost)) {
      throw new IllegalStateException("The loss is no number any more: choose a lower learning rate, then reset");
    }
    passes++;
    remember();
  }

  @Override
  public void reset() {
    net = new LearningNet(net.text(), setup.trainer(), setup.seed());
    order = Rand.seeded(setup.seed());
    passes = 0;
    curve.clear();
    remember();
  }

  /** Takes another set-up and begins anew, or throws and changes nothing. */
  void setup(Setup next) {
    NetText text = NetText.parse(next.net(), RULES);
    LearningNet nextNet = new LearningNet(text, next.trainer(), next.seed());
    List<Place> given = next.points();
    setup = next;
    net = nextNet;
    name(given == null ? next.samples().draw() : given);
    reset();
  }

  /** Takes another network for the same points. */
  void net(String text) {
    NetText parsed = NetText.parse(text, RULES);
    net = new LearningNet(parsed, setup.trainer(), setup.seed());
    setup = setup.net(text);
    reset();
  }

  /** Draws other points; the network goes on with what it knows. */
  void samples(Samples samples) {
    setup = setup.drawn(samples);
    name(samples.draw());
  }

  void trainer(TrainerSettings settings) {
    net.settings(settings);
    setup = setup.trainer(settings);
  }

  void add(Place place) {
    if (dots.size() >= Samples.MAX_COUNT) {
      throw new IllegalArgumentException("There are " + dots.size() + " points already, which is all there may be");
    }
    List<Dot> more = new ArrayList<>(dots);
    more.add(new Dot(nextId++, place.x(), place.y()));
    own(more);
  }

  /** Moves a point, or throws if it is gone. */
  void move(long id, Place place) {
    List<Dot> moved = new ArrayList<>(dots);
    moved.set(find(id), new Dot(id, place.x(), place.y()));
    own(moved);
  }

  /** Removes a point, or throws if it is gone. */
  void remove(long id) {
    List<Dot> fewer = new ArrayList<>(dots);
    fewer.remove(find(id));
    own(fewer);
  }

  void clear() {
    own(List.of());
  }

  /** The mean of ½(f(x) - y)²; NaN without points. */
  static double loss(Net net, List<Dot> dots) {
    double sum = 0;
    for (Dot dot : dots) {
      double difference = net.forward(Vol.of(dot.x())).read()[0] - dot.y();
      sum += difference * difference / 2;
    }
    return sum / dots.size();
  }

  /**
   * What every neuron makes of every x.
   *
   * @return layer by layer, neuron by neuron, {@code count} numbers, evenly spaced from low to high
   */
  static float[] curves(Net net, double low, double high, int count) {
    List<Layer> layers = net.bareLayers();
    int neurons = layers.stream().mapToInt(layer -> (int) layer.out().length()).sum();
    float[] curves = new float[neurons * count];
    for (int i = 0; i < count; i++) {
      net.forward(Vol.of(low + (high - low) * i / (count - 1)));
      int at = i;
      for (Layer layer : layers) {
        Vol out = layer.outAct();
        if (out != null) {
          for (double value : out.read()) {
            curves[at] = (float) value;
            at += count;
          }
        }
      }
    }
    return curves;
  }

  private int find(long id) {
    for (int i = 0; i < dots.size(); i++) {
      if (dots.get(i).id() == id) {
        return i;
      }
    }
    throw new IllegalArgumentException("This point is gone");
  }

  private void name(List<Place> places) {
    List<Dot> named = new ArrayList<>(places.size());
    for (Place place : places) {
      named.add(new Dot(nextId++, place.x(), place.y()));
    }
    dots = List.copyOf(named);
  }

  private void own(List<Dot> changed) {
    dots = List.copyOf(changed);
    setup = setup.points(dots.stream().map(dot -> new Place(dot.x(), dot.y())).toList());
  }

  private void remember() {
    if (curve.wants(passes)) {
      curve.add(passes, loss(net.net(), dots));
    }
  }
}
