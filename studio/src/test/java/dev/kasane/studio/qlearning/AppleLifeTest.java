package dev.kasane.studio.qlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.deepqlearn.AppleWorld;
import dev.kasane.convnetjs.deepqlearn.Brain;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.world.Curve;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppleLifeTest {

  private static final QLearningSettings SMALL =
      new QLearningSettings(List.of(8), 0.7, 1, 500, 100, 2000, 100, 0.05, 8, true, 50, true, 3);

  private static AppleLife after(int ticks) {
    AppleLife life = new AppleLife(SMALL, Rates.standard());
    for (int i = 0; i < ticks; i++) {
      life.step();
    }
    return life;
  }

  @Test
  void theDefaultsAreTheDemos() {
    AppleLife life = new AppleLife(QLearningSettings.standard(), Rates.standard());
    AppleWorld plain = new AppleWorld(Mode.CORRECT, AppleWorld.brain(1), 1);
    for (int i = 0; i < 1200; i++) {
      life.step();
      plain.tick();
    }
    assertThat(life.world().place()).isEqualTo(plain.place());
    assertThat(life.brain().averageReward()).isEqualTo(plain.brain().averageReward());
    assertThat(life.brain().averageLoss()).isEqualTo(plain.brain().averageLoss());
  }

  @Test
  void lookingChangesNothing() {
    AppleLife watched = new AppleLife(SMALL, Rates.standard());
    for (int i = 0; i < 400; i++) {
      watched.step();
      assertThat(watched.activations()).hasSize(i == 0 ? 0 : 5);
      watched.curve();
    }
    assertThat(watched.brain().toJSON()).usingRecursiveComparison().isEqualTo(after(400).brain().toJSON());
  }

  @Test
  void curvesHoldWhatHappened() {
    AppleLife life = after(1000);
    Curve.Points points = life.curve();
    int last = points.x().length - 1;
    assertThat(points.x()[last]).isEqualTo(1000);
    assertThat(points.y()[0][last]).isEqualTo(life.brain().averageReward());
    // Up to 3000 ticks the rate is the mean over all of them.
    assertThat(points.y()[1][last]).isCloseTo(life.world().apples(), within(1e-9));
    assertThat(points.y()[2][last]).isCloseTo(life.world().poison(), within(1e-9));
  }

  @Test
  void aSavedBrainValuesStatesAsBefore() {
    AppleLife life = after(600);
    String file = BrainFiles.write(life.settings(), life.brain());
    BrainFiles.Loaded loaded =
        BrainFiles.read(file.getBytes(StandardCharsets.UTF_8), QLearningSettings.standard(), Rates.standard());
    assertThat(loaded.settings()).isEqualTo(SMALL);
    assertThat(loaded.brain().age()).isEqualTo(600);
    assertThat(loaded.brain().experiences()).isZero();
    assertSameValues(life.brain(), loaded.brain(), life.brain().lastNetInput());
    life.begin(loaded.settings(), loaded.brain());
    life.step();
    assertThat(life.brain().age()).isEqualTo(601);
  }

  @Test
  void takesTheNetThatConvNetJsSaves() {
    Net net = new Net(5);
    net.makeLayers("[{type: 'input', out_sx: 1, out_sy: 1, out_depth: 59}, {type: 'fc', num_neurons: 7,"
        + " activation: 'tanh'}, {type: 'regression', num_neurons: 5}]");
    byte[] file = ConvNetJson.stringify(net.toJSON()).getBytes(StandardCharsets.UTF_8);
    BrainFiles.Loaded loaded = BrainFiles.read(file, QLearningSettings.standard(), Rates.standard());
    assertThat(loaded.settings().hidden()).containsExactly(7);
    double[] input = new double[59];
    Arrays.fill(input, 0.5);
    double[] expected = net.forward(Vol.wrap(1, 1, 59, input)).w();
    assertThat(loaded.brain().policy(input).value()).isEqualTo(Arrays.stream(expected).max().orElseThrow());
  }

  private static void assertSameValues(Brain a, Brain b, double[] input) {
    assertThat(b.policy(input)).isEqualTo(a.policy(input));
  }

  @Test
  void refusesOtherFiles() {
    for (String file : List.of("", "[]", "{}", "{\"layers\": []}", "{\"layers\": [{\"layer_type\": \"input\"}]}",
        "{\"settings\": {\"hidden\": [1e9]}}", "{\"settings\": 3}", "\u0000")) {
      assertThatThrownBy(() -> BrainFiles.read(
              file.getBytes(StandardCharsets.UTF_8), QLearningSettings.standard(), Rates.standard()))
          .as(file).isInstanceOfAny(IllegalArgumentException.class, RequestException.class);
    }
    String other = BrainFiles.write(SMALL, new Brain(4, 2, SMALL.options(Rates.standard())));
    assertThatThrownBy(() -> BrainFiles.read(
            other.getBytes(StandardCharsets.UTF_8), QLearningSettings.standard(), Rates.standard()))
        .hasMessageContaining("27");
  }

  @Test
  void changesOnlyWhatIsNamed() {
    Rates rates = new Rates.Change(null, 0.5, null, null, false).of(Rates.standard());
    assertThat(rates).isEqualTo(new Rates(0.001, 0.5, 0.01, 0.05, false));
    assertThatThrownBy(() -> new Rates.Change(Double.NaN, null, null, null, null).of(rates))
        .hasMessage("rate must be from 0 to 1, received NaN");
  }
}
