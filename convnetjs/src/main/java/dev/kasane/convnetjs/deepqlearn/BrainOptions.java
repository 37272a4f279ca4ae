package dev.kasane.convnetjs.deepqlearn;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.json.JsonView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Brain}, with ConvNetJS's names in JSON. The last three are not ConvNetJS's.
 *
 * @param temporalWindow how many earlier states and actions are part of the net's input, from 0; 1
 * @param experienceSize how many experiences are kept, from 1; 30000
 * @param startLearnThreshold learning begins when there are more experiences than that; a tenth of experienceSize, at
 *     most 1000
 * @param gamma what a reward of the next step is worth now, 0 to 1; 0.8
 * @param learningStepsTotal after so many steps epsilon has become epsilonMin; 100000
 * @param learningStepsBurnin so many steps at the beginning are wholly random; 3000
 * @param epsilonMin how often an action is random at last, 0 to 1; 0.05
 * @param epsilonTestTime how often it is random when not learning, 0 to 1; 0.01
 * @param randomActionDistribution probabilities of random actions, or empty for equal ones
 * @param layerDefs the net's layers, as {@code Net.makeLayers} takes them, or null for hidden layers of the given sizes
 * @param hiddenLayerSizes neurons of relu layers between input and output; none
 * @param tdtrainer the trainer; sgd with rate 0.01, momentum 0, batch size 64, L2 decay 0.01
 * @param targetUpdateSteps after so many learning steps the net that values next states becomes a copy of the one that
 *     learns (Mnih et al., "Human-level control through deep reinforcement learning", Nature 2015); 0, the default: they
 *     are one
 * @param doubleQ whether the learning net chooses the next action and the other one values it (van Hasselt et al., "Deep
 *     Reinforcement Learning with Double Q-learning", AAAI 2016); false
 * @param seed of all random numbers
 */
public record BrainOptions(
    int temporalWindow,
    int experienceSize,
    int startLearnThreshold,
    double gamma,
    int learningStepsTotal,
    int learningStepsBurnin,
    double epsilonMin,
    double epsilonTestTime,
    List<Double> randomActionDistribution,
    @Nullable List<?> layerDefs,
    List<Integer> hiddenLayerSizes,
    TrainerOptions tdtrainer,
    int targetUpdateSteps,
    boolean doubleQ,
    long seed) {

  private static final Set<String> NAMES =
      Set.of(
          "temporal_window", "experience_size", "start_learn_threshold", "gamma", "learning_steps_total",
          "learning_steps_burnin", "epsilon_min", "epsilon_test_time", "random_action_distribution", "layer_defs",
          "hidden_layer_sizes", "tdtrainer_options", "target_update_steps", "double_q", "seed");

  private static final int DEFAULT_EXPERIENCE = 30_000;

  /** Checks the ranges given for each component. */
  public BrainOptions {
    atLeast("temporal_window", temporalWindow, 0);
    atLeast("experience_size", experienceSize, 1);
    atLeast("start_learn_threshold", startLearnThreshold, 0);
    atLeast("learning_steps_total", learningStepsTotal, 0);
    atLeast("learning_steps_burnin", learningStepsBurnin, 0);
    atLeast("target_update_steps", targetUpdateSteps, 0);
    share("gamma", gamma);
    share("epsilon_min", epsilonMin);
    share("epsilon_test_time", epsilonTestTime);
    randomActionDistribution = List.copyOf(randomActionDistribution);
    hiddenLayerSizes = List.copyOf(hiddenLayerSizes);
  }

  /** ConvNetJS's defaults. */
  public static BrainOptions defaults() {
    TrainerOptions trainer =
        TrainerOptions.defaults(Mode.CORRECT).learningRate(0.01).momentum(0).batchSize(64).l2Decay(0.01);
    return new BrainOptions(
        1, DEFAULT_EXPERIENCE, threshold(DEFAULT_EXPERIENCE), 0.8, 100_000, 3000, 0.05, 0.01, List.of(), null, List.of(),
        trainer, 0, false, 0);
  }

  /** Reads options as JSON or as JavaScript writes an object; see {@link #of}. */
  public static BrainOptions parse(String text) {
    return of(ConvNetJson.parseLiteral(text));
  }

  /**
   * Reads options with ConvNetJS's names; what is missing has its default.
   *
   * @throws ConvNetException if one is unknown or out of its range
   */
  public static BrainOptions of(Map<String, ?> options) {
    JsonView view = JsonView.of("brain", options);
    for (Object name : view.names()) {
      if (!NAMES.contains(String.valueOf(name))) {
        throw new ConvNetException("brain: unknown option \"" + name + "\"; expected some of "
            + NAMES.stream().sorted().toList());
      }
    }
    BrainOptions absent = defaults();
    int experience = view.integer("experience_size", 1, absent.experienceSize);
    return new BrainOptions(
        view.integer("temporal_window", 0, absent.temporalWindow),
        experience,
        view.integer("start_learn_threshold", 0, threshold(experience)),
        view.number("gamma", absent.gamma),
        view.integer("learning_steps_total", 0, absent.learningStepsTotal),
        view.integer("learning_steps_burnin", 0, absent.learningStepsBurnin),
        view.number("epsilon_min", absent.epsilonMin),
        view.number("epsilon_test_time", absent.epsilonTestTime),
        numbers(view, "random_action_distribution"),
        view.raw("layer_defs") instanceof List<?> layers ? layers : null,
        numbers(view, "hidden_layer_sizes").stream().map(Double::intValue).toList(),
        view.has("tdtrainer_options") ? trainer(view) : absent.tdtrainer,
        view.integer("target_update_steps", 0, 0),
        Boolean.TRUE.equals(view.raw("double_q")),
        (long) view.number("seed", 0));
  }

  /** A trainer's options are taken as a whole, as in ConvNetJS: what is missing has the trainer's default, not ours. */
  private static TrainerOptions trainer(JsonView view) {
    Object options = view.raw("tdtrainer_options");
    JsonView.of("brain: tdtrainer_options", options);
    return TrainerOptions.of(strings((Map<?, ?>) Objects.requireNonNull(options)), Mode.CORRECT);
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> out = new LinkedHashMap<>();
    map.forEach((name, value) -> out.put(String.valueOf(name), value));
    return out;
  }

  private static List<Double> numbers(JsonView view, String name) {
    Object value = view.raw(name);
    return switch (value) {
      case null -> List.of();
      case double[] array -> Arrays.stream(array).boxed().toList();
      case List<?> list -> {
        List<Double> numbers = new ArrayList<>();
        for (Object item : list) {
          if (!(item instanceof Number number)) {
            throw view.error(name, "expected numbers, received " + JsonView.kind(item));
          }
          numbers.add(number.doubleValue());
        }
        yield numbers;
      }
      default -> throw view.error(name, "expected a list of numbers, received " + JsonView.kind(value));
    };
  }

  /** The same with hidden layers of these sizes. */
  public BrainOptions hiddenLayers(Integer... sizes) {
    return copy(temporalWindow, gamma, learningStepsTotal, learningStepsBurnin, null, List.of(sizes), tdtrainer,
        targetUpdateSteps, doubleQ, seed);
  }

  /** The same with this value of a next reward. */
  public BrainOptions gamma(double value) {
    return copy(temporalWindow, value, learningStepsTotal, learningStepsBurnin, layerDefs, hiddenLayerSizes, tdtrainer,
        targetUpdateSteps, doubleQ, seed);
  }

  /** The same with so many steps until epsilon is smallest, and so many random ones at the beginning. */
  public BrainOptions learningSteps(int total, int burnin) {
    return copy(temporalWindow, gamma, total, burnin, layerDefs, hiddenLayerSizes, tdtrainer, targetUpdateSteps, doubleQ,
        seed);
  }

  /** The same with this trainer. */
  public BrainOptions tdtrainer(TrainerOptions value) {
    return copy(temporalWindow, gamma, learningStepsTotal, learningStepsBurnin, layerDefs, hiddenLayerSizes, value,
        targetUpdateSteps, doubleQ, seed);
  }

  /** The same with a second net for next states, and double Q-learning or not. */
  public BrainOptions targetNet(int steps, boolean doubleLearning) {
    return copy(temporalWindow, gamma, learningStepsTotal, learningStepsBurnin, layerDefs, hiddenLayerSizes, tdtrainer,
        steps, doubleLearning, seed);
  }

  /** The same with another seed. */
  public BrainOptions seed(long value) {
    return copy(temporalWindow, gamma, learningStepsTotal, learningStepsBurnin, layerDefs, hiddenLayerSizes, tdtrainer,
        targetUpdateSteps, doubleQ, value);
  }

  private BrainOptions copy(
      int window, double nextGamma, int total, int burnin, @Nullable List<?> layers, List<Integer> hidden,
      TrainerOptions trainer, int targetSteps, boolean doubleLearning, long nextSeed) {
    return new BrainOptions(
        window, experienceSize, startLearnThreshold, nextGamma, total, burnin, epsilonMin, epsilonTestTime,
        randomActionDistribution, layers, hidden, trainer, targetSteps, doubleLearning, nextSeed);
  }

  private static int threshold(int experience) {
    return (int) Math.floor(Math.min(experience * 0.1, 1000));
  }

  private static void atLeast(String name, int value, int low) {
    if (value < low) {
      throw new ConvNetException("brain: " + name + ": expected a whole number from " + low + ", received " + value);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new ConvNetException("brain: " + name + ": expected a number from 0 to 1, received " + value);
    }
  }
}
