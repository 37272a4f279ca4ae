package dev.kasane.studio.qlearning;

import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.deepqlearn.BrainOptions;
import dev.kasane.convnetjs.json.JsonView;
import dev.kasane.studio.server.RequestException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a brain is made with; another value needs a new brain. The demo's values are the defaults.
 *
 * @param hidden neurons of the relu layers, at most 4 layers of 1 to 300
 * @param gamma what a reward of the next step is worth now, 0 to 1
 * @param temporalWindow how many earlier states and actions the net is given, 0 to 4
 * @param experiences how many are kept, 100 to 100,000
 * @param threshold learning begins with more experiences than that, 1 to experiences
 * @param total steps until epsilon is smallest, 1 to 10 million
 * @param burnin steps at the beginning that are wholly random, 0 to total
 * @param epsilonMin how often an action is random at last, 0 to 1
 * @param batch replays in one step, 1 to 512
 * @param doubleQ whether the learning net chooses and the other one values; needs targetSteps
 * @param targetSteps after so many steps the net that values next states is copied anew; 0 for no second net
 * @param even whether the eyes are spread evenly; otherwise as in ConvNetJS's demo
 * @param seed of all random numbers
 */
record QLearningSettings(
    List<Integer> hidden,
    double gamma,
    int temporalWindow,
    int experiences,
    int threshold,
    int total,
    int burnin,
    double epsilonMin,
    int batch,
    boolean doubleQ,
    int targetSteps,
    boolean even,
    long seed) {

  private static final int MOST_LAYERS = 4;

  /** Checks the ranges given for each component. */
  QLearningSettings {
    hidden = List.copyOf(hidden);
    if (hidden.size() > MOST_LAYERS) {
      throw new RequestException("hidden must be at most " + MOST_LAYERS + " layers, received " + hidden.size());
    }
    for (int neurons : hidden) {
      range("hidden", neurons, 1, 300);
    }
    share("gamma", gamma);
    share("epsilonMin", epsilonMin);
    range("temporalWindow", temporalWindow, 0, 4);
    range("experiences", experiences, 100, 100_000);
    range("threshold", threshold, 1, experiences);
    range("total", total, 1, 10_000_000);
    range("burnin", burnin, 0, total);
    range("batch", batch, 1, 512);
    range("targetSteps", targetSteps, 0, 1_000_000);
  }

  /** Those of ConvNetJS's demo. */
  static QLearningSettings standard() {
    return new QLearningSettings(
        List.of(50, 50), 0.7, 1, 30_000, 1000, 200_000, 3000, 0.05, 64, false, 0, true, 1);
  }

  private static void range(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new RequestException(name + " must be from " + low + " to " + high + ", received " + value);
    }
  }

  static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new RequestException(name + " must be from 0 to 1, received " + value);
    }
  }

  /** The same for a brain. */
  BrainOptions options(Rates rates) {
    TrainerOptions trainer = TrainerOptions.defaults(Mode.CORRECT).method(Method.SGD).learningRate(rates.rate())
        .momentum(rates.momentum()).batchSize(batch).l2Decay(rates.l2());
    return new BrainOptions(
        temporalWindow, experiences, threshold, gamma, total, burnin, epsilonMin, rates.epsilonTest(), List.of(), null,
        hidden, trainer, targetSteps, doubleQ, seed);
  }

  QLearningSettings withHidden(List<Integer> sizes) {
    return new QLearningSettings(
        sizes, gamma, temporalWindow, experiences, threshold, total, burnin, epsilonMin, batch, doubleQ, targetSteps,
        even, seed);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("hidden", hidden.stream().mapToDouble(Integer::doubleValue).toArray());
    json.put("gamma", gamma);
    json.put("temporal_window", temporalWindow);
    json.put("experience_size", experiences);
    json.put("start_learn_threshold", threshold);
    json.put("learning_steps_total", total);
    json.put("learning_steps_burnin", burnin);
    json.put("epsilon_min", epsilonMin);
    json.put("batch_size", batch);
    json.put("double_q", doubleQ);
    json.put("target_update_steps", targetSteps);
    json.put("even_eyes", even);
    json.put("seed", seed);
    return json;
  }

  static QLearningSettings of(Map<String, ?> json) {
    JsonView view = JsonView.of("settings", json);
    double[] sizes = switch (view.raw("hidden")) {
      case double[] numbers -> numbers;
      case List<?> list when list.size() <= MOST_LAYERS -> view.numbers("hidden", list.size(), "the hidden layers");
      case null, default -> throw view.error("hidden", "expected at most " + MOST_LAYERS + " numbers");
    };
    return new QLearningSettings(
        Arrays.stream(sizes).mapToObj(size -> (int) size).toList(),
        view.number("gamma"),
        view.integer("temporal_window", 0),
        view.integer("experience_size", 1),
        view.integer("start_learn_threshold", 1),
        view.integer("learning_steps_total", 1),
        view.integer("learning_steps_burnin", 0),
        view.number("epsilon_min"),
        view.integer("batch_size", 1),
        Boolean.TRUE.equals(view.raw("double_q")),
        view.integer("target_update_steps", 0),
        !Boolean.FALSE.equals(view.raw("even_eyes")),
        (long) view.number("seed"));
  }
}
