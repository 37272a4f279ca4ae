package dev.kasane.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Variables;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle against numbers worked out by hand, or printed in tables. */
class ReferenceBackendTest {

  private final Graph graph = new Graph();

  // ---- element by element ----

  @ParameterizedTest
  @CsvSource({
    "NEG, 1.5, -1.5",
    "ABS, -1.5, 1.5",
    "SIGN, -1.5, -1",
    "SIGN, 0, 0",
    "SIGN, 7, 1",
    "SQUARE, -3, 9",
    "SQRT, 2, 1.4142135623730951",
    "RECIPROCAL, -4, -0.25",
    "EXP, 1, 2.718281828459045",
    "LOG, 10, 2.302585092994046",
    "SOFTPLUS, 0, 0.6931471805599453",
    "SOFTPLUS, 1, 1.3132616875182228",
    "SOFTPLUS, -1, 0.31326168751822286",
    "SOFTPLUS, 1000, 1000",
    "SIGMOID, 0, 0.5",
    "SIGMOID, 1, 0.7310585786300049",
    "SIGMOID, -1, 0.2689414213699951",
    "TANH, 0.5, 0.46211715726000973",
    "RELU, 2.5, 2.5",
    "RELU, -2.5, 0",
    "ERF, 0, 0",
    "ERF, 0.5, 0.5204998778130465",
    "ERF, 1, 0.8427007929497149",
    "ERF, -2, -0.9953222650189527",
    "ERF, 3.5, 0.9999992569016276",
    "ERF, 5, 0.9999999999984626",
    "ERF, 9, 1",
    "SIN, 0.5, 0.479425538604203",
    "COS, 0.5, 0.8775825618903728"
  })
  void functionsOfOneNumber(UnaryFunction f, double x, double expected) {
    assertThat(ElementwiseReference.apply(f, x)).isCloseTo(expected, within(1e-15 * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, 2, 3, 5",
    "SUB, 2, 3, -1",
    "MUL, 2, 3, 6",
    "DIV, 3, 2, 1.5",
    "MAX, 2, 3, 3",
    "MIN, 2, 3, 2",
    "POW, 2, 3, 8",
    "POW, -2, 3, -8",
    "POW, 4, 0.5, 2",
    "GREATER, 2, 3, 0",
    "GREATER, 3, 2, 1",
    "GREATER, 2, 2, 0",
    "GREATER_EQUAL, 2, 3, 0",
    "GREATER_EQUAL, 2, 2, 1",
    "EQUAL, 2, 2, 1",
    "EQUAL, 2, 3, 0"
  })
  void functionsOfTwoNumbers(BinaryFunction f, double a, double b, double expected) {
    assertThat(ElementwiseReference.apply(f, a, b)).isEqualTo(expected);
  }

  @Test
  void broadcastsRowsColumnsAndNumbers() {
    Node x = constant(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertValue(Ops.add(x, constant(Shape.of(3), 10, 20, 30)), 11, 22, 33, 14, 25, 36);
    assertValue(Ops.add(x, constant(Shape.of(2, 1), 10, 20)), 11, 12, 13, 24, 25, 26);
    assertValue(Ops.sub(10, x), 9, 8, 7, 6, 5, 4);
    assertValue(
        Ops.mul(constant(Shape.of(2, 1), 1, 2), constant(Shape.of(1, 3), 5, 6, 7)), 5, 6, 7, 10, 12, 14);
    Node deep = constant(Shape.of(2, 1, 2), 1, 2, 3, 4);
    assertValue(Ops.add(deep, constant(Shape.of(2, 1), 10, 20)), 11, 12, 21, 22, 13, 14, 23, 24);
  }

  @Test
  void selects() {
    Node condition = constant(Shape.of(2, 1), 0, -3);
    Node a = constant(Shape.of(3), 1, 2, 3);
    assertValue(Ops.select(condition, a, graph.constant(9)), 9, 9, 9, 1, 2, 3);
  }

  // ---- moving elements ----

  @Test
  void movesElements() {
    Node x = constant(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertValue(Ops.transpose(x, 1, 0), 1, 4, 2, 5, 3, 6);
    assertValue(Ops.reshape(x, Shape.of(3, 2)), 1, 2, 3, 4, 5, 6);
    Node cube = constant(Shape.of(2, 2, 2), 0, 1, 2, 3, 4, 5, 6, 7);
    // Output (i, j, k) is input (j, k, i).
    assertValue(Ops.transpose(cube, 2, 0, 1), 0, 2, 4, 6, 1, 3, 5, 7);
    assertValue(Ops.broadcastTo(constant(Shape.of(2, 1), 1, 2), Shape.of(2, 3)), 1, 1, 1, 2, 2, 2);
    assertValue(Ops.broadcastTo(constant(Shape.of(2), 1, 2), Shape.of(3, 2)), 1, 2, 1, 2, 1, 2);
    assertValue(Ops.concat(0, List.of(x, constant(Shape.of(1, 3), 7, 8, 9))), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertValue(Ops.concat(1, List.of(x, constant(Shape.of(2, 1), 7, 8))), 1, 2, 3, 7, 4, 5, 6, 8);
    assertValue(Ops.slice(x, List.of(0, 1), Shape.of(2, 2)), 2, 3, 5, 6);
    assertValue(Ops.slice(x, List.of(1, 0), Shape.of(1, 2)), 4, 5);
    assertValue(
        Ops.pad(x, List.of(1, 0), List.of(0, 2), -1), -1, -1, -1, -1, -1, 1, 2, 3, -1, -1, 4, 5, 6, -1, -1);
  }

  @Test
  void indexOutsideNamesNoRow() {
    Node table = constant(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Node indices = constant(Shape.of(4), 2, -1, 0, 3);
    assertValue(Ops.gather(table, indices), 5, 6, 0, 0, 1, 2, 0, 0);
    assertValue(Ops.oneHot(indices, 3), 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    Node twice = constant(Shape.of(3), 1, 1, 5);
    assertValue(Ops.scatterAdd(twice, constant(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), 3), 0, 0, 4, 6, 0, 0);
    assertValue(Ops.oneHot(constant(Shape.of(2), 0.5, Double.NaN), 2), 0, 0, 0, 0);
  }

  // ---- reductions ----

  @Test
  void reduces() {
    Node x = constant(Shape.of(2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -12);
    assertValue(Ops.sum(x), 54);
    assertValue(Ops.sum(x, 0), 8, 10, 12, 14, 16, -6);
    assertValue(Ops.sum(x, 1), 5, 7, 9, 17, 19, -3);
    assertValue(Ops.sum(x, -1), 6, 15, 24, 9);
    assertValue(Ops.sum(x, 0, 2), 30, 24);
    assertValue(Ops.reduceMax(x, 2), 3, 6, 9, 11);
    assertValue(Ops.reduceMax(Ops.neg(x), 0, 1), -1, -2, 12);
    assertThat(Ops.reduce(ReduceFunction.SUM, x, true, 1).shape()).isEqualTo(Shape.of(2, 1, 3));
    assertValue(Ops.argMax(constant(Shape.of(2, 3), 1, 5, 5, -1, -2, -3)), 1, 0);
    assertValue(Ops.mean(x, 1), 2.5, 3.5, 4.5, 8.5, 9.5, -1.5);
  }

  @Test
  void softmaxIsStable() {
    // Logarithms of 1, 2, 5: shares of 8.
    Node x = constant(Shape.of(2, 3), 0, Math.log(2), Math.log(5), 1000, 1000, -1000);
    assertClose(1e-7, Ops.softmax(x), 0.125, 0.25, 0.625, 0.5, 0.5, 0);
    assertClose(
        1e-7, Ops.logSoftmax(x), Math.log(0.125), Math.log(0.25), Math.log(0.625), -Math.log(2), -Math.log(2),
        -2000 - Math.log(2));
  }

  // ---- contractions ----

  @Test
  void multipliesMatrices() {
    Node a = constant(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Node b = constant(Shape.of(3, 2), 7, 8, 9, 10, 11, 12);
    assertValue(Ops.matMul(a, b), 58, 64, 139, 154);
    Node aT = constant(Shape.of(3, 2), 1, 4, 2, 5, 3, 6);
    Node bT = constant(Shape.of(2, 3), 7, 9, 11, 8, 10, 12);
    assertValue(Ops.matMul(aT, b, true, false), 58, 64, 139, 154);
    assertValue(Ops.matMul(a, bT, false, true), 58, 64, 139, 154);
    assertValue(Ops.matMul(aT, bT, true, true), 58, 64, 139, 154);
    Node stacked = constant(Shape.of(2, 1, 2), 1, 2, 3, 4);
    assertValue(Ops.matMul(stacked, constant(Shape.of(2, 2, 1), 5, 6, 7, 8)), 17, 53);
  }

  @Test
  void convolves() {
    // 1 2 3
    // 4 5 6   with   1 0
    // 7 8 9          0 2
    Node x = constant(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Node kernel = constant(Shape.of(2, 2, 1, 1), 1, 0, 0, 2);
    assertValue(Ops.conv2d(x, kernel, Window2d.valid(2, 2, 1, 1), 1), 11, 14, 20, 23);
    // A row of zeros below, a column of zeros on the left, every second column.
    assertValue(
        Ops.conv2d(x, kernel, new Window2d(2, 2, 1, 2, 1, 1, 0, 1, 1, 0), 1),
        2 * 4, 2 + 2 * 6, 2 * 7, 5 + 2 * 9, 0, 8);
    // Dilated by 2, the corners meet.
    assertValue(Ops.conv2d(x, kernel, new Window2d(2, 2, 1, 1, 2, 2, 0, 0, 0, 0), 1), 1 + 2 * 9);
  }

  @Test
  void convolvesChannelsAndGroups() {
    Node x = constant(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    Window2d point = Window2d.valid(1, 1, 1, 1);
    // Kernel (channel, filter): filter 0 = c0 + 10 c1, filter 1 = 100 c0 - c1, filter 2 = c1.
    Node kernel = constant(Shape.of(1, 1, 2, 3), 1, 100, 0, 10, -1, 1);
    assertValue(Ops.conv2d(x, kernel, point, 1), 21, 98, 2, 43, 296, 4);
    // Two groups: filters 0, 1 see channel 0 only; filters 2, 3 channel 1 only.
    Node grouped = constant(Shape.of(1, 1, 1, 4), 1, 10, 100, 1000);
    assertValue(Ops.conv2d(x, grouped, point, 2), 1, 10, 200, 2000, 3, 30, 400, 4000);
  }

  @Test
  void convolvesBackwards() {
    Window2d window = Window2d.valid(2, 2, 1, 1);
    Node x = constant(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Node kernel = constant(Shape.of(2, 2, 1, 1), 1, 0, 0, 2);
    Node dy = constant(Shape.of(1, 2, 2, 1), 1, 10, 100, 1000);
    // The kernel stamped at each position, weighted with dy.
    assertValue(
        graph.add(new Op.Conv2dInputGrad(window, 1, x.shape()), kernel, dy), 1, 10, 0, 100, 1002, 20, 0, 200, 2000);
    // The windows of x, weighted with dy: 1·(1 2 4 5) + 10·(2 3 5 6) + 100·(4 5 7 8) + 1000·(5 6 8 9).
    assertValue(graph.add(new Op.Conv2dKernelGrad(window, 1, kernel.shape()), x, dy), 5421, 6532, 8754, 9865);
  }

  // ---- windows ----

  @Test
  void pools() {
    Node x = constant(Shape.of(1, 3, 3, 1), 1, 5, 3, 5, 2, 9, 7, 8, 6);
    Window2d two = Window2d.valid(2, 2, 1, 1);
    assertValue(Ops.maxPool2d(x, two), 5, 9, 8, 9);
    assertValue(Ops.avgPool2d(x, two, false), 13 / 4.0, 19 / 4.0, 22 / 4.0, 25 / 4.0);
    Node dy = constant(Shape.of(1, 2, 2, 1), 1, 10, 100, 1000);
    // The first 5 in reading order takes dy of the first window; the 9 belongs to two.
    assertValue(graph.add(new Op.MaxPool2dGrad(two), x, dy), 0, 1, 0, 0, 0, 1010, 0, 100, 0);
    assertValue(
        graph.add(new Op.AvgPool2dGrad(two, false, x.shape()), dy),
        0.25, 2.75, 2.5, 25.25, 277.75, 252.5, 25, 275, 250);
  }

  @Test
  void poolsWithPadding() {
    Window2d padded = new Window2d(2, 2, 2, 2, 1, 1, 1, 1, 1, 1);
    Node x = constant(Shape.of(1, 2, 2, 1), -1, -2, -3, -4);
    assertValue(Ops.maxPool2d(x, padded), -1, -2, -3, -4);
    assertValue(Ops.avgPool2d(x, padded, false), -1, -2, -3, -4);
    assertValue(Ops.avgPool2d(x, padded, true), -0.25, -0.5, -0.75, -1);
    // Windows of one element around a single one: all but the middle lie in the padding.
    Window2d around = new Window2d(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    Node one = constant(Shape.of(1, 1, 1, 1), -7);
    assertValue(Ops.maxPool2d(one, around), 0, 0, 0, 0, -7, 0, 0, 0, 0);
    assertValue(Ops.avgPool2d(one, around, false), 0, 0, 0, 0, -7, 0, 0, 0, 0);
  }

  // ---- the backend ----

  @Test
  void keepsDoublePrecision() {
    ReferenceBackend backend = new ReferenceBackend();
    ReferenceVariables variables = backend.newVariables();
    Node x = graph.input("x", Shape.of(2));
    Node sum = graph.variable("sum", Shape.of(2));
    graph.update(sum, Ops.add(sum, x));
    graph.output("y", Ops.add(x, -1));
    ReferenceExecutable executable = backend.prepare(graph, variables);
    executable.writeDouble("x", 1 + 1e-12, 1e-300);
    executable.run(0);
    executable.run(1);
    assertThat(executable.readDouble("y")).containsExactly(1 + 1e-12 - 1, -1);
    assertThat(variables.getDouble("sum")).containsExactly(2 * (1 + 1e-12), 2e-300);
    assertThat(variables.get("sum")).isEqualTo(Tensor.vector(2, 0));
    variables.setDouble("sum", Shape.of(2), new double[] {1e-200, 0});
    assertThat(variables.getDouble("sum")).containsExactly(1e-200, 0);
  }

  @Test
  void computesOnlyWhatIsNeeded() {
    graph.output("y", graph.constant(1));
    Ops.neg(graph.input("unused", Shape.of(3)));
    ReferenceBackend backend = new ReferenceBackend();
    ReferenceExecutable executable = backend.prepare(graph, backend.newVariables());
    assertThatThrownBy(() -> executable.read("y")).isInstanceOf(IllegalStateException.class);
    executable.run(0);
    assertThat(executable.read("y")).isEqualTo(1);
    assertThat(executable.plan().graph()).isSameAs(graph);
  }

  @Test
  void refusesVariablesOfAnotherBackend() {
    Variables foreign = new Variables() {
      @Override
      public Set<String> paths() {
        return Set.of();
      }

      @Override
      public Shape shape(String path) {
        throw new IllegalArgumentException(path);
      }

      @Override
      public Tensor get(String path) {
        throw new IllegalArgumentException(path);
      }

      @Override
      public void set(String path, Tensor value) {}
    };
    try (Backend backend = new ReferenceBackend()) {
      assertThatThrownBy(() -> backend.prepare(graph, foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("newVariables()");
    }
  }

  // ---- helpers ----

  private Node constant(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return graph.constant(Tensor.of(shape, floats));
  }

  private void assertValue(Node node, double... expected) {
    assertClose(0, node, expected);
  }

  private void assertClose(double tolerance, Node node, double... expected) {
    String name = "output " + graph.outputs().size();
    graph.output(name, node);
    ReferenceBackend backend = new ReferenceBackend();
    ReferenceExecutable executable = backend.prepare(graph, backend.newVariables());
    executable.run(0);
    double[] actual = executable.readDouble(name);
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i] + 0.0).as("element %d of %s", i, node).isCloseTo(expected[i], within(tolerance));
    }
  }
}
