package dev.kasane.nn.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.backend.reference.ReferenceVariables;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.Eval;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.schedules.ConstantRate;
import dev.kasane.nn.schedules.Schedule;
import dev.kasane.nn.schedules.StepDecay;
import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each optimizer's graph for ten steps against the same formula written as a plain loop over one weight. */
class OptimizersTest {

  private static final int STEPS = 10;
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final long SEED = 7;

  /** Constants of a graph are floats: 0.9 is off by 3e−8 of itself, and errors add up over the steps. */
  private static final double TOLERANCE = 2e-6;

  /** One weight's rule: takes step t from 1, rate, weight and gradient; returns the weight. Keeps its own sums. */
  private interface Rule {
    double step(int t, double rate, double w, double g);
  }

  private interface RuleMaker {
    Rule make();
  }

  private static final Schedule RATE = new StepDecay(0.05, 0.5, 4);

  @Test
  void sgd() {
    check(Optimizers.sgd(RATE), () -> (_, rate, w, g) -> w - rate * g);
  }

  @Test
  void momentum() {
    check(
        Optimizers.momentum(RATE, 0.9),
        () -> new Rule() {
          double v;

          @Override
          public double step(int t, double rate, double w, double g) {
            v = 0.9 * v - rate * g;
            return w + v;
          }
        });
  }

  @Test
  void nesterov() {
    check(
        Optimizers.nesterov(RATE, 0.8),
        () -> new Rule() {
          double v;

          @Override
          public double step(int t, double rate, double w, double g) {
            v = 0.8 * v - rate * g;
            return w + 0.8 * v - rate * g;
          }
        });
  }

  private static Rule rmsProp(double momentum, boolean centered) {
    return new Rule() {
      double square;
      double mean;
      double velocity;

      @Override
      public double step(int t, double rate, double w, double g) {
        square = 0.9 * square + 0.1 * g * g;
        mean = 0.9 * mean + 0.1 * g;
        double spread = centered ? square - mean * mean : square;
        velocity = momentum * velocity + rate * g / Math.sqrt(spread + 1e-4);
        return w - velocity;
      }
    };
  }

  @Test
  void rmsProp() {
    check(new RmsProp(RATE, 0.9, 0, 1e-4, false), () -> rmsProp(0, false));
    check(new RmsProp(RATE, 0.9, 0, 1e-4, true), () -> rmsProp(0, true));
    check(new RmsProp(RATE, 0.9, 0.7, 1e-4, true), () -> rmsProp(0.7, true));
  }

  @Test
  void adagrad() {
    check(
        new Adagrad(RATE, 0.1, 1e-7),
        () -> new Rule() {
          double sum = 0.1;

          @Override
          public double step(int t, double rate, double w, double g) {
            sum += g * g;
            return w - rate * g / Math.sqrt(sum + 1e-7);
          }
        });
  }

  @Test
  void adadelta() {
    check(
        new Adadelta(RATE, 0.95, 1e-6),
        () -> new Rule() {
          double squares;
          double steps;

          @Override
          public double step(int t, double rate, double w, double g) {
            squares = 0.95 * squares + 0.05 * g * g;
            double step = Math.sqrt(steps + 1e-6) / Math.sqrt(squares + 1e-6) * g;
            steps = 0.95 * steps + 0.05 * step * step;
            return w - rate * step;
          }
        });
  }

  private static Rule adam(double epsilon, double decay) {
    return new Rule() {
      double m;
      double v;

      @Override
      public double step(int t, double rate, double w, double g) {
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        double mHat = m / (1 - Math.pow(0.9, t));
        double vHat = v / (1 - Math.pow(0.999, t));
        return w * (1 - rate * decay) - rate * mHat / (Math.sqrt(vHat) + epsilon);
      }
    };
  }

  @Test
  void adam() {
    check(Optimizers.adam(RATE), () -> adam(1e-7, 0));
    // A large epsilon shows on which side of the root, and of the correction, it stands.
    check(new Adam(RATE, 0.9, 0.999, 0.5), () -> adam(0.5, 0));
  }

  @Test
  void adamW() {
    check(Optimizers.adamW(RATE, 0.1), () -> adam(1e-7, 0.1));
  }

  @Test
  void clippingByValue() {
    check(Optimizers.sgd(RATE).clipValue(0.3), () -> (_, rate, w, g) -> w - rate * Math.max(-0.3, Math.min(0.3, g)));
  }

  @Test
  void clippingByNorms() {
    Eval eval = new Eval();
    Node a = eval.input(Shape.of(2), 3, -4);
    Node b = eval.input(Shape.of(1), 12);
    Node small = eval.input(Shape.of(2), 0.3, 0.4);
    Node zero = eval.input(Shape.of(2), 0, 0);
    List<Node> gradients = List.of(a, b, small, zero);

    List<Node> each = Optimizers.adam().clipNorm(1).transform(gradients);
    assertClose(eval.value(each.get(0)), 0.6, -0.8);
    assertClose(eval.value(each.get(1)), 1);
    assertClose(eval.value(each.get(2)), 0.3, 0.4);
    assertClose(eval.value(each.get(3)), 0, 0);

    // √(25 + 144) = 13.
    List<Node> together = Optimizers.adam().clipGlobalNorm(6.5).transform(List.of(a, b, zero));
    assertClose(eval.value(together.get(0)), 1.5, -2);
    assertClose(eval.value(together.get(1)), 6);
    assertClose(eval.value(together.get(2)), 0, 0);
    assertClose(eval.value(Optimizers.adam().clipGlobalNorm(14).transform(List.of(a, b)).get(1)), 12);
    assertThat(Optimizers.adam().clipGlobalNorm(1).transform(List.of())).isEmpty();
  }

