package dev.kasane.studio.inside;

import dev.kasane.data.Dataset;
import dev.kasane.graph.Node;
import dev.kasane.nn.layers.AveragePool2d;
import dev.kasane.nn.layers.Conv2d;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Dropout;
import dev.kasane.nn.layers.Layer;
import dev.kasane.nn.layers.MaxPool2d;
import dev.kasane.studio.run.RunView;
import dev.kasane.train.Inspector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a page must know of a network to show its inside.
 *
 * @param version changes with the weights
 * @param step steps the weights had been trained
 * @param points the inputs and what each layer gives
 * @param output position of the network's output in the points
 * @param classes their names; empty if it does not tell classes apart
 * @param gradients whether there are gradients
 * @param black number that stands for a black pixel
 * @param white number that stands for a white pixel
 * @param tests samples it is tested on
 * @param trains samples it learns from
 */
record Structure(
    long version,
    long step,
    double epoch,
    List<Point> points,
    int output,
    List<String> classes,
    boolean gradients,
    double black,
    double white,
    int tests,
    int trains) {

  /** An input or what a layer gives; nodes are what explanations are asked for by, −1 for none. */
  record Point(
      String name,
      String kind,
      String detail,
      int[] shape,
      int planes,
      int height,
      int width,
      int node,
      int gradient,
      List<Weight> weights) {}

  /** A weight with its planes. */
  record Weight(
      String path,
      int[] shape,
      int filters,
      int channels,
      int height,
      int width,
      int node,
      int gradient) {}

  static Structure of(Look look) {
    Inspector inspector = look.inspector();
    List<Point> points = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < inspector.points().size(); i++) {
      Inspector.Point point = inspector.points().get(i);
      Planes planes = Planes.of(point.shape());
      points.add(new Point(point.name(), Inspectors.kind(point.layer()), detail(point.layer()), point.shape().dims(),
          planes.count(), planes.height(), planes.width(), point.node().id(), id(point.gradient()),
          weights(inspector, i, shown)));
    }
    RunView run = look.run();
    return new Structure(look.moment().version(), look.moment().weights().step(), look.moment().weights().epoch(),
        points, inspector.outputs().getFirst(), names(look), inspector.hasGradients(), black(run),
        1 + black(run), size(run.test()), size(run.train()));
  }

  private static List<Weight> weights(Inspector inspector, int position, List<String> shown) {
    Inspector.Point point = inspector.points().get(position);
    List<Weight> weights = new ArrayList<>();
    for (Inspector.Weight weight : inspector.weights()) {
      // A layer that is used twice shows its weights once.
      if (weight.path().startsWith(point.name() + "/") && !shown.contains(weight.path()) && point.layer() != null) {
        shown.add(weight.path());
        FilterPlanes planes = FilterPlanes.of(inspector, position, weight.shape());
        weights.add(new Weight(weight.path(), weight.shape().dims(), planes.filters(), planes.channels(),
            planes.height(), planes.width(), weight.node().id(), id(weight.gradient())));
      }
    }
    return weights;
  }

  /** The number that stands for black: pixels of white are 1 more. */
  static double black(RunView run) {
    return run.pixelOffset();
  }

  private static int size(@Nullable Dataset data) {
    return data == null ? 0 : data.size();
  }

  private static int id(@Nullable Node node) {
    return node == null ? -1 : node.id();
  }

  private static List<String> names(Look look) {
    int classes = look.classes();
    List<String> names = look.run().classNames();
    return names.size() == classes ? names : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static String detail(@Nullable Layer layer) {
    return switch (layer) {
      case Conv2d conv -> conv.kernelHeight() + "×" + conv.kernelWidth() + "×" + conv.filters();
      case MaxPool2d pool -> pool.poolHeight() + "×" + pool.poolWidth() + " / " + pool.strideY();
      case AveragePool2d pool -> pool.poolHeight() + "×" + pool.poolWidth() + " / " + pool.strideY();
      case Dense dense -> Integer.toString(dense.units());
      case Dropout dropout -> Double.toString(dropout.rate());
      case null, default -> "";
    };
  }

  /** Smallest and largest of some values. */
  static float[] range(float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new float[] {low, high};
  }
}
