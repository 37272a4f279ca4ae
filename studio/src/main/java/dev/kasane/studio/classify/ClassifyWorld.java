package dev.kasane.studio.classify;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Vol;
import dev.kasane.studio.world.Curve;
import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.NetRules;
import dev.kasane.studio.world.NetText;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.studio.world.World;
import java.util.ArrayList;
import java.util.List;

/** Points, a network and its training. A step is a pass through all training points in random order. */
final class ClassifyWorld implements World {

  private static final int MAX_NEURONS = 100;

  private Setup setup;
  private List<Feature> features;
  private List<Point> points;
  private LearningNet net;
  private Rand order;
  private long passes;
  private final Curve curve = new Curve("train", "test", "trainAccuracy", "testAccuracy");

  ClassifyWorld() {
    setup = Setup.standard();
    features = Feature.of(setup.features());
    points = Points.draw(setup.data());
    net = new LearningNet(NetText.parse(setup.net(), rules(features)), setup.trainer(), setup.seed());
    order = Rand.seeded(setup.seed());
    reset();
  }

  Setup setup() {
    return setup;
  }

  List<Point> points() {
    return points;
  }

  List<Feature> features() {
    return features;
  }

  LearningNet net() {
    return net;
  }

  Curve curve() {
    return curve;
  }

  int classes() {
    return net.layers().getLast().size();
  }

  @Override
  public void step() {
    List<Point> train = points.stream().filter(point -> !point.test()).toList();
    if (train.isEmpty()) {
      throw new IllegalStateException("There are no points to learn from: click into the plane to add some");
    }
    double cost = 0;
    for (int i : order.randperm(train.size())) {
      Point point = train.get(i);
      TrainStats stats = net.train(input(features, point.x(), point.y()), Target.label(point.label()));
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
    List<Feature> nextFeatures = Feature.of(next.features());
    NetText text = NetText.parse(next.net(), rules(nextFeatures));
    List<Point> given = next.points();
    List<Point> nextPoints = given == null ? Points.draw(next.data()) : given;
    LearningNet nextNet = new LearningNet(text, next.trainer(), next.seed());
    requireClasses(nextPoints, nextNet.layers().getLast().size());
    setup = next;
    features = nextFeatures;
    points = nextPoints;
    net = nextNet;
    reset();
  }

  /** Draws other points; the network goes on with what it knows. */
  void data(PointSet set) {
    List<Point> drawn = Points.draw(set);
    requireClasses(drawn, classes());
    setup = setup.drawn(set);
    points = drawn;
  }

  void trainer(TrainerSettings settings) {
    net.settings(settings);
    setup = setup.trainer(settings);
  }

  void add(Point point) {
    if (points.size() >= Setup.MAX_POINTS) {
      throw new IllegalArgumentException(
          "There are " + Setup.MAX_POINTS + " points already, which is all there may be");
    }
    requireClasses(List.of(point), classes());
    List<Point> more = new ArrayList<>(points);
    more.add(point);
    own(more);
  }

  /** Removes the point nearest to a place, if there is any. */
  void remove(double x, double y) {
    if (!points.isEmpty()) {
      List<Point> fewer = new ArrayList<>(points);
      Point nearest = fewer.getFirst();
      for (Point point : fewer) {
        if (point.squaredDistance(x, y) < nearest.squaredDistance(x, y)) {
          nearest = point;
        }
      }
      fewer.remove(nearest);
      own(fewer);
    }
  }

  void clearPoints() {
    own(List.of());
  }

  /** What the network is given of a place. */
  static Vol input(List<Feature> features, double x, double y) {
    double[] values = new double[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = features.get(i).of(x, y);
    }
    return new Vol(values);
  }

  /**
   * How well a network does.
   *
   * @param loss mean cross-entropy; NaN without points
   * @param accuracy share of points in their class; NaN without points
   */
  record Score(double loss, double accuracy) {

    static Score of(Net net, List<Feature> features, List<Point> points, boolean test) {
      double loss = 0;
      int right = 0;
      int count = 0;
      for (Point point : points) {
        if (point.test() == test) {
          loss += net.getCostLoss(input(features, point.x(), point.y()), point.label());
          right += net.getPrediction() == point.label() ? 1 : 0;
          count++;
        }
      }
      return new Score(loss / count, (double) right / count);
    }
  }

  private void own(List<Point> changed) {
    points = List.copyOf(changed);
    setup = setup.points(points);
  }

  private void remember() {
    if (curve.wants(passes)) {
      Score train = Score.of(net.net(), features, points, false);
      Score test = Score.of(net.net(), features, points, true);
      curve.add(passes, train.loss(), test.loss(), train.accuracy(), test.accuracy());
    }
  }

  private static NetRules rules(List<Feature> features) {
    return new NetRules(features.size(), "softmax", 2, PointSet.MAX_CLASSES, MAX_NEURONS);
  }

  private static void requireClasses(List<Point> points, int classes) {
    for (Point point : points) {
      if (point.label() >= classes) {
        throw new ConvNetException("There are points of class " + (point.label() + 1) + ", but the network has "
            + classes + " classes: raise num_classes of its last layer");
      }
    }
  }
}