  @Test
  void clippedKeepsTheOptimizerAndItsRate() {
    Optimizer clipped = Optimizers.adam(0.5).clipNorm(1).clipValue(2);
    assertThat(clipped.name()).isEqualTo("adam");
    assertThat(clipped.learningRate().at(0)).isEqualTo(0.5);
    Optimizer slower = clipped.withLearningRate(new ConstantRate(0.25));
    assertThat(slower).isEqualTo(Optimizers.adam(0.25).clipNorm(1).clipValue(2));
  }

  @Test
  void messages() {
    assertThatThrownBy(() -> Optimizers.momentum(0.1, 1))
        .hasMessage("Sgd: momentum must be at least 0 and below 1, received 1.0");
    assertThatThrownBy(() -> new Sgd(RATE, 0, true)).hasMessageContaining("nesterov needs a momentum above 0");
    assertThatThrownBy(() -> Optimizers.adam(-1)).hasMessageContaining("received -1.0");
    assertThatThrownBy(() -> Optimizers.adam().clipNorm(0))
        .hasMessage("Clipped: limit must be a finite number above 0, received 0.0");
  }

  private static void assertClose(double[] actual, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).as("%s", Arrays.toString(actual)).isLessThan(1e-6);
    }
  }

  private static void check(Optimizer optimizer, RuleMaker maker) {
    SplittableRandom random = new SplittableRandom(SEED);
    Graph graph = new Graph();
    Node weights = graph.variable("w", SHAPE);
    Node gradient = graph.input("g", SHAPE);
    GraphUpdates context = new GraphUpdates(graph);
    Node transformed = optimizer.transform(List.of(gradient)).getFirst();
    graph.update(weights, optimizer.update(context, weights, transformed));
    // Weights must not be 0, so that their decay shows.
    double[] expected = random.doubles(SHAPE.size(), 0.5, 1.5).toArray();
    Rule[] rules = new Rule[SHAPE.size()];
    Arrays.setAll(rules, _ -> maker.make());
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceVariables variables = (ReferenceVariables) backend.newVariables();
      variables.setDouble("w", SHAPE, expected);
      context.slots.forEach((path, initial) -> {
        double[] filled = new double[SHAPE.size()];
        Arrays.fill(filled, initial);
        variables.setDouble(path, SHAPE, filled);
      });
      ReferenceExecutable executable = (ReferenceExecutable) backend.prepare(graph, variables);
      for (int t = 1; t <= STEPS; t++) {
        double rate = optimizer.learningRate().at(t - 1);
        // Gradients of very different size, one of them always 0.
        double[] g = random.doubles(SHAPE.size(), -1, 1).toArray();
        g[1] *= 1e-4;
        g[2] *= 1e3;
        g[3] = 0;
        executable.writeDouble("g", g);
        executable.writeDouble("rate", rate);
        long step = t;
        context.scalars.forEach((name, function) -> executable.writeDouble(name, function.at(step)));
        executable.run(t);
        for (int i = 0; i < g.length; i++) {
          expected[i] = rules[i].step(t, rate, expected[i], g[i]);
        }
        double[] actual = variables.getDouble("w");
        for (int i = 0; i < g.length; i++) {
          assertThat(Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i])))
              .as("%s, step %d, weight %d: expected %s, received %s", optimizer, t, i, expected[i], actual[i])
              .isLessThan(TOLERANCE);
        }
      }
    }
  }

  private static final class GraphUpdates implements UpdateContext {

    final Graph graph;
    final Map<String, StepFunction> scalars = new LinkedHashMap<>();
    final Map<String, Double> slots = new LinkedHashMap<>();
    final Map<String, Node> inputs = new LinkedHashMap<>();

    GraphUpdates(Graph graph) {
      this.graph = graph;
      inputs.put("rate", graph.input("rate", Shape.SCALAR));
    }

    @Override
    public Node learningRate() {
      return inputs.get("rate");
    }

    @Override
    public Node scalar(String name, StepFunction function) {
      scalars.put(name, function);
      return inputs.computeIfAbsent(name, key -> graph.input(key, Shape.SCALAR));
    }

    @Override
    public Node slot(String name, double initial) {
      assertThat(slots.put(name, initial)).as("slot %s is asked for once", name).isNull();
      return graph.variable(name, SHAPE);
    }

    @Override
    public void setSlot(Node slot, Node value) {
      graph.update(slot, value);
    }
  }

  /** Slots and weights change together: nothing reads a slot's new value where the old one is meant. */
  @Test
  void everySlotIsUpdated() {
    for (Optimizer optimizer : List.of(
        Optimizers.momentum(0.1, 0.9), new RmsProp(RATE, 0.9, 0.5, 1e-7, true), Optimizers.adagrad(),
        Optimizers.adadelta(), Optimizers.adam(), Optimizers.adamW())) {
      Graph graph = new Graph();
      Node weights = graph.variable("w", SHAPE);
      GraphUpdates context = new GraphUpdates(graph);
      optimizer.update(context, weights, Ops.mul(weights, 2));
      assertThat(graph.updates()).as("%s", optimizer).hasSameSizeAs(context.slots);
    }
  }
}
