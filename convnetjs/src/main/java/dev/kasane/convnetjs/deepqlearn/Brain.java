package dev.kasane.convnetjs.deepqlearn;

import dev.kasane.convnetjs.Activation;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.LayerDefinition;
import dev.kasane.convnetjs.Layers;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.TrainingEngine;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.Window;
import dev.kasane.convnetjs.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns which action pays in which state, by Q-learning with a net and replay of experiences (Mnih et al., "Playing Atari
 * with Deep Reinforcement Learning", 2013). In turns: {@link #forward} with what is sensed gives an action, {@link
 * #backward} with the reward learns.
 *
 * <p>The same seed and the same states and rewards give the same actions. Two threads must not share one.
 */
public final class Brain {

  private static final int REWARD_WINDOW = 1000;
  private static final int REWARD_MINIMUM = 10;

  final int numStates;
  final int numActions;
  final BrainOptions options;
  final int netInputs;
  final Net net;
  final TrainingEngine engine;
  final Trainer trainer;
  final Dice dice;
  final List<Experience> experience = new ArrayList<>();
  final double[][] stateWindow;
  final int[] actionWindow;
  final double[] rewardWindow;
  final boolean[] terminalWindow;
  final double[][] netWindow;
  final Window averageReward = new Window(REWARD_WINDOW, REWARD_MINIMUM);
  final Window averageLoss = new Window(REWARD_WINDOW, REWARD_MINIMUM);
  final Net targetNet;
  long age;
  long forwardPasses;
  long learningSteps;
  double latestReward;
  private final Rand rand;
  private double epsilon = 1;
  private double epsilonTestTime;
  private boolean learning = true;
  private double[] lastInput = {};

  /** A brain with ConvNetJS's defaults. */
  public Brain(int numStates, int numActions) {
    this(numStates, numActions, BrainOptions.defaults());
  }

  /** A brain with options as a text such as {@code {gamma: 0.7, hidden_layer_sizes: [50, 50]}}. */
  public Brain(int numStates, int numActions, String options) {
    this(numStates, numActions, BrainOptions.parse(options));
  }

  /**
   * A new brain.
   *
   * @param numStates how many numbers are sensed in each step
   * @param numActions how many actions there are
   * @throws ConvNetException if the options' layers do not go with these numbers, or probabilities not with the actions
   */
  public Brain(int numStates, int numActions, BrainOptions options) {
    if (numStates < 1 || numActions < 1) {
      throw new ConvNetException("brain: expected at least one state number and one action, received " + numStates
          + " and " + numActions);
    }
    this.numStates = numStates;
    this.numActions = numActions;
    this.options = options;
    epsilonTestTime = options.epsilonTestTime();
    checkDistribution();
    long inputs = (long) numStates * (options.temporalWindow() + 1) + (long) numActions * options.temporalWindow();
    if (inputs > 1 << 24) {
      throw new ConvNetException("brain: temporal_window: expected at most " + (1 << 24) + " numbers of input, "
          + options.temporalWindow() + " makes " + inputs);
    }
    netInputs = (int) inputs;
    dice = new Dice(options.seed(), "brain");
    rand = Rand.of(dice);
    net = new Net(Mode.CORRECT, Rand.of(new Dice(options.seed(), "brain weights")));
    net.makeLayers(definitions());
    checkNet(net);
    TrainingEngine[] made = new TrainingEngine[1];
    trainer = new Trainer(net, options.tdtrainer(), trained -> made[0] = TrainingEngine.eager(trained));
    engine = made[0];
    targetNet = options.targetUpdateSteps() > 0 ? copyOf(net) : net;
    int window = Math.max(options.temporalWindow(), 2);
    stateWindow = new double[window][];
    actionWindow = new int[window];
    rewardWindow = new double[window];
    terminalWindow = new boolean[window];
    netWindow = new double[window][];
  }

  private void checkDistribution() {
    List<Double> chances = options.randomActionDistribution();
    double sum = chances.stream().mapToDouble(Double::doubleValue).sum();
    if (!chances.isEmpty() && (chances.size() != numActions || Math.abs(sum - 1) > 1e-4)) {
      throw new ConvNetException("brain: random_action_distribution: expected " + numActions
          + " probabilities with sum 1, received " + chances.size() + " with sum " + sum);
    }
  }

  private List<?> definitions() {
    if (options.layerDefs() != null) {
      return options.layerDefs();
    }
    List<LayerDefinition> layers = new ArrayList<>();
    layers.add(Layers.input(1, 1, netInputs));
    for (int size : options.hiddenLayerSizes()) {
      layers.add(Layers.fc(size).activation(Activation.RELU));
    }
    layers.add(Layers.regression(numActions));
    return layers;
  }

  /** Whether a net has the inputs and outputs that the numbers of states and actions ask for. */
  void checkNet(Net checked) {
    List<Layer> layers = checked.layers();
    Size in = layers.getFirst().out();
    if (in.length() != netInputs) {
      throw new ConvNetException("brain: layer_defs: expected an input of 1x1x" + netInputs + " (" + numStates
          + " states and " + numActions + " actions, temporal_window " + options.temporalWindow() + "), received " + in);
    }
    if (!layers.getLast().layerType().equals("regression") || layers.getLast().out().length() != numActions) {
      throw new ConvNetException("brain: layer_defs: expected a regression of " + numActions
          + " numbers at the end, one for each action, received " + layers.getLast().layerType() + " of "
          + layers.getLast().out().length());
    }
  }

  private static Net copyOf(Net source) {
    Net copy = new Net(Mode.CORRECT, 0);
    copy.fromJSON(source.toJSON());
    return copy;
  }

  // ---- acting ----

  /**
   * Chooses an action.
   *
   * @param state what is sensed now: {@code numStates} numbers
   * @return the action, 0 to numActions-1
   * @throws ConvNetException if there are more or fewer numbers
   */
  public int forward(double... state) {
    if (state.length != numStates) {
      throw new ConvNetException("brain: expected " + numStates + " numbers of state, received " + state.length);
    }
    forwardPasses++;
    lastInput = state.clone();
    double[] input = {};
    int action;
    if (forwardPasses > options.temporalWindow()) {
      input = netInput(lastInput);
      epsilon = currentEpsilon();
      action = rand.randf(0, 1) < epsilon ? randomAction() : policy(input).action();
    } else {
      action = randomAction();
    }
    shift(netWindow, input);
    shift(stateWindow, lastInput);
    System.arraycopy(actionWindow, 1, actionWindow, 0, actionWindow.length - 1);
    actionWindow[actionWindow.length - 1] = action;
    return action;
  }

  private static void shift(double[][] window, double[] next) {
    System.arraycopy(window, 1, window, 0, window.length - 1);
    window[window.length - 1] = next;
  }

  private double currentEpsilon() {
    if (!learning) {
      return epsilonTestTime;
    }
    double rest = options.learningStepsTotal() - options.learningStepsBurnin();
    double done = rest <= 0 ? (age < options.learningStepsBurnin() ? 0 : 1) : (age - options.learningStepsBurnin()) / rest;
    return Math.min(1, Math.max(options.epsilonMin(), 1 - done));
  }

  /** The state and, for each step of the window, an older state and its action: one of all, as large as numStates. */
  private double[] netInput(double[] state) {
    double[] input = new double[netInputs];
    System.arraycopy(state, 0, input, 0, numStates);
    int at = numStates;
    int last = stateWindow.length - 1;
    for (int k = 0; k < options.temporalWindow(); k++) {
      System.arraycopy(stateWindow[last - k], 0, input, at, numStates);
      at += numStates;
      input[at + actionWindow[last - k]] = numStates;
      at += numActions;
    }
    return input;
  }

  /** An action by chance. */
  public int randomAction() {
    if (options.randomActionDistribution().isEmpty()) {
      return rand.randi(0, numActions);
    }
    double p = rand.randf(0, 1);
    double sum = 0;
    for (int k = 0; k < numActions - 1; k++) {
      sum += options.randomActionDistribution().get(k);
      if (p < sum) {
        return k;
      }
    }
    return numActions - 1;
  }

  /** The best action for an input of the net, and its value. */
  public Action policy(double[] netInput) {
    return best(net, netInput);
  }

  private static Action best(Net chooser, double[] input) {
    double[] values = chooser.forward(Vol.wrap(1, 1, input.length, input)).w();
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return new Action(best, values[best]);
  }

  // ---- learning ----

  /** Learns from the reward for the last action. */
  public void backward(double reward) {
    backward(reward, false);
  }

  /**
   * Learns from the reward for the last action.
   *
   * @param terminal whether the episode ended with it: then nothing that comes later counts for it
   */
  public void backward(double reward, boolean terminal) {
    if (!Double.isFinite(reward)) {
      throw new ConvNetException("brain: expected a finite reward, received " + reward);
    }
    latestReward = reward;
    averageReward.add(reward);
    int last = rewardWindow.length - 1;
    System.arraycopy(rewardWindow, 1, rewardWindow, 0, last);
    rewardWindow[last] = reward;
    System.arraycopy(terminalWindow, 1, terminalWindow, 0, last);
    terminalWindow[last] = terminal;
    if (!learning) {
      return;
    }
    age++;
    if (forwardPasses > options.temporalWindow() + 1) {
      remember(
          new Experience(
              netWindow[last - 1], actionWindow[last - 1], rewardWindow[last - 1], netWindow[last],
              terminalWindow[last - 1]));
    }
    if (experience.size() > options.startLearnThreshold()) {
      learn();
    }
  }

  private void remember(Experience step) {
    if (experience.size() < options.experienceSize()) {
      experience.add(step);
    } else {
      experience.set(rand.randi(0, options.experienceSize()), step);
    }
  }

  private void learn() {
    double cost = 0;
    int batch = trainer.options().batchSize();
    for (int k = 0; k < batch; k++) {
      Experience e = experience.get(rand.randi(0, experience.size()));
      double value = e.reward0() + (e.terminal() ? 0 : options.gamma() * valueOf(e.state1()));
      cost += trainer.train(Vol.wrap(1, 1, netInputs, e.state0()), e.action0(), value).loss();
    }
    averageLoss.add(cost / batch);
    learningSteps++;
    if (targetNet != net && learningSteps % options.targetUpdateSteps() == 0) {
      targetNet.fromJSON(net.toJSON());
    }
  }

  /** What the best action in a state is worth. */
  private double valueOf(double[] state) {
    if (!options.doubleQ() || targetNet == net) {
      return best(targetNet, state).value();
    }
    int action = best(net, state).action();
    return targetNet.forward(Vol.wrap(1, 1, state.length, state)).w()[action];
  }

  // ---- looking and setting ----

  /** Whether it learns; if not, {@link #backward} only watches, and few actions are random. */
  public boolean learning() {
    return learning;
  }

  /** Starts or stops learning. */
  public void learning(boolean learns) {
    learning = learns;
  }

  /** How often an action is random when not learning. */
  public double epsilonTestTime() {
    return epsilonTestTime;
  }

  /** Changes how often an action is random when not learning: 0 to 1. */
  public void epsilonTestTime(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new ConvNetException("brain: epsilon_test_time: expected a number from 0 to 1, received " + share);
    }
    epsilonTestTime = share;
  }

  /** The probability of a random action in the last {@link #forward}. */
  public double epsilon() {
    return epsilon;
  }

  /** Steps in which it learned or gathered experience. */
  public long age() {
    return age;
  }

  /** What was sensed last. */
  public double[] lastInputArray() {
    return lastInput.clone();
  }

  /**
   * What the net was given for the last action: what was sensed, then earlier states and actions. Empty before {@code
   * temporal_window} actions.
   */
  public double[] lastNetInput() {
    double[] last = netWindow[netWindow.length - 1];
    return last == null ? new double[0] : last.clone();
  }

  /** The last reward. */
  public double latestReward() {
    return latestReward;
  }

  /** Mean of the last 1000 rewards; -1 before there are ten. */
  public double averageReward() {
    return averageReward.getAverage();
  }

  /** Mean loss of the last 1000 learning steps; -1 before there are ten. */
  public double averageLoss() {
    return averageLoss.getAverage();
  }

  /** How many experiences it has. */
  public int experiences() {
    return experience.size();
  }

  /** The net that estimates values. */
  public Net valueNet() {
    return net;
  }

  /** The trainer of {@link #valueNet}. */
  public Trainer tdtrainer() {
    return trainer;
  }

  /** How it is doing, in the five lines that ConvNetJS's {@code visSelf} shows. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "experience replay size: %d%nexploration epsilon: %.4f%nage: %d%naverage Q-learning loss: %.5f%nsmooth-ish"
            + " reward: %.5f%n",
        experience.size(), epsilon, age, averageLoss(), averageReward());
  }

  // ---- saving ----

  /** All that the next step depends on, as a tree that {@code ConvNetJson.stringify} writes. */
  public Map<String, Object> toJSON() {
    return BrainFile.write(this);
  }

  /**
   * A brain that goes on where another was saved.
   *
   * @param json what {@link #toJSON} gave
   * @param options the options it was made with; layers may be left out, they are in the file
   * @throws ConvNetException if something is missing or does not go together
   */
  public static Brain fromJSON(Map<String, ?> json, BrainOptions options) {
    return BrainFile.read(json, options);
  }

  void restored(double savedEpsilon, double[] input, boolean learns, @Nullable Double testTime) {
    epsilon = savedEpsilon;
    lastInput = input;
    learning = learns;
    if (testTime != null) {
      epsilonTestTime(testTime);
    }
  }
}
