package dev.kasane.convnetjs.deepqlearn;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Window;
import dev.kasane.convnetjs.json.JsonView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The saved form of a {@link Brain}: net, optimizer, experiences, windows and the position of its random numbers. */
final class BrainFile {

  private BrainFile() {}

  static Map<String, Object> write(Brain brain) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("num_states", brain.numStates);
    json.put("num_actions", brain.numActions);
    json.put("temporal_window", brain.options.temporalWindow());
    json.put("age", brain.age);
    json.put("forward_passes", brain.forwardPasses);
    json.put("learning_steps", brain.learningSteps);
    json.put("latest_reward", brain.latestReward);
    json.put("epsilon", brain.epsilon());
    json.put("epsilon_test_time", brain.epsilonTestTime());
    json.put("learning", brain.learning());
    json.put("random_position", brain.dice.position());
    json.put("last_input_array", brain.lastInputArray());
    json.put("state_window", rows(brain.stateWindow));
    json.put("net_window", rows(brain.netWindow));
    json.put("action_window", Arrays.stream(brain.actionWindow).asDoubleStream().toArray());
    json.put("reward_window", brain.rewardWindow.clone());
    json.put("terminal_window", flags(brain.terminalWindow));
    json.put("average_reward_window", brain.averageReward.values());
    json.put("average_loss_window", brain.averageLoss.values());
    json.put("experience", brain.experience.stream().map(BrainFile::experience).toList());
    json.put("trainer", brain.engine.state());
    json.put("value_net", brain.net.toJSON());
    if (brain.targetNet != brain.net) {
      json.put("target_net", brain.targetNet.toJSON());
    }
    return json;
  }

  private static double[] flags(boolean[] flags) {
    double[] numbers = new double[flags.length];
    for (int i = 0; i < flags.length; i++) {
      numbers[i] = flags[i] ? 1 : 0;
    }
    return numbers;
  }

  private static List<double[]> rows(double[][] window) {
    return Arrays.stream(window).map(row -> row == null ? new double[0] : row).toList();
  }

  private static Map<String, Object> experience(Experience e) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state0", e.state0());
    json.put("action0", e.action0());
    json.put("reward0", e.reward0());
    json.put("state1", e.state1());
    json.put("terminal", e.terminal());
    return json;
  }

  static Brain read(Map<String, ?> json, BrainOptions options) {
    JsonView view = JsonView.of("brain", json);
    int states = view.integer("num_states", 1);
    int actions = view.integer("num_actions", 1);
    if (view.integer("temporal_window", 0) != options.temporalWindow()) {
      throw view.error("temporal_window", "expected " + options.temporalWindow() + " as in the options, received "
          + view.integer("temporal_window", 0));
    }
    Brain brain = new Brain(states, actions, options);
    brain.net.fromJSON(map(view, "value_net"));
    brain.checkNet(brain.net);
    if (brain.targetNet != brain.net) {
      brain.targetNet.fromJSON(map(view, view.has("target_net") ? "target_net" : "value_net"));
      brain.checkNet(brain.targetNet);
    }
    brain.engine.restore(map(view, "trainer"));
    brain.age = (long) view.number("age");
    brain.forwardPasses = (long) view.number("forward_passes");
    brain.learningSteps = (long) view.number("learning_steps");
    brain.latestReward = view.number("latest_reward");
    brain.dice.position((long) view.number("random_position"));
    readRows(view, "state_window", states, brain.stateWindow);
    readRows(view, "net_window", brain.netInputs, brain.netWindow);
    double[] chosen = view.numbers("action_window", brain.actionWindow.length, "the window");
    for (int i = 0; i < chosen.length; i++) {
      brain.actionWindow[i] = action(view, "action_window", chosen[i], actions);
    }
    System.arraycopy(
        view.numbers("reward_window", brain.rewardWindow.length, "the window"), 0, brain.rewardWindow, 0,
        brain.rewardWindow.length);
    double[] ended = view.numbers("terminal_window", brain.terminalWindow.length, "the window");
    for (int i = 0; i < ended.length; i++) {
      brain.terminalWindow[i] = ended[i] != 0;
    }
    readWindow(view, "average_reward_window", brain.averageReward);
    readWindow(view, "average_loss_window", brain.averageLoss);
    List<JsonView> past = view.objects("experience");
    if (past.size() > options.experienceSize()) {
      throw view.error("experience", "expected at most " + options.experienceSize() + " (experience_size), received "
          + past.size());
    }
    for (JsonView each : past) {
      brain.experience.add(
          new Experience(
              each.numbers("state0", brain.netInputs, "the net's input"),
              action(each, "action0", each.number("action0"), actions),
              each.number("reward0"),
              each.numbers("state1", brain.netInputs, "the net's input"),
              Boolean.TRUE.equals(each.raw("terminal"))));
    }
    brain.restored(
        view.number("epsilon"), lastInput(view, states), !Boolean.FALSE.equals(view.raw("learning")),
        view.number("epsilon_test_time"));
    return brain;
  }

  private static double[] lastInput(JsonView view, int states) {
    Object saved = view.raw("last_input_array");
    boolean none = saved instanceof List<?> list && list.isEmpty() || saved instanceof double[] array && array.length == 0;
    return none ? new double[0] : view.numbers("last_input_array", states, "the state");
  }

  private static int action(JsonView view, String name, double value, int actions) {
    if (value != Math.rint(value) || value < 0 || value >= actions) {
      throw view.error(name, "expected an action from 0 to " + (actions - 1) + ", received " + value);
    }
    return (int) value;
  }

  private static void readRows(JsonView view, String name, int width, double[][] into) {
    if (!(view.raw(name) instanceof List<?> rows) || rows.size() != into.length) {
      throw view.error(name, "expected " + into.length + " lists of numbers");
    }
    for (int i = 0; i < into.length; i++) {
      Object row = Objects.requireNonNullElse(rows.get(i), List.of());
      boolean none = row instanceof List<?> list && list.isEmpty() || row instanceof double[] array && array.length == 0;
      into[i] = none ? new double[0] : JsonView.of("brain", Map.of(name, row)).numbers(name, width, "one step");
    }
  }

  private static void readWindow(JsonView view, String name, Window into) {
    Object saved = view.raw(name);
    int count =
        switch (saved) {
          case List<?> list -> list.size();
          case double[] array -> array.length;
          case null, default -> throw view.error(name, "expected a list of numbers");
        };
    if (count > 1000) {
      throw view.error(name, "expected at most 1000 numbers, received " + count);
    }
    for (double value : view.numbers(name, count, "the window")) {
      into.add(value);
    }
  }

  private static Map<String, Object> map(JsonView view, String name) {
    if (!(view.raw(name) instanceof Map<?, ?> map)) {
      throw new ConvNetException("brain: " + name + ": expected an object {...}");
    }
    Map<String, Object> out = new LinkedHashMap<>();
    map.forEach((key, value) -> out.put(String.valueOf(key), value));
    return out;
  }
}
