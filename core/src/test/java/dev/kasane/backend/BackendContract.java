package dev.kasane.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.backend.reference.ReferenceVariables;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.OpCase;
import dev.kasane.graph.OpTable;
import dev.kasane.graph.Ops;
import dev.kasane.graph.RandomGraph;
import dev.kasane.graph.ShapeException;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend must do, to be extended once for each: it computes what the reference computes, for all rows of
 * the operation table and their derivatives; keeps variables; and gives the same bits for the same step.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {

  private Backend backend;

  /** The backend under test, with so many threads if it has any. */
  protected abstract Backend backend(int threads);

  @BeforeAll
  void open() {
    backend = backend(2);
  }

  @AfterAll
  void close() {
    backend.close();
  }

  // ---- operations ----

  @TestFactory
  Stream<DynamicTest> computesWhatTheReferenceComputes() {
    return Stream.of(RowRun.Declared.values())
        .flatMap(
            declared ->
                OpTable.cases().stream()
                    .filter(row -> RowRun.makesSense(row, declared))
                    .map(
                        row ->
                            DynamicTest.dynamicTest(
                                row.name() + " " + declared, () -> RowRun.compare(row, declared, backend))));
  }

  @TestFactory
  Stream<DynamicTest> sameBitsAtAnyThreadCount() {
    List<Backend> others = Stream.of(1, 3, 4).map(this::backend).toList();
    return OpTable.cases().stream()
        .filter(row -> RowRun.batch(row) >= 13)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(),
                    () -> {
                      List<float[]> expected = RowRun.bits(row, RowRun.Declared.WEIGHTS, backend);
                      for (Backend other : others) {
                        assertSameBits(RowRun.bits(row, RowRun.Declared.WEIGHTS, other), expected);
                      }
                    }))
        .onClose(() -> others.forEach(Backend::close));
  }

  private static void assertSameBits(List<float[]> actual, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("result %d", i).isEqualTo(expected.get(i));
    }
  }

  /** Graphs of a fixed list of seeds, two training steps each. */
  @TestFactory
  Stream<DynamicTest> followsTheReferenceThroughRandomGraphs() {
    return LongStream.range(0, Long.getLong("kasane.randomGraphs", 300))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> compareRandomGraph(seed)));
  }

  private void compareRandomGraph(long seed) {
    RandomGraph made = RandomGraph.of(seed);
    Graph graph = made.graph();
    ReferenceBackend reference = new ReferenceBackend();
    ReferenceVariables rightVariables = reference.newVariables();
    Variables testedVariables = backend.newVariables();
    made.variables().forEach(rightVariables::set);
    made.variables().forEach(testedVariables::set);
    ReferenceExecutable right = reference.prepare(graph, rightVariables);
    Executable tested = backend.prepare(graph, testedVariables);
    for (int step = 0; step < 2; step++) {
      made.inputs().forEach((name, values) -> right.write(name, values, 0));
      made.inputs().forEach((name, values) -> tested.write(name, values, 0));
      right.run(step);
      if (step == 0) {
        tested.run(step);
      } else {
        graph.batchInputs().forEach(name -> tested.write(name, new float[graph.inputs().get(name).shape().size()], 0));
        tested.run(step, reader(graph, made.inputs()));
      }
      for (String name : graph.outputs().keySet()) {
        RowRun.assertClose(name, RowRun.read(tested, name), right.readDouble(name), 2e-4);
      }
      for (String path : made.variables().keySet()) {
        RowRun.assertClose(path, testedVariables.get(path).data(), rightVariables.getDouble(path), 2e-4);
      }
    }
  }

  /** What reads the samples of given values, and fails if one is read twice. */
  private static BatchReader reader(Graph graph, Map<String, float[]> values) {
    List<float[]> sources = graph.batchInputs().stream().map(values::get).toList();
    int samples = graph.inputs().get(graph.batchInputs().getFirst()).shape().dim(0);
    BitSet seen = new BitSet();
    return (from, to, inputs) -> {
      assertThat(inputs.length).isEqualTo(sources.size());
      synchronized (seen) {
        assertThat(seen.get(from, to).isEmpty()).as("samples %d to %d", from, to).isTrue();
        seen.set(from, to);
      }
      for (int i = 0; i < inputs.length; i++) {
        int each = sources.get(i).length / samples;
        System.arraycopy(sources.get(i), from * each, inputs[i], from * each, (to - from) * each);
      }
    };
  }

  @Test
  void aReaderThatFailsEndsTheRun() {
    Graph graph = new Graph();
    graph.output("y", Ops.sum(Ops.exp(graph.batchInput("x", Shape.of(13, 3)))));
    Executable executable = backend.prepare(graph, backend.newVariables());
    assertThatThrownBy(
            () ->
                executable.run(
                    0,
                    (from, to, inputs) -> {
                      throw new IllegalStateException("sample " + from + " is lost");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is lost");
    executable.run(1, (from, to, inputs) -> Arrays.fill(inputs[0], 3 * from, 3 * to, 0f));
    assertThat(executable.read("y")).isEqualTo(39);
    executable.write("x", new float[39], 0);
    executable.run(2);
    assertThat(executable.read("y")).as("written as before").isEqualTo(39);
  }

  /** Infinities, NaN, signed zeros, the smallest and the largest numbers. */
  private static final float[] SPECIAL = {
    0, -0f, 1, -1, 2, -2, 0.5f, 100, -100, 88.5f, -87, 1e-20f, -1e-20f, 1e30f, -1e30f, Float.MAX_VALUE,
    -Float.MAX_VALUE, Float.MIN_NORMAL, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN
  };

  @TestFactory
  Stream<DynamicTest> unaryFunctionsOfSpecialValues() {
    return Stream.of(UnaryFunction.values())
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.name(),
                    () -> {
                      float[] x = SPECIAL.clone();
                      if (f == UnaryFunction.SIN || f == UnaryFunction.COS) {
                        replaceHuge(x);
                      }
                      Graph graph = new Graph();
                      graph.output("y", Ops.unary(f, graph.input("x0", Shape.of(x.length))));
                      assertSpecial(graph, List.of(x));
                    }));
  }

  /** How an angle of 10³⁰ is reduced is left open. */
  private static void replaceHuge(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.isInfinite(x[i]) || Math.abs(x[i]) < 1000 ? x[i] : 3;
    }
  }

  @TestFactory
  Stream<DynamicTest> binaryFunctionsOfSpecialValues() {
    return Stream.of(BinaryFunction.values())
        .filter(f -> f != BinaryFunction.POW)
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f.name(),
                    () -> {
                      float[] a = new float[SPECIAL.length * SPECIAL.length];
                      float[] b = new float[a.length];
                      for (int i = 0; i < a.length; i++) {
                        a[i] = SPECIAL[i / SPECIAL.length];
                        b[i] = SPECIAL[i % SPECIAL.length];
                      }
                      Graph graph = new Graph();
                      Shape shape = Shape.of(a.length);
                      graph.output("y", Ops.binary(f, graph.input("x0", shape), graph.input("x1", shape)));
                      assertSpecial(graph, List.of(a, b));
                    }));
  }

  private void assertSpecial(Graph graph, List<float[]> in) {
    float[] actual = RowRun.only(graph, in, backend);
    double[] expected = RowRun.onlyReference(graph, in);
    for (int i = 0; i < actual.length; i++) {
      float rounded = (float) expected[i];
      String where = "element " + i + ", x = " + in.getFirst()[i] + (in.size() > 1 ? ", " + in.get(1)[i] : "");
      if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
        assertThat(actual[i]).as(where).isEqualTo(Float.valueOf(rounded));
      } else {
        // Results below the normal range may be flushed to 0, those at its upper end may overflow.
        float bound = Math.max(Math.abs(rounded) * 4e-6f, Float.MIN_NORMAL);
        assertThat(Math.abs(actual[i] - rounded)).as(where + ": " + actual[i] + " vs " + rounded).isLessThan(bound);
      }
    }
  }

  // ---- variables ----

  @Test
  void newVariablesAreZerosAndKeepWhatIsSet() {
    Variables variables = backend.newVariables();
    Graph graph = new Graph();
    graph.output("y", Ops.add(graph.variable("b", Shape.of(3, 5)), graph.variable("a", Shape.of(5))));
    backend.prepare(graph, variables);
    assertThat(variables.paths()).containsExactly("b", "a");
    assertThat(variables.shape("b")).isEqualTo(Shape.of(3, 5));
    assertThat(variables.get("b")).isEqualTo(Tensor.zeros(3, 5));
    for (Shape shape : List.of(Shape.SCALAR, Shape.of(1), Shape.of(17), Shape.of(3, 5), Shape.of(3, 3, 2, 9))) {
      Tensor value = random(shape, 1);
      variables.set("of " + shape, value);
      assertThat(variables.get("of " + shape)).isEqualTo(value);
      Tensor given = value.copy();
      value.data()[0]++;
      assertThat(variables.get("of " + shape)).as("values move by copy").isEqualTo(given);
    }
  }

  @Test
  void variablesThatExistKeepTheirValuesAndShapes() {
    Variables variables = backend.newVariables();
    Tensor value = random(Shape.of(3, 5), 1);
    variables.set("v", value);
    Graph graph = new Graph();
    graph.output("y", graph.variable("v", Shape.of(3, 5)));
    Executable executable = backend.prepare(graph, variables);
    executable.run(0);
    assertThat(read(executable, "y")).isEqualTo(value);

    assertThatThrownBy(() -> variables.set("v", Tensor.zeros(5, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("v", "(3, 5)", "(5, 3)");
    Graph other = new Graph();
    other.output("y", other.variable("v", Shape.of(15)));
    assertThatThrownBy(() -> backend.prepare(other, variables))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("v", "(3, 5)", "(15)");
    assertThatThrownBy(() -> variables.get("w")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("v");
  }

  @Test
  void swappingTwoVariablesReadsOldValues() {
    Graph graph = new Graph();
    Node a = graph.variable("a", Shape.of(7));
    Node b = graph.variable("b", Shape.of(7));
    graph.update(a, b);
    graph.update(b, a);
    Variables variables = backend.newVariables();
    Tensor first = random(Shape.of(7), 1);
    Tensor second = random(Shape.of(7), 2);
    variables.set("a", first);
    variables.set("b", second);
    Executable executable = backend.prepare(graph, variables);
    for (int step = 1; step <= 3; step++) {
      executable.run(step);
      assertThat(variables.get("a")).isEqualTo(step % 2 == 1 ? second : first);
      assertThat(variables.get("b")).isEqualTo(step % 2 == 1 ? first : second);
    }
  }

  @Test
  void aRingOfUpdatesReadsOldValues() {
    Graph graph = new Graph();
    List<Node> ring = Stream.of("a", "b", "c").map(path -> graph.variable(path, Shape.of(5))).toList();
    for (int i = 0; i < 3; i++) {
      graph.update(ring.get(i), Ops.add(ring.get((i + 1) % 3), 1));
    }
    Variables variables = backend.newVariables();
    for (int i = 0; i < 3; i++) {
      variables.set(List.of("a", "b", "c").get(i), Tensor.filled(Shape.of(5), 10 * i));
    }
    Executable executable = backend.prepare(graph, variables);
    executable.run(0);
    executable.run(1);
    assertThat(variables.get("a")).isEqualTo(Tensor.filled(Shape.of(5), 22));
    assertThat(variables.get("b")).isEqualTo(Tensor.filled(Shape.of(5), 2));
    assertThat(variables.get("c")).isEqualTo(Tensor.filled(Shape.of(5), 12));
  }

  @Test
  void aVariableTakesTheOldValueOfOneThatMoves() {
    Graph graph = new Graph();
    Node a = graph.variable("a", Shape.of(5));
    graph.update(a, Ops.add(a, 1));
    graph.update(graph.variable("b", Shape.of(5)), a);
    graph.update(graph.variable("c", Shape.of(1, 5)), Ops.reshape(a, Shape.of(1, 5)));
    Variables variables = backend.newVariables();
    Executable executable = backend.prepare(graph, variables);
    for (int step = 0; step < 3; step++) {
      executable.run(step);
      assertThat(variables.get("a")).isEqualTo(Tensor.filled(Shape.of(5), step + 1));
      assertThat(variables.get("b")).isEqualTo(Tensor.filled(Shape.of(5), step));
      assertThat(variables.get("c")).isEqualTo(Tensor.filled(Shape.of(1, 5), step));
    }
  }

  @Test
  void outputsShowVariablesAsTheyWereBeforeTheUpdate() {
    Graph graph = new Graph();
    Node counter = graph.variable("counter", Shape.SCALAR);
    Node next = Ops.add(counter, 1);
    graph.update(counter, next);
    graph.output("before", counter);
    graph.output("after", next);
    graph.output("twice", Ops.mul(counter, 2));
    Variables variables = backend.newVariables();
    Executable executable = backend.prepare(graph, variables);
    for (int step = 0; step < 4; step++) {
      executable.run(step);
      assertThat(executable.read("before")).isEqualTo(step);
      assertThat(executable.read("after")).isEqualTo(step + 1);
      assertThat(executable.read("twice")).isEqualTo(2 * step);
      assertThat(variables.get("counter").item()).isEqualTo(step + 1);
    }
    variables.set("counter", Tensor.scalar(40));
    executable.run(9);
    assertThat(executable.read("after")).as("what is set between runs counts").isEqualTo(41);
  }

  @Test
  void variablesTakeInputsAndConstants() {
    Graph graph = new Graph();
    Node input = graph.input("x", Shape.of(3, 5));
    graph.update(graph.variable("last", Shape.of(3, 5)), input);
    graph.update(graph.variable("fixed", Shape.of(3, 5)), graph.constant(random(Shape.of(3, 5), 5)));
    graph.update(graph.variable("zero", Shape.of(3, 5)), Ops.zeros(graph, Shape.of(3, 5)));
    Variables variables = backend.newVariables();
    variables.set("zero", random(Shape.of(3, 5), 1));
    Executable executable = backend.prepare(graph, variables);
    Tensor x = random(Shape.of(3, 5), 2);
    executable.write("x", x.data(), 0);
    executable.run(0);
    assertThat(variables.get("last")).isEqualTo(x);
    assertThat(variables.get("fixed")).isEqualTo(random(Shape.of(3, 5), 5));
    assertThat(variables.get("zero")).isEqualTo(Tensor.zeros(3, 5));
  }

  @Test
  void executablesShareVariables() {
    Variables variables = backend.newVariables();
    Graph training = new Graph();
    Node weight = training.variable("w", Shape.of(3, 5));
    training.update(weight, Ops.add(weight, training.input("step", Shape.SCALAR)));
    Graph use = new Graph();
    Node x = use.batchInput("x", Shape.of(7, 3));
    use.output("y", Ops.matMul(x, use.variable("w", Shape.of(3, 5))));
    Executable trainer = backend.prepare(training, variables);
    Executable user = backend.prepare(use, variables);
    float[] ones = new float[21];
    Arrays.fill(ones, 1);
    user.write("x", ones, 0);
    for (int i = 1; i <= 3; i++) {
      trainer.write("step", 0.5f);
      trainer.run(i);
      user.run(i);
      assertThat(read(user, "y")).isEqualTo(Tensor.filled(Shape.of(7, 5), 1.5f * i));
    }
  }

  @Test
  void trainingFollowsTheReference() {
    try (Backend reference = new ReferenceBackend()) {
      List<Tensor> expected = train(reference, 20);
      List<Tensor> actual = train(backend, 20);
      for (int i = 0; i < expected.size(); i++) {
        RowRun.assertClose("tensor " + i, actual.get(i).data(), RowRun.toDoubles(expected.get(i).data()), 1e-4, 1);
      }
    }
  }

  @Test
  void trainingTwiceGivesTheSameBits() {
    assertThat(train(backend, 5)).isEqualTo(train(backend, 5));
  }

  @Test
  void trainingGivesTheSameBitsAtAnyThreadCount() {
    List<Tensor> expected = train(backend, 5);
    for (int threads : new int[] {1, 3, 4}) {
      try (Backend other = backend(threads)) {
        assertThat(train(other, 5)).as(threads + " threads").isEqualTo(expected);
      }
    }
  }

  /** A small convolutional network with dropout and momentum; returns the losses and the final variables. */
  private static List<Tensor> train(Backend backend, int steps) {
    int n = 37;
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(n, 8, 8, 1));
    Node labels = graph.batchInput("labels", Shape.of(n));
    Node rate = graph.input("rate", Shape.SCALAR);
    Node kernel = graph.variable("conv/kernel", Shape.of(3, 3, 1, 5));
    Node bias = graph.variable("conv/bias", Shape.of(5));
    Node dense = graph.variable("dense/kernel", Shape.of(45, 7));
    Node hidden = Ops.conv2d(x, kernel, Window2d.valid(3, 3, 1, 1), 1);
    hidden = Ops.relu(Ops.add(hidden, bias));
    hidden = Ops.reshape(Ops.maxPool2d(hidden, Window2d.valid(2, 2, 2, 2)), Shape.of(n, 45));
    Node kept = Ops.greaterEqual(graph.add(new Op.RandomUniform(3, hidden.shape(), true)), graph.constant(0.25));
    hidden = Ops.mul(Ops.mul(hidden, kept), 1 / 0.75);
    Node logits = Ops.matMul(hidden, dense);
    Node loss = Ops.neg(Ops.mean(Ops.sum(Ops.mul(Ops.oneHot(labels, 7), Ops.logSoftmax(logits)), -1)));
    graph.output("loss", loss);
    List<Node> weights = List.of(kernel, bias, dense);
    List<Node> gradients = Gradients.of(loss, weights);
    for (int i = 0; i < weights.size(); i++) {
      Node momentum = graph.variable("momentum/" + i, weights.get(i).shape());
      Node velocity = Ops.add(Ops.mul(momentum, 0.9), gradients.get(i));
      graph.update(momentum, velocity);
      graph.update(weights.get(i), Ops.sub(weights.get(i), Ops.mul(velocity, rate)));
    }
    Variables variables = backend.newVariables();
    for (Node weight : weights) {
      String path = ((Op.Variable) weight.op()).path();
      Tensor value = random(weight.shape(), path.hashCode());
      for (int i = 0; i < value.size(); i++) {
        value.data()[i] *= 0.1f;
      }
      variables.set(path, value);
    }
    Executable executable = backend.prepare(graph, variables);
    List<Tensor> results = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      executable.write("x", random(x.shape(), step % 3).data(), 0);
      float[] classes = new float[n];
      for (int i = 0; i < n; i++) {
        classes[i] = (i * 5 + step) % 7;
      }
      executable.write("labels", classes, 0);
      executable.write("rate", 0.05f);
      executable.run(step);
      results.add(Tensor.scalar(executable.read("loss")));
    }
    variables.paths().forEach(path -> results.add(variables.get(path)));
    return results;
  }

  // ---- randomness and repetition ----

  @Test
  void randomNumbersAreThoseOfSeedStepAndIndex() {
    Shape shape = Shape.of(37, 2, 9);
    Graph graph = new Graph();
    graph.output("whole", graph.add(new Op.RandomUniform(11, shape, false)));
    graph.output("batch", graph.add(new Op.RandomUniform(12, shape, true)));
    Executable executable = backend.prepare(graph, backend.newVariables());
    for (long step : new long[] {0, 1, 2, 1, Long.MAX_VALUE}) {
      executable.run(step);
      assertThat(read(executable, "whole")).isEqualTo(uniform(11, step, shape));
      assertThat(read(executable, "batch")).isEqualTo(uniform(12, step, shape));
    }
  }

  private static Tensor uniform(long seed, long step, Shape shape) {
    Tensor expected = Tensor.zeros(shape);
    for (int i = 0; i < expected.size(); i++) {
      expected.data()[i] = CounterRandom.uniform(CounterRandom.at(seed, step), i);
    }
    return expected;
  }

  @Test
  void theSameStepGivesTheSameBitsAgain() {
    for (OpCase row : OpTable.cases()) {
      if (RowRun.makesSense(row, RowRun.Declared.BATCH) && RowRun.batch(row) == 37) {
        assertSameBits(
            RowRun.bits(row, RowRun.Declared.BATCH, backend), RowRun.bits(row, RowRun.Declared.BATCH, backend));
      }
    }
  }

  // ---- reading and writing ----

  @Test
  void readsAndWritesAtOffsets() {
    Graph graph = new Graph();
    graph.output("y", Ops.mul(graph.batchInput("x", Shape.of(3, 5)), 2));
    Executable executable = backend.prepare(graph, backend.newVariables());
    float[] from = new float[40];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    executable.write("x", from, 20);
    executable.run(0);
    float[] into = new float[20];
    Arrays.fill(into, -1);
    executable.read("y", into, 3);
    for (int i = 0; i < into.length; i++) {
      assertThat(into[i]).isEqualTo(i >= 3 && i < 18 ? 2 * (20 + i - 3) : -1);
    }
    assertThat(executable.shape("x")).isEqualTo(Shape.of(3, 5));
    assertThat(executable.shape("y")).isEqualTo(Shape.of(3, 5));
  }

  @Test
  void inputsKeepTheirValuesBetweenRuns() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(5, 3));
    Node scale = graph.input("scale", Shape.SCALAR);
    graph.output("y", Ops.relu(Ops.mul(Ops.relu(x), scale)));
    graph.output("x", x);
    Executable executable = backend.prepare(graph, backend.newVariables());
    float[] ones = new float[15];
    Arrays.fill(ones, 1);
    executable.write("x", ones, 0);
    for (int i = 1; i < 4; i++) {
      executable.write("scale", i);
      executable.run(i);
      assertThat(read(executable, "y")).isEqualTo(Tensor.filled(Shape.of(5, 3), i));
      assertThat(read(executable, "x")).isEqualTo(Tensor.filled(Shape.of(5, 3), 1));
    }
  }

  @Test
  void oneNodeMayHaveSeveralNames() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(5, 3));
    Node y = Ops.square(x);
    graph.output("first", y);
    graph.output("second", y);
    graph.output("flat", Ops.reshape(y, Shape.of(15)));
    graph.output("x", x);
    graph.output("c", graph.constant(random(Shape.of(2, 3), 1)));
    Executable executable = backend.prepare(graph, backend.newVariables());
    Tensor value = random(Shape.of(5, 3), 3);
    executable.write("x", value.data(), 0);
    executable.run(0);
    assertThat(read(executable, "first")).isEqualTo(read(executable, "second"));
    assertThat(read(executable, "flat").reshape(5, 3)).isEqualTo(read(executable, "first"));
    assertThat(read(executable, "x")).isEqualTo(value);
    assertThat(read(executable, "c")).isEqualTo(random(Shape.of(2, 3), 1));
  }

  @Test
  void unusedNodesAndInputsDoNoHarm() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(5, 3));
    Node unused = graph.batchInput("unused", Shape.of(5, 2));
    Ops.exp(Ops.matMul(unused, graph.variable("w", Shape.of(2, 2))));
    graph.output("y", Ops.neg(x));
    Executable executable = backend.prepare(graph, backend.newVariables());
    executable.write("unused", new float[10], 0);
    executable.write("x", random(Shape.of(5, 3), 1).data(), 0);
    executable.run(0);
    float[] expected = random(Shape.of(5, 3), 1).data();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = -expected[i];
    }
    assertThat(read(executable, "y").data()).isEqualTo(expected);
  }

  @Test
  void mistakesAreNamed() {
    Graph graph = new Graph();
    graph.output("y", Ops.mul(graph.batchInput("image", Shape.of(3, 5)), graph.input("scale", Shape.SCALAR)));
    Executable executable = backend.prepare(graph, backend.newVariables());
    executable.run(0);
    assertMistake(() -> fail(() -> executable.write("imag", new float[15], 0)), "imag", "image");
    assertMistake(() -> fail(() -> executable.write("image", new float[14], 0)), "image", "15", "14");
    assertMistake(() -> fail(() -> executable.write("image", new float[16], 2)), "image", "15", "16");
    assertMistake(() -> fail(() -> executable.write("image", new float[16], -1)), "image");
    assertMistake(() -> fail(() -> executable.write("image", 1)), "image");
    assertMistake(() -> fail(() -> executable.read("z", new float[15], 0)), "z", "y");
    assertMistake(() -> fail(() -> executable.read("y", new float[14], 0)), "y", "15", "14");
    assertMistake(() -> fail(() -> executable.read("y", new float[15], 1)), "y", "15");
    assertMistake(() -> fail(() -> executable.read("y")), "y");
    assertMistake(() -> executable.shape("z"), "z", "y");
  }

  private static Object fail(Runnable action) {
    action.run();
    return action;
  }

  private static void assertMistake(Supplier<Object> action, String... named) {
    assertThatThrownBy(action::get).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(named);
  }

  // ---- helpers ----

  private static Tensor read(Executable executable, String output) {
    Tensor value = Tensor.zeros(executable.shape(output));
    executable.read(output, value.data(), 0);
    return value;
  }

  private static Tensor random(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return tensor;
  }
}
