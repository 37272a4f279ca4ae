package dev.kasane.studio.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.TrainerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionWorldTest {

  private static final String TINY = """
      [{type:'input', out_sx:1, out_sy:1, out_depth:1}, {type:'fc', num_neurons:3, activation:'tanh'},
       {type:'regression', num_neurons:1}]""";

  /** The network's answer by the textbook. */
  private static double byHand(RegressionWorld world, double x) {
    List<LearningNet.Weights> weights = world.net().weights();
    double y = weights.get(1).biases()[0];
    for (int i = 0; i < 3; i++) {
      y += weights.get(1).weights()[0][i]
          * Math.tanh(weights.get(0).weights()[i][0] * x + weights.get(0).biases()[i]);
    }
    return y;
  }

  private static RegressionWorld tiny() {
    RegressionWorld world = new RegressionWorld();
    world.net(TINY);
    return world;
  }

  @Test
  void pointsLieOnTheFunctionsOfTheArticles() {
    assertThat(new Samples("x", 30, 0, 1).draw()).allSatisfy(p -> {
      assertThat(p.x()).isBetween(0.0, 1.0);
      assertThat(p.y()).isEqualTo(p.x());
    });
    assertThat(new Samples("x2", 30, 0, 2).draw()).allSatisfy(p -> {
      assertThat(p.x()).isBetween(0.0, 3.0);
      assertThat(p.y()).isCloseTo(Math.pow(p.x(), 2), within(1e-12));
    });
    assertThat(new Samples("cubic", 30, 0, 3).draw()).allSatisfy(p ->
        assertThat(p.y()).isCloseTo(Math.pow(p.x(), 3) - 2.5 * Math.pow(p.x(), 2), within(1e-12)));
    assertThat(new Samples("sin", 30, 0, 4).draw()).allSatisfy(p ->
        assertThat(p.y()).isCloseTo(Math.cos(p.x() - Math.PI / 2), within(1e-12)));
    assertThat(new Samples("xsin", 30, 0, 5).draw()).allSatisfy(p -> {
      assertThat(p.x()).isBetween(-5.0, 5.0);
      assertThat(p.y()).isCloseTo(p.x() * Math.sin(p.x()), within(1e-12));
    });
  }

  @Test
  void noiseHasItsDeviation() {
    double squares = new Samples("sin", 1000, 0.5, 6).draw().stream()
        .mapToDouble(p -> Math.pow(p.y() - Math.sin(p.x()), 2)).average().orElseThrow();
    // The mean of 1000 squares is off by 4.5 % of its value at a standard error.
    assertThat(squares).isBetween(0.25 * 0.8, 0.25 * 1.2);
  }

  @Test
  void curvesAndLossAreTheNetworks() {
    RegressionWorld world = tiny();
    for (int i = 0; i < 30; i++) {
      world.step();
    }
    int count = 11;
    float[] curves = RegressionWorld.curves(world.net().net(), -2, 3, count);
    assertThat(curves).hasSize((1 + 3 + 3 + 1 + 1) * count);
    for (int i = 0; i < count; i++) {
      double x = -2 + i * 0.5;
      assertThat((double) curves[i]).isCloseTo(x, within(1e-6));
      assertThat((double) curves[8 * count + i]).isCloseTo(byHand(world, x), within(1e-5));
    }
    double loss = world.dots().stream().mapToDouble(dot -> Math.pow(byHand(world, dot.x()) - dot.y(), 2) / 2)
        .average().orElseThrow();
    assertThat(RegressionWorld.loss(world.net().net(), world.dots())).isCloseTo(loss, within(1e-9));
    assertThat(world.curve().points().y()[0][30]).isCloseTo(loss, within(1e-9));
  }

  @Test
  void learnsTheFunctionsOfTheArticles() {
    for (String function : List.of("x", "x2", "cubic", "sin")) {
      RegressionWorld world = new RegressionWorld();
      world.setup(new Setup(new Samples(function, 40, 0, 7), null, TINY.replace("num_neurons:3", "num_neurons:10"),
          new TrainerSettings("adam", 0.01, 0, 10, 0, 0), 8));
      for (int i = 0; i < 2000; i++) {
        world.step();
      }
      assertThat(RegressionWorld.loss(world.net().net(), world.dots())).as(function).isLessThan(0.01);
    }
  }

  @Test
  void pointsComeMoveAndGo() {
    RegressionWorld world = tiny();
    world.clear();
    assertThatThrownBy(world::step).hasMessageContaining("no points");
    world.add(new Place(1, 2));
    world.add(new Place(3, 4));
    long first = world.dots().getFirst().id();
    world.move(first, new Place(-1, 5));
    assertThat(world.dots().getFirst()).isEqualTo(new RegressionWorld.Dot(first, -1, 5));
    world.remove(world.dots().getLast().id());
    assertThat(world.setup().points()).containsExactly(new Place(-1, 5));
    assertThatThrownBy(() -> world.move(first + 1, new Place(0, 0))).hasMessageContaining("gone");
    world.remove(first);
    assertThatThrownBy(() -> world.remove(first)).hasMessageContaining("gone");
  }

  @Test
  void refusalsChangeNothing() {
    RegressionWorld world = tiny();
    Setup before = world.setup();
    assertThatThrownBy(() -> world.net(TINY.replace("out_depth:1", "out_depth:2"))).hasMessageContaining("1 inputs");
    assertThatThrownBy(() -> world.net(TINY.replace("num_neurons:1}", "num_neurons:2}")))
        .hasMessageContaining("received 2");
    assertThatThrownBy(() -> world.net("[]")).hasMessageContaining("layer definitions");
    assertThatThrownBy(() -> new Place(1, Double.POSITIVE_INFINITY)).hasMessageContaining("away from 0");
    assertThatThrownBy(() -> new Samples("tan", 1, 0, 1)).hasMessageContaining("tan");
    assertThatThrownBy(() -> new Samples("sin", 0, 0, 1)).hasMessageContaining("received 0");
    assertThatThrownBy(() -> new TrainerSettings("sgd", Double.NaN, 0, 1, 0, 0)).hasMessageContaining("learning rate");
    assertThatThrownBy(() -> new TrainerSettings("sgd", 1, 1, 1, 0, 0)).hasMessageContaining("momentum");
    assertThat(world.setup()).isSameAs(before);
  }

  @Test
  void aRateThatIsTooHighIsSaid() {
    RegressionWorld world = new RegressionWorld();
    world.trainer(new TrainerSettings("sgd", 100, 0.9, 1, 0, 0));
    assertThatThrownBy(() -> {
      for (int i = 0; i < 1000; i++) {
        world.step();
      }
    }).hasMessageContaining("lower learning rate");
  }
}
