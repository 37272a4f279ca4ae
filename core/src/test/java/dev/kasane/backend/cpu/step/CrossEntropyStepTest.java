package dev.kasane.backend.cpu.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.plan.Compiler;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Stage;
import dev.kasane.plan.Step;
import dev.kasane.plan.Target;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated rows of a softmax with its cross entropy against the general kernels: the same bits. */
@Tag("widths")
class CrossEntropyStepTest {

  private static final int ROWS = 37;

  @BeforeEach
  void vectorsOnly() {
    assumeThat(KernelProvider.get().lanes()).as("lanes").isGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 10, 16, 17, 31, 33, 64, 100, 130, 1000})
  void givesTheBitsOfTheGeneralKernels(int classes) {
    for (boolean indices : List.of(true, false)) {
      for (int outputs = 0; outputs < 4; outputs++) {
        check(classes, indices, (outputs & 1) > 0, (outputs & 2) > 0);
      }
    }
  }

  private static void check(int classes, boolean indices, boolean gradient, boolean probabilities) {
    Graph graph = new Graph();
    Node z = graph.input("z", Shape.of(ROWS, classes));
    Node target = graph.input("t", indices ? Shape.of(ROWS) : Shape.of(ROWS, classes));
    Node distribution = indices ? Ops.oneHot(target, classes) : target;
    Node losses = Ops.neg(Ops.sum(Ops.mul(distribution, Ops.logSoftmax(z)), -1));
    graph.output("losses", losses);
    if (gradient) {
      Node share = Ops.mul(losses, graph.input("share", Shape.of(ROWS)));
      graph.output("dz", Gradients.of(Ops.sum(share), List.of(z)).getFirst());
    }
    if (probabilities) {
      graph.output("p", Ops.softmax(z));
    }
    Plan plan = Compiler.compile(graph, new Target(1, 1, 1_000_000, 1 << 20));
    Random random = new Random(classes);
    int found = 0;
    for (Stage stage : plan.stages()) {
      for (Step step : stage.steps()) {
        if (step instanceof Step.CrossEntropy entropy) {
          found++;
          StepRig actual = StepRig.filled(plan, values(random, classes));
          StepRig expected = actual.copy();
          expected.run(stage, expected.bind(entropy, false));
          actual.run(stage, actual.bind(entropy, true));
          actual.assertSame(expected, "%d classes, %s: %s".formatted(classes, indices, entropy.label()));
        }
      }
    }
    assertThat(found).as("%s", plan).isEqualTo(1);
  }

  /** Numbers that serve as logits and as class numbers alike; a few are NaN. */
  private static DoubleSupplier values(Random random, int classes) {
    return () ->
        switch (random.nextInt(6)) {
          case 0 -> random.nextInt(500) == 0 ? Double.NaN : random.nextGaussian() * 40;
          case 1, 2 -> random.nextInt(classes + 1) - 1;
          default -> random.nextGaussian();
        };
  }
}
