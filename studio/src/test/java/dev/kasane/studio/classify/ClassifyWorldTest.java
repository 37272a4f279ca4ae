package dev.kasane.studio.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.TrainerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifyWorldTest {

  private static final String NET = """
      [{type:'input', out_sx:1, out_sy:1, out_depth:3}, {type:'fc', num_neurons:4, activation:'tanh'},
       {type:'softmax', num_classes:2}]""";

  private static ClassifyWorld world() {
    ClassifyWorld world = new ClassifyWorld();
    world.setup(world.setup().net(List.of("x", "xy", "siny"), NET));
    return world;
  }

  /** The network's answers by the textbook: softmax(W₂·tanh(W₁·f + b₁) + b₂). */
  private static double[][] byHand(ClassifyWorld world, double x, double y) {
    List<LearningNet.Weights> weights = world.net().weights();
    double[] features = {x, x * y, Math.sin(y)};
    double[] hidden = affine(weights.get(0), features);
    double[] active = new double[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      active[i] = Math.tanh(hidden[i]);
    }
    double[] scores = affine(weights.get(1), active);
    double odds = 1 / (1 + Math.exp(scores[1] - scores[0]));
    return new double[][] {features, hidden, active, scores, {odds, 1 - odds}};
  }

  private static double[] affine(LearningNet.Weights weights, double[] x) {
    double[] y = weights.biases().clone();
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < x.length; k++) {
        y[i] += weights.weights()[i][k] * x[k];
      }
    }
    return y;
  }

  @Test
  void mapsHaveWhatEveryNeuronMakesOfEveryPlace() {
    ClassifyWorld world = world();
    for (int i = 0; i < 20; i++) {
      world.step();
    }
    int size = 7;
    float[] maps = Plane.maps(world.net().net(), world.features(), size);
    assertThat(maps).hasSize((3 + 4 + 4 + 2 + 2) * size * size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = -6 + (column + 0.5) * 12 / size;
        double y = 6 - (row + 0.5) * 12 / size;
        int neuron = 0;
        for (double[] layer : byHand(world, x, y)) {
          for (double value : layer) {
            float mapped = maps[(neuron++ * size + row) * size + column];
            assertThat((double) mapped).isCloseTo(value, within(1e-5 * (1 + Math.abs(value))));
          }
        }
      }
    }
  }

  @Test
  void warpedGridHasTwoNeuronsAndTheClass() {
    ClassifyWorld world = world();
    int lines = 5;
    float[] warp = Plane.warp(world.net().net(), world.features(), world.points(), 2, 3, 1, lines);
    assertThat(warp).hasSize(3 * lines * lines + 2 * world.points().size());
    // The third crossing of the second row from the top.
    double[][] hand = byHand(world, 0, 3);
    int at = 3 * (lines + 2);
    assertThat((double) warp[at]).isCloseTo(hand[2][3], within(1e-6));
    assertThat((double) warp[at + 1]).isCloseTo(hand[2][1], within(1e-6));
    assertThat(warp[at + 2]).isEqualTo(hand[4][0] > 0.5 ? 0 : 1);
    Point last = world.points().getLast();
    assertThat((double) warp[warp.length - 2]).isCloseTo(byHand(world, last.x(), last.y())[2][3], within(1e-6));
  }

  @Test
  void scoresAreMeansOverTheirPoints() {
    ClassifyWorld world = world();
    double loss = 0;
    int right = 0;
    int count = 0;
    for (Point point : world.points()) {
      if (point.test()) {
        double[] odds = byHand(world, point.x(), point.y())[4];
        loss -= Math.log(odds[point.label()]);
        right += odds[point.label()] > 0.5 ? 1 : 0;
        count++;
      }
    }
    var score = ClassifyWorld.Score.of(world.net().net(), world.features(), world.points(), true);
    assertThat(count).isEqualTo(30);
    assertThat(score.loss()).isCloseTo(loss / count, within(1e-9));
    assertThat(score.accuracy()).isEqualTo(right / 30.0);
  }

  @Test
  void learnsEveryKindOfPoints() {
    for (String kind : List.of("circle", "xor", "gauss", "simple")) {
      ClassifyWorld world = new ClassifyWorld();
      world.setup(new Setup(new PointSet(kind, 2, 50, 0, 0, 3), null, List.of("x", "y"), """
          [{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'fc', num_neurons:10, activation:'tanh'},
           {type:'fc', num_neurons:6, activation:'tanh'}, {type:'softmax', num_classes:2}]""",
          new TrainerSettings("adam", 0.01, 0, 5, 0, 0), 4));
      for (int i = 0; i < 1000; i++) {
        world.step();
      }
      var score = ClassifyWorld.Score.of(world.net().net(), world.features(), world.points(), false);
      assertThat(score.accuracy()).as(kind).isGreaterThan(kind.equals("gauss") ? 0.97 : 0.99);
    }
  }

  @Test
  void aResetRepeatsTheRun() {
    ClassifyWorld world = world();
    for (int i = 0; i < 5; i++) {
      world.step();
    }
    double[][] first = world.net().weights().getFirst().weights();
    world.reset();
    assertThat(world.net().weights().getFirst().weights()).isNotEqualTo(first);
    for (int i = 0; i < 5; i++) {
      world.step();
    }
    assertThat(world.net().weights().getFirst().weights()).isEqualTo(first);
    assertThat(world.curve().points().x()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void refusalsChangeNothing() {
    ClassifyWorld world = world();
    Setup before = world.setup();
    assertThatThrownBy(() -> world.setup(before.net(List.of("x"), NET))).hasMessageContaining("expected 1 inputs");
    assertThatThrownBy(() -> world.setup(before.net(List.of("z"), NET))).hasMessageContaining("'z'");
    assertThatThrownBy(() -> world.add(new Point(1, 1, 2, false))).hasMessageContaining("2 classes");
    assertThatThrownBy(() -> world.data(new PointSet("xor", 3, 5, 0, 0, 1))).hasMessageContaining("num_classes");
    assertThatThrownBy(() -> world.net().weight(1, 4, 0, 1)).hasMessageContaining("no weight");
    assertThatThrownBy(() -> world.net().weight(2, 0, 0, 1)).hasMessageContaining("no weight");
    assertThatThrownBy(() -> world.net().weight(1, 0, 0, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> world.setup(before.net(List.of("x", "y", "xy"),
        NET.replace("num_neurons:4", "num_neurons:2000000000")))).hasMessageContaining("from 1 to 100 neurons");
    assertThat(world.setup()).isSameAs(before);
    assertThat(world.points()).hasSize(100);
  }

  @Test
  void pointsComeAndGoByHand() {
    ClassifyWorld world = world();
    world.clearPoints();
    assertThatThrownBy(world::step).hasMessageContaining("no points");
    world.add(new Point(1, 2, 0, false));
    world.add(new Point(-1, 2, 1, false));
    world.remove(-0.4, 0);
    assertThat(world.points()).containsExactly(new Point(1, 2, 0, false));
    assertThat(world.setup().points()).isEqualTo(world.points());
    world.net().weight(1, 2, -1, 0.75);
    assertThat(world.net().weights().getFirst().biases()[2]).isEqualTo(0.75);
    world.step();
  }
}
