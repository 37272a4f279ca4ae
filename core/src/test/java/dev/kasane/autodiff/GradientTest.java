package dev.kasane.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.OpCase;
import dev.kasane.graph.OpCase.Derivative;
import dev.kasane.graph.OpTable;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Verifier;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of the table: its derivative, as a graph on the reference backend, against central differences in double.
 * The loss is a weighted sum of the result, so that each element of it counts differently.
 */
class GradientTest {

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;
  private static final int SMALL = 40;

  @TestFactory
  Stream<DynamicTest> agreesWithDifferencesAlongRandomDirections() {
    return rows(Derivative.TWICE, Derivative.ONCE)
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> new Check(row, 1).alongDirections(2)));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithDifferencesInEachElement() {
    return rows(Derivative.TWICE, Derivative.ONCE)
        .filter(row -> row.args().stream().allMatch(arg -> arg.shape().size() <= SMALL))
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> new Check(row, 1).inEachElement()));
  }

  @TestFactory
  Stream<DynamicTest> canBeDifferentiatedAgain() {
    return rows(Derivative.TWICE)
        .filter(row -> row.args().stream().allMatch(arg -> arg.shape().size() <= 5 * SMALL))
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> new Check(row, 2).alongDirections(1)));
  }

  @TestFactory
  Stream<DynamicTest> isTheSameForOneInputAlone() {
    return rows(Derivative.TWICE, Derivative.ONCE, Derivative.CONVENTION)
        .filter(row -> row.args().size() > 1)
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> new Check(row, 1).isTheSameAlone()));
  }

  @TestFactory
  Stream<DynamicTest> isFiniteOnKinksToo() {
    return rows(Derivative.CONVENTION)
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> new Check(row, 1).isFinite()));
  }

  @TestFactory
  Stream<DynamicTest> refusalsSayWhatToDo() {
    return rows(Derivative.REFUSED)
        .map(row -> DynamicTest.dynamicTest(row.name(), () ->
            assertThatThrownBy(() -> new Check(row, 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("no second derivative; use")));
  }

  private static Stream<OpCase> rows(Derivative... wanted) {
    return OpTable.cases().stream().filter(row -> List.of(wanted).contains(row.derivative()));
  }

  /** A row as a number (its weighted sum, or a weighted sum of its derivatives) with the derivatives of that number. */
  private static final class Check {

    private final OpCase row;
    private final SplittableRandom random;
    private final List<double[]> at = new ArrayList<>();
    private final List<double[]> gradients = new ArrayList<>();
    private final List<Integer> smooth = new ArrayList<>();
    private final ReferenceExecutable loss;

    Check(OpCase row, int order) {
      this.row = row;
      this.random = new SplittableRandom(row.name().hashCode() + order);
      for (float[] values : row.draw()) {
        at.add(toDoubles(values));
      }
      Graph graph = new Graph();
      List<Node> in = row.inputs(graph);
      List<Node> wrt = new ArrayList<>();
      for (int i = 0; i < in.size(); i++) {
        if (row.args().get(i).values().smooth()) {
          smooth.add(i);
          wrt.add(in.get(i));
        }
      }
      Node number = weightedSum(row.builder().build(graph, in));
      for (int i = 1; i < order; i++) {
        number = sumOf(Gradients.of(number, wrt), graph);
      }
      List<Node> derivatives = Gradients.of(number, wrt);
      Verifier.check(graph, "gradients");
      graph.output("loss", number);
      for (int i = 0; i < wrt.size(); i++) {
        assertThat(derivatives.get(i).shape()).isEqualTo(wrt.get(i).shape());
        graph.output("gradient" + i, derivatives.get(i));
      }
      loss = prepare(graph);
      lossAt(at);
      for (int i = 0; i < wrt.size(); i++) {
        gradients.add(loss.readDouble("gradient" + i));
      }
    }

    /** Asking for one derivative only gives the same one: what is left out was not needed. */
    void isTheSameAlone() {
      for (int k = 0; k < smooth.size(); k++) {
        Graph graph = new Graph();
        List<Node> in = row.inputs(graph);
        Node number = weightedSum(row.builder().build(graph, in));
        graph.output("only", Gradients.of(number, List.of(in.get(smooth.get(k)))).getFirst());
        ReferenceExecutable alone = prepare(graph);
        for (int i = 0; i < at.size(); i++) {
          alone.writeDouble("x" + i, at.get(i));
        }
        alone.run(1);
        assertThat(alone.readDouble("only")).as("by input %d alone", smooth.get(k)).isEqualTo(gradients.get(k));
      }
    }

    void alongDirections(int count) {
      for (int i = 0; i < count; i++) {
        List<double[]> direction = new ArrayList<>();
        at.forEach(values -> direction.add(new double[values.length]));
        double expected = 0;
        double size = 0;
        for (int k = 0; k < smooth.size(); k++) {
          double[] along = direction.get(smooth.get(k));
          for (int j = 0; j < along.length; j++) {
            along[j] = random.nextDouble(-1, 1);
            expected += along[j] * gradients.get(k)[j];
            size += Math.abs(along[j] * gradients.get(k)[j]);
          }
        }
        assertThat(slope(direction)).as("slope along a direction").isCloseTo(expected, within(TOLERANCE * (1 + size)));
      }
    }

    void inEachElement() {
      for (int k = 0; k < smooth.size(); k++) {
        for (int j = 0; j < gradients.get(k).length; j++) {
          List<double[]> direction = new ArrayList<>();
          at.forEach(values -> direction.add(new double[values.length]));
          direction.get(smooth.get(k))[j] = 1;
          double expected = gradients.get(k)[j];
          assertThat(slope(direction))
              .as("by element %d of input %d", j, smooth.get(k))
              .isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
        }
      }
    }

    void isFinite() {
      for (double[] gradient : gradients) {
        for (double each : gradient) {
          assertThat(each).isFinite();
        }
      }
    }

    private double slope(List<double[]> direction) {
      return (lossAt(moved(direction, STEP)) - lossAt(moved(direction, -STEP))) / (2 * STEP);
    }

    private List<double[]> moved(List<double[]> direction, double by) {
      List<double[]> there = new ArrayList<>();
      for (int i = 0; i < at.size(); i++) {
        double[] values = at.get(i).clone();
        for (int j = 0; j < values.length; j++) {
          values[j] += by * direction.get(i)[j];
        }
        there.add(values);
      }
      return there;
    }

    private double lossAt(List<double[]> values) {
      for (int i = 0; i < values.size(); i++) {
        loss.writeDouble("x" + i, values.get(i));
      }
      loss.run(1);
      return loss.readDouble("loss")[0];
    }

    private Node sumOf(List<Node> nodes, Graph graph) {
      Node sum = graph.constant(0);
      for (Node node : nodes) {
        sum = Ops.add(sum, weightedSum(node));
      }
      return sum;
    }

    private static Node weightedSum(Node y) {
      return Ops.sum(Ops.mul(y, y.graph().constant(weights(y.shape()))));
    }

    private static Tensor weights(Shape shape) {
      SplittableRandom random = new SplittableRandom(shape.hashCode());
      Tensor weights = Tensor.zeros(shape);
      for (int i = 0; i < weights.size(); i++) {
        weights.data()[i] = (float) random.nextDouble(-1, 1);
      }
      return weights;
    }

    private static ReferenceExecutable prepare(Graph graph) {
      ReferenceBackend backend = new ReferenceBackend();
      return backend.prepare(graph, backend.newVariables());
    }

    private static double[] toDoubles(float[] values) {
      double[] result = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        result[i] = values[i];
      }
      return result;
    }
  }
}
