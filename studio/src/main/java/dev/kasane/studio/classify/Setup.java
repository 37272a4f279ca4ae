package dev.kasane.studio.classify;

import dev.kasane.studio.world.TrainerSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a person decides, and that a link carries.
 *
 * @param data how points are drawn
 * @param points those that a person changed by hand, in the place of drawn ones; null for none
 * @param features what of a point the network is told, as words of {@link Feature}
 * @param net the network as ConvNetJS's users write it
 * @param trainer how it is trained
 * @param seed of weights and of the order of points
 */
record Setup(
    PointSet data,
    @Nullable List<Point> points,
    List<String> features,
    String net,
    TrainerSettings trainer,
    long seed) {

  /** Points at most. */
  static final int MAX_POINTS = PointSet.MAX_CLASSES * PointSet.MAX_COUNT;

  private static final String NET = """
      layer_defs = [];
      layer_defs.push({type:'input', out_sx:1, out_sy:1, out_depth:2});
      layer_defs.push({type:'fc', num_neurons:6, activation:'tanh'});
      layer_defs.push({type:'fc', num_neurons:2, activation:'tanh'});
      layer_defs.push({type:'softmax', num_classes:2});
      """;

  Setup {
    if (data == null || features == null || net == null || trainer == null) {
      throw new IllegalArgumentException("A set-up needs data, features, net and trainer");
    }
    if (points != null && points.size() > MAX_POINTS) {
      throw new IllegalArgumentException(
          "At most " + MAX_POINTS + " points can be kept, received " + points.size());
    }
    if (points != null) {
      if (points.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("A point is null");
      }
      points = List.copyOf(points);
    }
  }

  /** What ConvNetJS's demo begins with. */
  static Setup standard() {
    return new Setup(new PointSet("circle", 2, 50, 0, 0.3, 1), null, List.of("x", "y"), NET,
        new TrainerSettings("sgd", 0.01, 0.1, 10, 0.001, 0), 1);
  }

  Setup drawn(PointSet value) {
    return new Setup(value, null, features, net, trainer, seed);
  }

  Setup points(List<Point> value) {
    return new Setup(data, value, features, net, trainer, seed);
  }

  Setup net(List<String> newFeatures, String value) {
    return new Setup(data, points, newFeatures, value, trainer, seed);
  }

  Setup trainer(TrainerSettings value) {
    return new Setup(data, points, features, net, value, seed);
  }
}
