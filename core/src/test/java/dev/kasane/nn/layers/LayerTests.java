package dev.kasane.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.backend.reference.ReferenceVariables;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.graph.Verifier;
import dev.kasane.json.Json;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.files.RecordCodec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Everything a layer must do, in one call. For a layer and input shapes: the output has the expected shape when
 * training and when predicting, the parameters have the expected names and shapes, the derivatives by inputs and
 * parameters agree with central differences, the CPU backend computes the same, the record survives being written and
 * read, training its parameters makes a loss fall, and a wrong number of inputs is refused by name.
 */
final class LayerTests {

  private static final long SEED = 42;
  private static final double STEP = 1e-5;

  /**
   * Central differences in double with this step are right to about 1e−9 of values near 1; the reference backend keeps
   * constants as floats on both sides alike.
   */
  private static final double TOLERANCE = 1e-6;

  /** Some tens of float roundings, 6e−8 each, in sums of values near 1. */
  private static final float CPU_TOLERANCE = 2e-5f;

  private static final int DIRECTIONS = 3;
  private static final int TRAINING_STEPS = 40;

  private final Layer layer;
  private final List<Shape> inputShapes;
  private final SplittableRandom random = new SplittableRandom(SEED);

  /** If above 0, inputs are whole numbers below it, which have no derivative. */
  private final int indices;

  private LayerTests(Layer layer, List<Shape> inputShapes, int indices) {
    this.layer = layer;
    this.inputShapes = inputShapes;
    this.indices = indices;
  }

  /**
   * Checks a layer.
   *
   * @param parameters such as {@code kernel (3, 4), bias (4)}; empty for none
   * @param output the expected shape, batch axis included
   * @param inputs the inputs' shapes, batch axis included
   */
  static void check(Layer layer, String parameters, Shape output, Shape... inputs) {
    new LayerTests(layer, List.of(inputs), 0).checkAll(parameters, output);
  }

  /** Checks a layer whose inputs are whole numbers from 0 to {@code below} − 1. See {@link #check}. */
  static void checkIndices(Layer layer, int below, String parameters, Shape output, Shape... inputs) {
    new LayerTests(layer, List.of(inputs), below).checkAll(parameters, output);
  }

  private void checkAll(String parameters, Shape output) {
    shapes(parameters, output);
    gradients(false);
    gradients(true);
    cpuAgrees(false);
    cpuAgrees(true);
    roundTrip();
    lossFalls();
    refusesNoInputs();
  }

  /** A graph of the layer with values for everything it reads. */
  private final class Run {
    final TestContext context;
    final List<Node> inputs = new ArrayList<>();
    final Node output;
    final Map<String, double[]> values = new LinkedHashMap<>();

    Run(boolean training) {
      context = new TestContext(training);
      for (Shape shape : inputShapes) {
        String name = "input" + inputs.size();
        inputs.add(context.graph.batchInput(name, shape));
        double[] numbers =
            indices > 0
                ? random.ints(shape.size(), 0, indices).asDoubleStream().toArray()
                : random.doubles(shape.size(), -2, 2).toArray();
        values.put(name, numbers);
      }
      output = context.graph.inScope(TestContext.NAME, () -> layer.apply(context, inputs));
      context.parameters.forEach(
          (name, node) -> values.put(name, random.doubles(node.shape().size(), -1, 1).toArray()));
      // States such as a running variance must be positive.
      context.states.forEach(
          (name, node) -> values.put(name, random.doubles(node.shape().size(), 0.5, 1.5).toArray()));
    }

    Graph graph() {
      return context.graph;
    }

    double[] evaluate(String name) {
      try (ReferenceBackend backend = new ReferenceBackend()) {
        ReferenceVariables variables = (ReferenceVariables) backend.newVariables();
        graph().variables().forEach((path, node) -> variables.setDouble(path, node.shape(), values.get(path)));
        ReferenceExecutable executable = (ReferenceExecutable) backend.prepare(graph(), variables);
        graph().inputs().keySet().forEach(input -> executable.writeDouble(input, values.get(input)));
        executable.run(0);
        return executable.readDouble(name);
      }
    }
  }

  private void shapes(String parameters, Shape expected) {
    for (boolean training : new boolean[] {false, true}) {
      Run run = new Run(training);
      assertThat(run.output.shape()).as("%s: shape", layer).isEqualTo(expected);
      assertThat(TestContext.text(run.context.parameters)).as("%s: parameters", layer).isEqualTo(parameters);
      run.graph().output("y", run.output);
      Verifier.check(run.graph(), layer.toString());
      assertThat(run.evaluate("y")).as("%s: values", layer).hasSize(expected.size()).doesNotContain(Double.NaN);
      run.context.parameters.forEach(
          (name, node) ->
              assertThat(run.context.initializers.get(name).initialize(node.shape(), SEED).shape())
                  .isEqualTo(node.shape()));
    }
  }

