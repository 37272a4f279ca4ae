package dev.kasane.convnetjs.deepqlearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.json.ConvNetJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The Q-learner: what it is given, what it learns, and that a saved one goes on as if nothing had happened. */
class BrainTest {

  private static final TrainerOptions TRAINER =
      TrainerOptions.defaults(Mode.CORRECT).learningRate(0.02).momentum(0.5).batchSize(16).l2Decay(1e-4);

  private static BrainOptions small() {
    return BrainOptions.parse("{temporal_window: 0, experience_size: 500, start_learn_threshold: 50, gamma: 0.5,"
        + " learning_steps_total: 600, learning_steps_burnin: 100, epsilon_min: 0.02, epsilon_test_time: 0}")
        .hiddenLayers(12).tdtrainer(TRAINER).seed(5);
  }

  @Test
  void theInputIsTheStateAndEarlierStatesWithTheirActions() {
    Brain brain = new Brain(3, 2, BrainOptions.parse("{temporal_window: 2}"));
    assertThat(brain.valueNet().layers().getFirst().out().length()).isEqualTo(3 * 3 + 2 * 2);
    int first = brain.forward(1, 2, 3);
    brain.backward(0);
    int second = brain.forward(4, 5, 6);
    brain.backward(0);
    brain.forward(7, 8, 9);
    double[] input = brain.netWindow[brain.netWindow.length - 1];
    assertThat(List.of(input[0], input[3], input[8])).containsExactly(7.0, 4.0, 1.0);
    // an action is one of all, as large as there are numbers of state
    assertThat(input[6 + second]).isEqualTo(3);
    assertThat(input[7 - second]).isZero();
    assertThat(input[11 + first]).isEqualTo(3);
  }

  @Test
  void defaultsAreConvNetJSs() {
    BrainOptions options = BrainOptions.defaults();
    assertThat(options.temporalWindow()).isEqualTo(1);
    assertThat(options.startLearnThreshold()).isEqualTo(1000);
    assertThat(options.gamma()).isEqualTo(0.8);
    assertThat(BrainOptions.parse("{experience_size: 200}").startLearnThreshold()).isEqualTo(20);
    assertThat(options.tdtrainer().batchSize()).isEqualTo(64);
  }

  @Test
  void learnsWhichActionPays() {
    Brain brain = new Brain(2, 3, small());
    assertThat(shareOfRight(brain, 1200, 400)).isGreaterThan(0.8);
    brain.learning(false);
    assertThat(shareOfRight(brain, 100, 100)).isGreaterThan(0.85);
    assertThat(brain.epsilon()).isZero();
  }

  @Test
  void learnsWithASecondNetAndDoubleLearning() {
    for (boolean twice : List.of(false, true)) {
      Brain brain = new Brain(2, 3, small().targetNet(50, twice));
      assertThat(shareOfRight(brain, 1500, 400)).isGreaterThan(0.8);
      assertThat(brain.targetNet).isNotSameAs(brain.net);
    }
  }

  /** The right action is 0, 1 or 2 depending on where the state lies; the reward says so. */
  private static double shareOfRight(Brain brain, int steps, int counted) {
    SplittableRandom random = new SplittableRandom(3);
    int right = 0;
    for (int i = 0; i < steps; i++) {
      double x = random.nextDouble() * 2 - 1;
      double y = random.nextDouble() * 2 - 1;
      int best = x > 0.2 ? 0 : y > 0 ? 1 : 2;
      int action = brain.forward(x, y);
      right += i >= steps - counted && action == best ? 1 : 0;
      brain.backward(action == best ? 1 : 0);
    }
    return (double) right / counted;
  }

  @Test
  void whatFollowsAnEndDoesNotCount() {
    BrainOptions options = small().gamma(0.9);
    Brain ends = new Brain(1, 2, options);
    Brain goesOn = new Brain(1, 2, options);
    for (int i = 0; i < 600; i++) {
      for (Brain brain : List.of(ends, goesOn)) {
        brain.forward(1);
        brain.backward(1, brain == ends);
      }
    }
    // one reward of 1 and nothing after it, against 1 + 0.9 + 0.81 + ...
    assertThat(ends.policy(new double[] {1}).value()).isBetween(0.8, 1.2);
    assertThat(goesOn.policy(new double[] {1}).value()).isGreaterThan(2);
  }

  @Test
  void goesOnFromAFileWithTheSameBits() {
    for (Method method : List.of(Method.SGD, Method.ADADELTA, Method.ADAM)) {
      BrainOptions options = small().tdtrainer(TRAINER.method(method)).targetNet(30, true);
      Brain whole = new Brain(2, 3, options);
      shareOfRight(whole, 333, 1);
      String saved = ConvNetJson.stringify(whole.toJSON());
      Brain resumed = Brain.fromJSON(ConvNetJson.parse(saved), options);
      assertThat(ConvNetJson.stringify(resumed.toJSON())).isEqualTo(saved);
      shareOfRight(whole, 222, 1);
      shareOfRight(resumed, 222, 1);
      assertThat(ConvNetJson.stringify(resumed.toJSON())).isEqualTo(ConvNetJson.stringify(whole.toJSON()));
    }
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> new Brain(2, 3, "{gama: 1}")).isInstanceOf(ConvNetException.class)
        .hasMessageContaining("gama").hasMessageContaining("gamma");
    assertThatThrownBy(() -> new Brain(2, 3, "{gamma: 1.5}")).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> new Brain(2, 3, "{random_action_distribution: [0.5, 0.5]}"))
        .hasMessageContaining("3 probabilities");
    assertThatThrownBy(
            () -> new Brain(2, 3, "{layer_defs: [{type:'input',out_sx:1,out_sy:1,out_depth:5},"
                + "{type:'regression',num_neurons:3}]}"))
        .hasMessageContaining("1x1x7");
    assertThatThrownBy(() -> new Brain(2, 3).forward(1)).hasMessageContaining("2 numbers of state");
    assertThatThrownBy(() -> new Brain(2, 3).backward(Double.NaN)).hasMessageContaining("finite");
    Map<String, Object> saved = new LinkedHashMap<>(new Brain(2, 3, small()).toJSON());
    saved.put("num_actions", 2);
    assertThatThrownBy(() -> Brain.fromJSON(saved, small())).isInstanceOf(ConvNetException.class);
    saved.remove("experience");
    saved.put("num_actions", 3);
    assertThatThrownBy(() -> Brain.fromJSON(saved, small())).hasMessageContaining("experience");
  }
}
