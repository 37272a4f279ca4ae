package dev.kasane.studio.classify;

import dev.kasane.convnetjs.Rand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Draws points. With two classes and no noise these are the sets of ConvNetJS's demo (circle, spiral, random, simple)
 * and of TensorFlow Playground (xor, gauss), here for any number of classes.
 */
final class Points {

  static final List<String> KINDS = List.of("circle", "xor", "gauss", "spiral", "random", "simple");

  private static final double[][] SIMPLE = {
    {-0.4326, 1.1909, 1}, {3.0, 4.0, 1}, {0.1253, -0.0376, 1}, {0.2877, 0.3273, 1}, {-1.1465, 0.1746, 1},
    {1.8133, 1.0139, 0}, {2.7258, 1.0668, 0}, {1.4117, 0.5593, 0}, {4.1832, 0.3044, 0}, {1.8636, 0.1677, 0},
    {0.5, 3.2, 1}, {0.8, 3.2, 1}, {1.0, -2.2, 1}
  };

  private static final double RADIUS = 5;
  private static final double RANDOM_RADIUS = 3;
  private static final double CENTRES = 2 * Math.sqrt(2);
  private static final double SPIRAL_TURNS = 1.25;
  private static final double SPIRAL_TREMBLE = 0.1;

  /** How far xor's points stay from the borders between classes. */
  private static final double GAP = 0.3;

  private final PointSet set;
  private final Rand rand;
  private final List<double[]> places = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  private Points(PointSet set) {
    this.set = set;
    this.rand = Rand.seeded(set.seed());
  }

  /** The points of a set: the same for the same set. */
  static List<Point> draw(PointSet set) {
    Points points = new Points(set);
    points.place();
    return points.finish();
  }

  private void place() {
    switch (set.kind()) {
      case "circle" -> each(this::ring);
      case "xor" -> each(this::sector);
      case "gauss" -> each(this::cloud);
      case "spiral" -> each(this::arm);
      case "random" -> each(_ -> _ -> new double[] {
        rand.randf(-RANDOM_RADIUS, RANDOM_RADIUS), rand.randf(-RANDOM_RADIUS, RANDOM_RADIUS)
      });
      case "simple" -> {
        for (double[] point : SIMPLE) {
          places.add(new double[] {point[0], point[1]});
          labels.add((int) point[2]);
        }
      }
      default -> throw new IllegalStateException(set.kind());
    }
  }

  /** Rings around each other, the last class innermost; with two classes, radius 0 to 2 and 3 to 5. */
  private IntFunction<double[]> ring(int label) {
    int ring = set.classes() - 1 - label;
    double period = RADIUS / (set.classes() - 1.0 / 3);
    return _ -> {
      double r = rand.randf(ring * period, (ring + 2.0 / 3) * period);
      return at(r, rand.randf(0, 2 * Math.PI));
    };
  }

  /** Sectors that take turns: the quadrants, with two classes. */
  private IntFunction<double[]> sector(int label) {
    double width = Math.PI / set.classes();
    return i -> {
      double begin = ((i % 2) * set.classes() + label) * width;
      while (true) {
        double x = rand.randf(-RADIUS, RADIUS);
        double y = rand.randf(-RADIUS, RADIUS);
        double r = Math.hypot(x, y);
        double turn = Math.atan2(y, x) - begin;
        double angle = turn - 2 * Math.PI * Math.floor(turn / (2 * Math.PI));
        double room = Math.min(r * Math.sin(Math.min(angle, Math.PI / 2)),
            r * Math.sin(Math.min(width - angle, Math.PI / 2)));
        if (angle <= width && room > GAP) {
          return new double[] {x, y};
        }
      }
    };
  }

  /** Clouds around a circle; with two classes, around (2, 2) and (-2, -2). */
  private IntFunction<double[]> cloud(int label) {
    double angle = Math.PI / 4 + 2 * Math.PI * label / set.classes();
    return _ -> new double[] {
      CENTRES * Math.cos(angle) + rand.randn(0, 1), CENTRES * Math.sin(angle) + rand.randn(0, 1)
    };
  }

  private IntFunction<double[]> arm(int label) {
    double begin = 2 * Math.PI * (set.classes() - 1 - label) / set.classes();
    return i -> {
      double share = (double) i / set.count();
      double r = share * RADIUS + rand.randf(-SPIRAL_TREMBLE, SPIRAL_TREMBLE);
      return at(r, SPIRAL_TURNS * share * 2 * Math.PI + rand.randf(-SPIRAL_TREMBLE, SPIRAL_TREMBLE) + begin);
    };
  }

  private static double[] at(double r, double angle) {
    return new double[] {r * Math.sin(angle), r * Math.cos(angle)};
  }

  private void each(IntFunction<IntFunction<double[]>> placesOfClass) {
    for (int label = 0; label < set.classes(); label++) {
      IntFunction<double[]> place = placesOfClass.apply(label);
      for (int i = 0; i < set.count(); i++) {
        places.add(place.apply(i));
        labels.add(label);
      }
    }
  }

  private List<Point> finish() {
    int n = places.size();
    boolean[] test = new boolean[n];
    int[] order = rand.randperm(n);
    int tests = (int) Math.min(n - 1L, Math.round(set.testShare() * n));
    for (int i = 0; i < tests; i++) {
      test[order[i]] = true;
    }
    List<Point> points = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      double x = places.get(i)[0] + rand.randn(0, set.noise());
      double y = places.get(i)[1] + rand.randn(0, set.noise());
      points.add(new Point(x, y, labels.get(i), test[i]));
    }
    return points;
  }
}
