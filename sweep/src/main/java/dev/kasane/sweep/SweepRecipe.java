package dev.kasane.sweep;

import dev.kasane.json.Json;
import dev.kasane.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads recipes of sweeps:
 *
 * <pre>{@code
 * {"experiment": "mlp",
 *  "settings": {"epochs": 3},
 *  "vary": {"learning_rate": {"from": 0.001, "to": 0.1, "count": 5, "scale": "log"}, "hidden": [10, 30, 100]},
 *  "search": "grid",
 *  "seeds": 3,
 *  "early_stop": {"factor": 3, "rounds": 2}}
 * }</pre>
 */
public final class SweepRecipe {

  private static final List<String> MEMBERS =
      List.of("experiment", "settings", "vary", "search", "trials", "seed", "seeds", "metric", "early_stop");

  private final Json.Obj recipe;

  private SweepRecipe(Json.Obj recipe) {
    this.recipe = recipe;
  }

  /**
   * Reads a recipe.
   *
   * @param text its JSON
   * @param experiments those it may name
   * @throws SweepException if it cannot be used; the message says where and what was expected
   */
  public static SweepPlan read(String text, List<Experiment> experiments) {
    Json value = at("", () -> Json.parse(text));
    SweepRecipe reader = new SweepRecipe(at("the whole", value::object));
    known("", reader.recipe, MEMBERS);
    return reader.plan(experiments);
  }

  private SweepPlan plan(List<Experiment> experiments) {
    List<String> names = experiments.stream().map(Experiment::name).toList();
    String name = at("experiment", () -> required("experiment", "the name of an experiment").string());
    Experiment experiment =
        experiments.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow(() ->
            new SweepException("experiment: expected one of " + String.join(", ", names) + ", received " + name));
    Map<String, Value> fixed = new LinkedHashMap<>();
    member("settings").forEach((key, value) ->
        fixed.put(key, at("settings", () -> setting(experiment, key).accept(value("settings." + key, value)))));
    List<Dimension> dimensions = new ArrayList<>();
    Map<String, Json> vary = at("vary", () -> required("vary", "the settings to vary").object().members());
    vary.forEach((key, value) -> {
      if (fixed.containsKey(key)) {
        throw new SweepException("vary." + key + ": expected a setting that is not in settings too, received both");
      }
      dimensions.add(dimension(at("vary", () -> setting(experiment, key)), value));
    });
    if (dimensions.isEmpty()) {
      throw new SweepException("vary: expected at least one setting with its values, received none");
    }
    int random = search();
    if (random == 0) {
      dimensions.forEach(dimension -> at("vary", dimension::grid));
    }
    long seed = at("seed", () -> recipe.members().getOrDefault("seed", Json.of(1)).integer());
    int seeds = at("seeds", () -> recipe.members().getOrDefault("seeds", Json.of(1)).integer(1, 10_000));
    return at("", () -> new SweepPlan(
        experiment, fixed, dimensions, random, seed, seeds, metric(experiment), halving()));
  }

  private int search() {
    String search = at("search", () -> recipe.members().getOrDefault("search", Json.of("grid")).string());
    boolean trials = recipe.members().containsKey("trials");
    return switch (search) {
      case "grid" -> {
        if (trials) {
          throw new SweepException("trials: expected only with \"search\": \"random\", received it for a grid");
        }
        yield 0;
      }
      case "random" -> at("trials", () ->
          required("trials", "how many trials a random search makes").integer(1, SweepPlan.MOST_RUNS));
      default -> throw new SweepException("search: expected grid or random, received " + search);
    };
  }

  private Metric metric(Experiment experiment) {
    String name = at("metric", () ->
        recipe.members().getOrDefault("metric", Json.of(experiment.metrics().getFirst().name())).string());
    return experiment.metrics().stream().filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new SweepException("metric: expected one of "
            + String.join(", ", experiment.metrics().stream().map(Metric::name).toList()) + ", received " + name));
  }

  private Halving halving() {
    Json value = recipe.members().getOrDefault("early_stop", Json.of(false));
    if (value instanceof Json.Bool(boolean wanted)) {
      return wanted ? new Halving(3, 3) : Halving.NONE;
    }
    Json.Obj members = at("early_stop", value::object);
    known("early_stop", members, List.of("factor", "rounds"));
    int factor = at("early_stop.factor", () -> members.members().getOrDefault("factor", Json.of(3)).integer(2, 100));
    int rounds = at("early_stop.rounds", () -> members.members().getOrDefault("rounds", Json.of(3)).integer(1, 10));
    return new Halving(factor, rounds);
  }

  private Dimension dimension(Setting setting, Json json) {
    String where = "vary." + setting.name();
    if (json instanceof Json.Arr(List<Json> items)) {
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        values.add(value(where + "[" + i + "]", items.get(i)));
      }
      return at("vary", () -> new Dimension.Values(setting, values));
    }
    if (!(json instanceof Json.Obj range)) {
      throw new SweepException(where + ": expected a list of values or a range such as {\"from\": 0.001, \"to\": 0.1,"
          + " \"count\": 5, \"scale\": \"log\"}, received " + cut(json));
    }
    known(where, range, List.of("from", "to", "count", "scale"));
    double from = at(where + ".from", () -> range.get("from").number());
    double to = at(where + ".to", () -> range.get("to").number());
    int count = at(where + ".count", () ->
        range.members().getOrDefault("count", Json.of(0)).integer(0, SweepPlan.MOST_RUNS));
    String scale = at(where + ".scale", () -> range.members().getOrDefault("scale", Json.of("linear")).string());
    if (!scale.equals("linear") && !scale.equals("log")) {
      throw new SweepException(where + ".scale: expected linear or log, received " + scale);
    }
    return at("vary", () -> new Dimension.Range(setting, from, to, count, scale.equals("log")));
  }

  private static Setting setting(Experiment experiment, String name) {
    return experiment.settings().stream().filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a setting of " + experiment.name() + " ("
            + String.join(", ", experiment.settings().stream().map(Setting::name).toList()) + "), received " + name));
  }

  private static Value value(String where, Json json) {
    return switch (json) {
      case Json.Str(String word) -> new Value.Word(word);
      case Json.Num(String literal) when literal.matches("-?[0-9]{1,18}") -> new Value.Whole(Long.parseLong(literal));
      case Json.Num _ -> new Value.Real(json.number());
      case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ ->
          throw new SweepException(where + ": expected a number or a word, received " + cut(json));
    };
  }

  private Json required(String name, String what) {
    Json value = recipe.members().get(name);
    if (value == null) {
      throw new JsonException("expected " + what + ", received nothing");
    }
    return value;
  }

  private Map<String, Json> member(String name) {
    Json value = recipe.members().get(name);
    return value == null ? Map.of() : at(name, () -> value.object().members());
  }

  private static void known(String where, Json.Obj object, List<String> names) {
    for (String name : object.members().keySet()) {
      if (!names.contains(name)) {
        throw new SweepException((where.isEmpty() ? "" : where + ": ") + "expected only " + String.join(", ", names)
            + ", received " + name);
      }
    }
  }

  /** Says where something went wrong. */
  private static <T> T at(String where, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String lower = message.startsWith("Expected") ? "e" + message.substring(1) : message;
      throw new SweepException(where.isEmpty() ? lower : where + ": " + lower, e);
    }
  }

  private static String cut(Json json) {
    String text = json.text();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
