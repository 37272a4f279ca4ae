package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A softmax with its cross entropy is one step and gives what the reference gives. */
@Tag("widths")
class LossSitesTest {

  private final Graph graph = new Graph();
  private final Map<String, float[]> inputs = new HashMap<>();
  private final Random random = new Random(31);

  private Node input(String name, double scale, int... dims) {
    Shape shape = Shape.of(dims);
    inputs.put(name, new float[shape.size()]);
    for (int i = 0; i < shape.size(); i++) {
      inputs.get(name)[i] = (float) (scale * random.nextGaussian());
    }
    return graph.batchInput(name, shape);
  }

  /** Class numbers, a few of them none. */
  private Node numbers(int classes, int... dims) {
    Node node = input("target", 0, dims);
    float[] target = inputs.get("target");
    for (int i = 0; i < target.length; i++) {
      boolean none = random.nextInt(7) == 0;
      target[i] = none ? List.of(-1f, (float) classes, Float.NaN).get(i % 3) : random.nextInt(classes);
    }
    return node;
  }

  private static Node loss(Node target, Node z) {
    return Ops.neg(Ops.sum(Ops.mul(target, Ops.logSoftmax(z)), -1));
  }

  private void differentiate(Node loss, Node z) {
    graph.output("loss", loss);
    graph.output("dz", Gradients.of(loss, List.of(z)).getFirst());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 8, 10, 15, 16, 17, 31, 33, 48, 64, 65, 79, 100, 130, 1000, 2049})
  void classNumbers(int classes) {
    Node z = input("z", 3, 37, classes);
    differentiate(Ops.mean(loss(Ops.oneHot(numbers(classes, 37), classes), z)), z);
    compare(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10, 16, 20, 33, 64, 77, 300})
  void distributions(int classes) {
    Node z = input("z", 3, 29, classes);
    Node t = Ops.abs(input("target", 1, 29, classes));
    differentiate(Ops.mean(loss(Ops.add(Ops.mul(t, 0.9), 0.1 / classes), z)), z);
    compare(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 70})
  void eachRowWithAShareOfItsOwn(int classes) {
    Node z = input("z", 3, 23, classes);
    Node weights = input("weights", 1, 23);
    differentiate(Ops.sum(Ops.mul(loss(input("target", 1, 23, classes), z), weights)), z);
    compare(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 11, 64, 90})
  void rowsOfSequences(int classes) {
    Node z = input("z", 2, 6, 5, classes);
    Node numbers = numbers(classes, 6, 5);
    Node weights = input("weights", 1, 6, 5);
    differentiate(Ops.mean(Ops.mul(loss(Ops.oneHot(numbers, classes), z), weights)), z);
    compare(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 40, 500})
  void withoutGradientButWithProbabilities(int classes) {
    Node z = input("z", 3, 19, classes);
    Node numbers = numbers(classes, 19);
    graph.output("loss", Ops.mean(loss(Ops.oneHot(numbers, classes), z)));
    graph.output("p", Ops.softmax(z));
    compare(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 40, 500})
  void gradientAndProbabilities(int classes) {
    Node z = input("z", 3, 19, classes);
    Node numbers = numbers(classes, 19);
    graph.output("right", Ops.mean(Ops.equal(numbers, Ops.argMax(Ops.softmax(z)))));
    differentiate(Ops.mean(Ops.sum(Ops.mul(Ops.logSoftmax(z), Ops.oneHot(numbers, classes)), -1)), z);
    compare(1);
  }

  @Test
  void outsideTheBatch() {
    Node z = graph.input("z", Shape.of(70, 90));
    inputs.put("z", new float[70 * 90]);
    float[] values = inputs.get("z");
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Node numbers = graph.input("target", Shape.of(70));
    inputs.put("target", new float[70]);
    differentiate(Ops.mean(loss(Ops.oneHot(numbers, 90), z)), z);
    compare(1);
  }

  @Test
  void farApartLogitsStayFinite() {
    Node z = input("z", 3, 4, 10);
    inputs.get("z")[3] = 3e38f;
    inputs.get("z")[15] = -3e38f;
    inputs.get("z")[27] = 1000;
    differentiate(Ops.mean(loss(Ops.oneHot(numbers(10, 4), 10), z)), z);
    compare(1);
  }

  @Test
  void otherReadersOfTheLogarithmsKeepTheSteps() {
    Node z = input("z", 3, 19, 12);
    Node numbers = numbers(12, 19);
    graph.output("logarithms", Ops.logSoftmax(z));
    differentiate(Ops.mean(loss(Ops.oneHot(numbers, 12), z)), z);
    compare(0);
  }

  @Test
  void targetsThatWaitForTheProbabilitiesDoNotGoInACircle() {
    Node z = input("z", 3, 19, 12);
    Node p = Ops.softmax(z);
    Node best = Ops.oneHot(Ops.argMax(p), 12);
    differentiate(Ops.mean(loss(best, z)), z);
    graph.output("p", p);
    compare(0);
  }

  @Test
  void entropy() {
    Node z = input("z", 3, 19, 12);
    differentiate(Ops.mean(loss(Ops.softmax(z), z)), z);
    compare(0);
  }

  @Test
  void whatALossGivesBackMayDependOnIt() {
    Node z = input("z", 3, 19, 12);
    Node loss = loss(Ops.oneHot(numbers(12, 19), 12), z);
    differentiate(Ops.mean(Ops.square(loss)), z);
    compare(0);
  }

  private void compare(int sites) {
    try (Backend cpu = new CpuBackend(2);
        Backend reference = new ReferenceBackend()) {
      Executable tested = run(cpu);
      Executable expected = run(reference);
      assertThat(tested.plan().stages().stream().flatMap(stage -> stage.steps().stream()))
          .as("%s", tested.plan())
          .filteredOn(step -> step instanceof Step.CrossEntropy)
          .hasSize(sites);
      for (String output : graph.outputs().keySet()) {
        int size = expected.shape(output).size();
        float[] mine = new float[size];
        float[] right = new float[size];
        tested.read(output, mine, 0);
        expected.read(output, right, 0);
        for (int i = 0; i < size; i++) {
          assertThat((double) mine[i])
              .as("%s[%d]", output, i)
              .isCloseTo(right[i], offset(2e-6 * Math.max(0.5, Math.abs(right[i]))));
        }
      }
    }
  }

  private Executable run(Backend backend) {
    Executable executable = backend.prepare(graph, backend.newVariables());
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Input input) {
        executable.write(input.name(), inputs.getOrDefault(input.name(), new float[0]), 0);
      }
    }
    executable.run(0);
    return executable;
  }
}
