package dev.kasane.sweep;

import dev.kasane.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All that decides what a sweep computes.
 *
 * @param experiment what is run
 * @param fixed values of settings that differ from their defaults, by name
 * @param dimensions the settings that are varied
 * @param random how many trials a random search makes; 0 for a grid
 * @param firstSeed the seed of each trial's first run, and of the random search
 * @param seeds runs of each trial, with seeds that follow each other
 * @param metric what trials are compared by
 * @param halving how losers are stopped early
 */
public record SweepPlan(
    Experiment experiment, Map<String, Value> fixed, List<Dimension> dimensions, int random, long firstSeed, int seeds,
    Metric metric, Halving halving) {

  /** Most runs of a sweep. */
  public static final int MOST_RUNS = 100_000;

  /** Keeps copies and checks the size. */
  public SweepPlan {
    fixed = Map.copyOf(fixed);
    dimensions = List.copyOf(dimensions);
    double runs = seeds;
    if (random > 0) {
      runs *= random;
    } else {
      for (Dimension dimension : dimensions) {
        runs *= switch (dimension) {
          case Dimension.Values values -> values.values().size();
          case Dimension.Range range -> Math.max(2, range.count());
        };
      }
    }
    if (seeds < 1 || random < 0 || runs > MOST_RUNS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_RUNS + " runs, the product of all counts of values and"
          + " of the seeds, received " + (long) runs);
    }
  }

  /** The settings of all trials: of a grid, the last dimension changes fastest. */
  public List<Settings> trials() {
    List<Settings> trials = new ArrayList<>();
    if (random > 0) {
      for (int i = 0; i < random; i++) {
        Map<String, Value> chosen = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
          chosen.put(dimension.setting().name(), dimension.random(firstSeed, i));
        }
        trials.add(complete(chosen));
      }
      return trials;
    }
    List<Map<String, Value>> grid = new ArrayList<>();
    grid.add(Map.of());
    for (Dimension dimension : dimensions) {
      List<Map<String, Value>> longer = new ArrayList<>();
      for (Map<String, Value> before : grid) {
        for (Value value : dimension.grid()) {
          Map<String, Value> more = new LinkedHashMap<>(before);
          more.put(dimension.setting().name(), value);
          longer.add(more);
        }
      }
      grid = longer;
    }
    grid.forEach(chosen -> trials.add(complete(chosen)));
    return trials;
  }

  private Settings complete(Map<String, Value> chosen) {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Setting setting : experiment.settings()) {
      Value own = chosen.getOrDefault(setting.name(), fixed.get(setting.name()));
      all.put(setting.name(), own != null ? own : setting.preset());
    }
    return new Settings(all);
  }

  /** Puts better values of the metric first, and NaN last. */
  <T> Comparator<T> better(ToDoubleFunction<T> value) {
    return (a, b) -> {
      double x = value.applyAsDouble(a);
      double y = value.applyAsDouble(b);
      if (Double.isNaN(x) || Double.isNaN(y)) {
        return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
      }
      return metric.higherIsBetter() ? Double.compare(y, x) : Double.compare(x, y);
    };
  }

  /** The whole plan as JSON: two plans are one if this is equal. */
  Json.Obj json() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("experiment", Json.of(experiment.name()));
    Map<String, Json> settings = new LinkedHashMap<>();
    for (Setting setting : experiment.settings()) {
      Value value = fixed.get(setting.name());
      if (value != null) {
        settings.put(setting.name(), value.json());
      }
    }
    members.put("settings", new Json.Obj(settings));
    Map<String, Json> vary = new LinkedHashMap<>();
    dimensions.forEach(dimension -> vary.put(dimension.setting().name(), dimension.json()));
    members.put("vary", new Json.Obj(vary));
    members.put("search", Json.of(random > 0 ? "random" : "grid"));
    members.put("trials", Json.of(random));
    members.put("seed", Json.of(firstSeed));
    members.put("seeds", Json.of(seeds));
    members.put("metric", Json.of(metric.name()));
    members.put("early_stop", Json.array(List.of(Json.of(halving.factor()), Json.of(halving.rounds()))));
    return new Json.Obj(members);
  }
}
