package dev.kasane.studio.search;

import dev.kasane.convnetjs.Rand;
import dev.kasane.tensor.CounterRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tables to begin with. They are computed, not measured: nobody's data are in them. */
final class ExampleTables {

  private static final long SEED = 7;

  /** Mean length and width of petals and sepals of three invented flowers, in cm, and how far single ones differ. */
  private static final Map<String, double[]> FLOWERS =
      Map.of(
          "asagao", new double[] {5.0, 3.4, 1.6, 0.4},
          "kikyo", new double[] {5.8, 2.8, 4.3, 1.4},
          "ran", new double[] {6.4, 3.0, 5.2, 1.9});

  private static final List<String> KINDS = List.of("asagao", "kikyo", "ran");
  private static final double[] SPREAD = {0.5, 0.35, 0.4, 0.25};
  private static final int EACH = 60;

  private static final Map<String, Supplier<String>> TABLES =
      Map.of("flowers", ExampleTables::flowers, "tea", ExampleTables::tea, "rings", ExampleTables::rings);

  private ExampleTables() {}

  /** Their names. */
  static List<String> names() {
    return List.of("flowers", "rings", "tea");
  }

  /** The text of one as CSV, with a header; the last column is the label. Null for an unknown name. */
  static @Nullable String find(String name) {
    Supplier<String> table = TABLES.get(name);
    return table == null ? null : table.get();
  }

  private static Rand rand(String name) {
    return Rand.seeded(CounterRandom.stream(SEED, name));
  }

  /** Classes that overlap a little, and a column of texts that helps. */
  private static String flowers() {
    Rand rand = rand("flowers");
    StringBuilder csv = new StringBuilder("sepal length,sepal width,petal length,petal width,place,flower\n");
    for (int i = 0; i < EACH * KINDS.size(); i++) {
      String kind = KINDS.get(i % KINDS.size());
      double[] mean = FLOWERS.getOrDefault(kind, SPREAD);
      double size = rand.randn(0, 0.3);
      for (int j = 0; j < mean.length; j++) {
        csv.append(number(Math.max(0.1, mean[j] + size * SPREAD[j] + rand.randn(0, SPREAD[j])))).append(',');
      }
      boolean meadow = rand.random() < (kind.equals("ran") ? 0.2 : 0.7);
      csv.append(meadow ? "meadow" : "wood").append(',').append(kind).append('\n');
    }
    return csv.toString();
  }

  /** A disc in a ring: no straight line parts them. */
  private static String rings() {
    Rand rand = rand("rings");
    StringBuilder csv = new StringBuilder("x,y,where\n");
    for (int i = 0; i < 200; i++) {
      boolean inside = i % 2 == 0;
      double radius = inside ? rand.randf(0, 2) : rand.randf(2.4, 5);
      double angle = rand.randf(0, 2 * Math.PI);
      csv.append(number(radius * Math.cos(angle) + rand.randn(0, 0.15))).append(',')
          .append(number(radius * Math.sin(angle) + rand.randn(0, 0.15))).append(',')
          .append(inside ? "inside" : "outside").append('\n');
    }
    return csv.toString();
  }

  /** A regression: how bitter tea becomes with temperature and time, more with some leaves; some fields are missing. */
  private static String tea() {
    Rand rand = rand("tea");
    List<String> leaves = List.of("sencha", "gyokuro", "hojicha");
    double[] strength = {1.0, 0.7, 0.45};
    StringBuilder csv = new StringBuilder("leaves,grams,celsius,seconds,bitterness\n");
    for (int i = 0; i < 240; i++) {
      int kind = rand.randi(0, leaves.size());
      double grams = rand.randf(2, 6);
      double celsius = rand.randf(50, 98);
      double seconds = rand.randf(20, 180);
      double bitterness = strength[kind] * grams * (1 - Math.exp(-seconds / 70)) * Math.exp((celsius - 75) / 25)
          + rand.randn(0, 0.15);
      csv.append(leaves.get(kind)).append(',').append(number(grams)).append(',')
          .append(rand.random() < 0.03 ? "" : number(celsius)).append(',').append(Math.round(seconds)).append(',')
          .append(String.format(Locale.ROOT, "%.2f", Math.max(0, bitterness))).append('\n');
    }
    return csv.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