  /** The derivative along random directions, in each input and parameter by itself. */
  private void gradients(boolean training) {
    Run run = new Run(training);
    Node weights = run.graph().batchInput("weights", run.output.shape());
    run.values.put("weights", random.doubles(run.output.shape().size(), -1, 1).toArray());
    Node loss = Ops.sum(Ops.mul(run.output, weights));
    run.graph().output("loss", loss);
    List<Node> by = new ArrayList<>(indices > 0 ? List.of() : run.inputs);
    List<String> names = new ArrayList<>();
    by.forEach(input -> names.add("input" + names.size()));
    by.addAll(run.context.parameters.values());
    names.addAll(run.context.parameters.keySet());
    List<Node> gradients = Gradients.of(loss, by);
    for (int i = 0; i < by.size(); i++) {
      run.graph().output("d/" + names.get(i), gradients.get(i));
    }
    for (String name : names) {
      double[] gradient = run.evaluate("d/" + name);
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        double[] along = random.doubles(gradient.length, -1, 1).toArray();
        double expected = (shifted(run, name, along, STEP) - shifted(run, name, along, -STEP)) / (2 * STEP);
        double actual = 0;
        for (int k = 0; k < along.length; k++) {
          actual += along[k] * gradient[k];
        }
        assertThat(actual)
            .as("%s: derivative by %s, %s, seed %d", layer, name, training ? "training" : "predicting", SEED)
            .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static double shifted(Run run, String name, double[] along, double distance) {
    double[] at = run.values.get(name);
    double[] moved = at.clone();
    Arrays.setAll(moved, k -> at[k] + distance * along[k]);
    run.values.put(name, moved);
    double loss = run.evaluate("loss")[0];
    run.values.put(name, at);
    return loss;
  }

  /** Outputs, derivatives and what becomes of states: the compiled graph in float against plain loops in double. */
  private void cpuAgrees(boolean training) {
    Run run = new Run(training);
    Graph graph = run.graph();
    graph.output("output", run.output);
    List<Node> by = new ArrayList<>(run.inputs);
    by.addAll(run.context.parameters.values());
    List<Node> gradients = Gradients.of(Ops.sum(Ops.mul(run.output, run.output)), by);
    for (int i = 0; i < by.size(); i++) {
      graph.output("gradient " + i, gradients.get(i));
    }
    run.context.updates.forEach(graph::update);
    Map<String, Tensor> values = new LinkedHashMap<>();
    run.values.forEach((name, numbers) -> {
      Node node = graph.inputs().getOrDefault(name, graph.variables().get(name));
      Tensor tensor = Tensor.zeros(node.shape());
      for (int k = 0; k < numbers.length; k++) {
        tensor.data()[k] = (float) numbers[k];
      }
      values.put(name, tensor);
    });
    Map<String, float[]> expected = run(new ReferenceBackend(), graph, values);
    Map<String, float[]> actual = run(new CpuBackend(2), graph, values);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, numbers) -> {
      for (int k = 0; k < numbers.length; k++) {
        assertThat(actual.get(name)[k])
            .as("%s: %s[%d] on the CPU, %s", layer, name, k, training ? "training" : "predicting")
            .isCloseTo(numbers[k], within(CPU_TOLERANCE * Math.max(1, Math.abs(numbers[k]))));
      }
    });
  }

  private static Map<String, float[]> run(Backend backend, Graph graph, Map<String, Tensor> values) {
    try (backend) {
      Variables variables = backend.newVariables();
      graph.variables().keySet().forEach(path -> variables.set(path, values.get(path)));
      Executable executable = backend.prepare(graph, variables);
      graph.inputs().keySet().forEach(input -> executable.write(input, values.get(input).data(), 0));
      executable.run(0);
      Map<String, float[]> results = new LinkedHashMap<>();
      graph.outputs().forEach((name, node) -> {
        float[] numbers = new float[node.shape().size()];
        executable.read(name, numbers, 0);
        results.put(name, numbers);
      });
      variables.paths().forEach(path -> results.put(path, variables.get(path).data()));
      return results;
    }
  }

  private void roundTrip() {
    Set<Class<?>> types = new LinkedHashSet<>();
    collect(layer, types);
    RecordCodec codec = new RecordCodec(types);
    String text = codec.encode(layer, Layer.class).text();
    assertThat(codec.decode(Json.parse(text), Layer.class)).as("%s", text).isEqualTo(layer);
  }

  private static void collect(Object value, Set<Class<?>> types) {
    if (!(value instanceof Record)) {
      return;
    }
    types.add(value.getClass());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        Object part = component.getAccessor().invoke(value);
        if (part != null) {
          collect(part, types);
        }
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Plain gradient descent towards outputs that other weights gave, which exist therefore. */
  private void lossFalls() {
    Run teacher = new Run(true);
    if (teacher.context.parameters.isEmpty()) {
      return;
    }
    teacher.graph().output("y", teacher.output);
    double[] target = teacher.evaluate("y");
    Run student = new Run(true);
    teacher.values.forEach((name, value) -> {
      if (name.startsWith("input")) {
        student.values.put(name, value);
      }
    });
    Node targets = student.graph().batchInput("target", student.output.shape());
    student.values.put("target", target);
    Node loss = Ops.mean(Ops.square(Ops.sub(student.output, targets)));
    student.graph().output("loss", loss);
    List<Node> parameters = List.copyOf(student.context.parameters.values());
    List<Node> gradients = Gradients.of(loss, parameters);
    for (int i = 0; i < parameters.size(); i++) {
      student.graph().update(parameters.get(i), Ops.sub(parameters.get(i), Ops.mul(gradients.get(i), 0.05)));
    }
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ReferenceVariables variables = (ReferenceVariables) backend.newVariables();
      student.graph().variables()
          .forEach((path, node) -> variables.setDouble(path, node.shape(), student.values.get(path)));
      ReferenceExecutable executable = (ReferenceExecutable) backend.prepare(student.graph(), variables);
      student.graph().inputs().keySet()
          .forEach(input -> executable.writeDouble(input, student.values.get(input)));
      executable.run(0);
      double first = executable.readDouble("loss")[0];
      for (int i = 0; i < TRAINING_STEPS; i++) {
        executable.run(0);
      }
      assertThat(executable.readDouble("loss")[0]).as("%s: loss after %d steps", layer, TRAINING_STEPS)
          .isLessThan(0.9 * first);
    }
  }

  private void refusesNoInputs() {
    assertThatThrownBy(() -> layer.apply(new TestContext(false), List.of()))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(TestContext.NAME + ": expected ")
        .hasMessageContaining("received 0");
  }
}
