package dev.kasane.convnetjs.deepqlearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.TrainerOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The world of apples and poison, and that an agent gets on better in it the longer it lives. */
class AppleWorldTest {

  @Test
  void hasTheDemosInputs() {
    Brain brain = AppleWorld.brain(1);
    assertThat(brain.valueNet().layers().getFirst().out().length()).isEqualTo(59);
    AppleWorld world = new AppleWorld(Mode.CORRECT, brain, 1);
    assertThat(world.items()).hasSize(30);
    assertThat(world.walls()).hasSize(10);
    assertThat(world.eyes()).hasSize(9);
  }

  @Test
  void eyesLookToBothSidesAlikeUnlessTheDefectIsKept() {
    List<Eye> mended = new AppleWorld(Mode.CORRECT, AppleWorld.brain(1), 1).eyes();
    assertThat(mended.getFirst().angle()).isEqualTo(-1);
    assertThat(mended.getLast().angle()).isEqualTo(1);
    List<Eye> kept = new AppleWorld(Mode.FAITHFUL, AppleWorld.brain(1), 1).eyes();
    assertThat(kept.getFirst().angle()).isEqualTo(-0.75);
    assertThat(kept.getLast().angle()).isEqualTo(1.25);
  }

  @Test
  void wallsAndItemsAreMetWhereGeometrySays() {
    Wall wall = new Wall(new Point(10, -5), new Point(10, 5));
    assertThat(wall.met(new Point(0, 0), new Point(20, 0))).isCloseTo(0.5, within(1e-12));
    assertThat(wall.met(new Point(0, 0), new Point(9, 0))).isInfinite();
    assertThat(wall.met(new Point(0, 6), new Point(20, 6))).isInfinite();
    Item item = new Item(new Point(40, 9), Seen.APPLE, 0);
    assertThat(item.met(new Point(0, 0), new Point(80, 0))).isCloseTo(0.5, within(1e-12));
    assertThat(item.met(new Point(0, -2), new Point(80, -2))).isInfinite();
    assertThat(item.met(new Point(0, 0), new Point(-80, 0))).isInfinite();
  }

  @Test
  void wallsHoldTheAgent() {
    AppleWorld world = new AppleWorld(Mode.CORRECT, AppleWorld.brain(3), 3);
    for (int i = 0; i < 3000; i++) {
      world.tick();
      assertThat(world.place().x()).isBetween(10.0, 690.0);
      assertThat(world.place().y()).isBetween(10.0, 490.0);
      assertThat(world.items().size()).isLessThanOrEqualTo(30);
    }
    assertThat(world.clock()).isEqualTo(3000);
  }

  @Test
  void theSameSeedLivesTheSameLife() {
    AppleWorld first = new AppleWorld(Mode.CORRECT, AppleWorld.brain(7), 8);
    AppleWorld second = new AppleWorld(Mode.CORRECT, AppleWorld.brain(7), 8);
    for (int i = 0; i < 1500; i++) {
      first.tick();
      second.tick();
    }
    assertThat(second.place()).isEqualTo(first.place());
    assertThat(second.brain().averageReward()).isEqualTo(first.brain().averageReward());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theAverageRewardRises(long seed) {
    TrainerOptions trainer =
        TrainerOptions.defaults(Mode.CORRECT).learningRate(0.005).momentum(0).batchSize(32).l2Decay(0.01);
    BrainOptions options =
        BrainOptions.defaults().gamma(0.7).learningSteps(5000, 1000).hiddenLayers(50, 50).tdtrainer(trainer).seed(seed);
    AppleWorld world = new AppleWorld(Mode.CORRECT, AppleWorld.brain(options), seed);
    double young = meanReward(world, 1500);
    meanReward(world, 3500);
    double old = meanReward(world, 2000);
    assertThat(old).as("seed %d: mean reward at last, %.3f at first", seed, young).isGreaterThan(young + 0.1);
  }

  private static double meanReward(AppleWorld world, int ticks) {
    double sum = 0;
    for (int i = 0; i < ticks; i++) {
      world.tick();
      sum += world.brain().latestReward();
    }
    return sum / ticks;
  }

  @Test
  void wantsABrainThatFits() {
    assertThatThrownBy(() -> new AppleWorld(Mode.CORRECT, new Brain(5, 2), 1))
        .isInstanceOf(ConvNetException.class).hasMessageContaining("27 states and 5 actions");
  }
}
