package dev.kasane.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.backend.reference.ReferenceExecutable;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.OpCase;
import dev.kasane.graph.OpCase.Arg;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Verifier;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a row of the operation table with its derivatives: outputs {@code y}, {@code loss} (a weighted sum of y) and one
 * {@code gradient} for each smooth input.
 */
final class RowRun {

  /** What the arguments are to the graph. */
  enum Declared {
    /** All plain inputs. */
    PLAIN,
    /** Those with a batch axis are batch inputs, the others plain ones. */
    BATCH,
    /** Those with a batch axis are batch inputs, the others variables. */
    WEIGHTS,
    /** All whose first axis happens to be as long as the batch are batch inputs, even if it counts something else. */
    CHANCE
  }

  private final OpCase row;
  private final Declared declared;
  private final Graph graph = new Graph();
  private final List<float[]> values;
  private final List<String> results = new ArrayList<>();
  private final float[] lossWeights;

  private RowRun(OpCase row, Declared declared) {
    this.row = row;
    this.declared = declared;
    this.values = row.draw();
    List<Node> in = new ArrayList<>();
    List<Node> wrt = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      in.add(declare(i));
      if (row.args().get(i).values().smooth() && row.derivative() != OpCase.Derivative.REFUSED) {
        wrt.add(in.get(i));
      }
    }
    Node y = row.builder().build(graph, in);
    lossWeights = weights(y.shape());
    Node loss = Ops.sum(Ops.mul(y, declareWeights(y.shape())));
    output("y", y);
    output("loss", loss);
    List<Node> gradients = Gradients.of(loss, wrt);
    for (int i = 0; i < gradients.size(); i++) {
      output("gradient" + i, gradients.get(i));
    }
    Verifier.check(graph, row.name());
  }

  private void output(String name, Node node) {
    graph.output(name, node);
    results.add(name);
  }

  private Node declare(int i) {
    Arg arg = row.args().get(i);
    String name = "x" + i;
    if (isBatch(arg)) {
      return graph.batchInput(name, arg.shape());
    }
    return declared == Declared.WEIGHTS ? graph.variable(name, arg.shape()) : graph.input(name, arg.shape());
  }

  private boolean isBatch(Arg arg) {
    return switch (declared) {
      case PLAIN -> false;
      case BATCH, WEIGHTS -> arg.batch() && arg.shape().dim(0) == batch(row);
      case CHANCE -> arg.shape().rank() > 0 && arg.shape().dim(0) == batch(row);
    };
  }

  private Node declareWeights(Shape shape) {
    if (declared == Declared.PLAIN) {
      return graph.constant(Tensor.of(shape, lossWeights));
    }
    return shape.rank() > 0 && shape.dim(0) == batch(row)
        ? graph.batchInput("weights", shape)
        : graph.input("weights", shape);
  }

  /** The batch size of a row; 0 if it has none. */
  static int batch(OpCase row) {
    return row.args().stream().filter(Arg::batch).mapToInt(arg -> arg.shape().dim(0)).findFirst().orElse(0);
  }

  /** Whether declaring the arguments so makes a difference. */
  static boolean makesSense(OpCase row, Declared declared) {
    return switch (declared) {
      case PLAIN -> true;
      case BATCH -> batch(row) > 0;
      case WEIGHTS -> row.args().stream().anyMatch(arg -> !arg.batch());
      case CHANCE ->
          row.args().stream()
              .anyMatch(arg -> !arg.batch() && arg.shape().rank() > 0 && arg.shape().dim(0) == batch(row));
    };
  }

  /** Compares all outputs of a backend with the reference's. */
  static void compare(OpCase row, Declared declared, Backend backend) {
    RowRun run = new RowRun(row, declared);
    ReferenceBackend reference = new ReferenceBackend();
    ReferenceExecutable right = reference.prepare(run.graph, run.fill(reference.newVariables()));
    Executable tested = backend.prepare(run.graph, run.fill(backend.newVariables()));
    run.run(right, 5);
    run.run(tested, 5);
    double[] y = right.readDouble("y");
    assertClose("y", read(tested, "y"), y, row.tolerance(), 0.1 * largest(y));
    double lossSize = 1;
    for (int i = 0; i < y.length; i++) {
      lossSize += Math.abs(y[i] * run.lossWeights[i]);
    }
    assertClose("loss", read(tested, "loss"), right.readDouble("loss"), Math.max(row.tolerance(), 2e-6), lossSize);
    for (String name : run.results.subList(2, run.results.size())) {
      double[] gradient = right.readDouble(name);
      double tolerance = 10 * Math.max(row.tolerance(), 2e-6);
      assertClose(name, read(tested, name), gradient, tolerance);
    }
  }

  /** All outputs of a backend. */
  static List<float[]> bits(OpCase row, Declared declared, Backend backend) {
    RowRun run = new RowRun(row, declared);
    Executable executable = backend.prepare(run.graph, run.fill(backend.newVariables()));
    run.run(executable, 5);
    return run.results.stream().map(name -> read(executable, name)).toList();
  }

  /** The output {@code y} of a graph with inputs {@code x0, x1, ...} and nothing else. */
  static float[] only(Graph graph, List<float[]> in, Backend backend) {
    Executable executable = backend.prepare(graph, backend.newVariables());
    write(executable, in);
    executable.run(0);
    return read(executable, "y");
  }

  /** The same in double. */
  static double[] onlyReference(Graph graph, List<float[]> in) {
    ReferenceBackend reference = new ReferenceBackend();
    ReferenceExecutable executable = reference.prepare(graph, reference.newVariables());
    write(executable, in);
    executable.run(0);
    return executable.readDouble("y");
  }

  private static void write(Executable executable, List<float[]> in) {
    for (int i = 0; i < in.size(); i++) {
      executable.write("x" + i, in.get(i), 0);
    }
  }

  private Variables fill(Variables variables) {
    graph.variables().keySet().stream()
        .filter(path -> path.startsWith("x"))
        .forEach(path -> variables.set(path, Tensor.of(graph.variables().get(path).shape(), value(path))));
    return variables;
  }

  private float[] value(String name) {
    return values.get(Integer.parseInt(name.substring(1)));
  }

  private void run(Executable executable, long step) {
    for (String name : graph.inputs().keySet()) {
      executable.write(name, name.equals("weights") ? lossWeights : value(name), 0);
    }
    executable.run(step);
  }

  static float[] read(Executable executable, String output) {
    float[] value = new float[executable.shape(output).size()];
    executable.read(output, value, 0);
    return value;
  }

  /** Each element within {@code tolerance} of its own size, or of {@code size} where that is larger. */
  static void assertClose(String what, float[] actual, double[] expected, double tolerance, double size) {
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      float rounded = (float) expected[i];
      boolean same = Float.compare(actual[i], rounded) == 0 || actual[i] == rounded;
      double bound = tolerance * Math.max(Math.abs(expected[i]), size);
      if (!same && !(Math.abs(actual[i] - expected[i]) <= bound)) {
        throw new AssertionError(
            what + ", element " + i + " of " + actual.length + ": expected " + expected[i] + " ± " + bound
                + ", received " + actual[i]);
      }
    }
  }

  /** Each element within {@code tolerance} of the largest one, or of 1. */
  static void assertClose(String what, float[] actual, double[] expected, double tolerance) {
    assertClose(what, actual, expected, tolerance, Math.max(1, largest(expected)));
  }

  static double[] toDoubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static float[] weights(Shape shape) {
    SplittableRandom random = new SplittableRandom(shape.hashCode());
    float[] weights = new float[shape.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    return weights;
  }
}
