package dev.kasane.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Step;
import dev.kasane.plan.Target;
import dev.kasane.plan.Winograd;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Convolutions in Winograd's form against the reference, within the error that is stated for it. */
@Tag("widths")
class CpuBackendWinogradTest {

  /** Of the largest result; {@link WinogradSetting} states what was measured. */
  private static final double ERROR = 2e-5;

  /** A 3 × 3 convolution, and dy for its gradients. */
  private record Case(int n, int h, int w, int c, int f, Window2d window) {

    static Case of(int n, int h, int w, int c, int f, int top, int bottom, int left, int right) {
      return new Case(n, h, w, c, f, new Window2d(3, 3, 1, 1, 1, 1, top, bottom, left, right));
    }

    Graph graph() {
      Graph graph = new Graph();
      Shape x = Shape.of(n, h, w, c);
      Node kernel = graph.variable("kernel", Shape.of(3, 3, c, f));
      Node input = graph.batchInput("x", x);
      Node y = Ops.conv2d(input, kernel, window, 1);
      graph.output("y", y);
      Node dy = graph.batchInput("dy", y.shape());
      graph.output("dx", graph.add(new Op.Conv2dInputGrad(window, 1, x), List.of(kernel, dy)));
      graph.output(
          "dw", graph.add(new Op.Conv2dKernelGrad(window, 1, kernel.shape()), List.of(input, dy)));
      return graph;
    }
  }

  private static final List<String> RESULTS = List.of("y", "dx", "dw");

  private static final List<Case> CASES =
      List.of(
          Case.of(1, 3, 3, 1, 1, 0, 0, 0, 0),
          Case.of(3, 4, 4, 2, 3, 0, 0, 0, 0),
          Case.of(2, 9, 10, 5, 7, 1, 1, 1, 1),
          Case.of(5, 6, 7, 17, 33, 1, 0, 2, 1),
          Case.of(2, 5, 13, 16, 31, 4, 0, 0, 5),
          Case.of(37, 4, 5, 20, 16, 1, 1, 1, 1),
          Case.of(1, 35, 38, 33, 40, 1, 1, 1, 1),
          Case.of(3, 9, 11, 18, 32, 0, -1, 0, -2),
          Case.of(9, 8, 8, 64, 96, 1, 1, 1, 1),
          Case.of(2, 9, 5, 130, 65, 1, 1, 1, 1));

  private static CpuBackend backend(int threads, Winograd winograd) {
    return new CpuBackend(threads, new Target(KernelProvider.get().lanes(), 8, 1, 4096, winograd));
  }

  private static float[][] run(Backend backend, Case problem, long seed) {
    Random random = new Random(seed);
    Variables variables = backend.newVariables();
    Tensor kernel = Tensor.zeros(Shape.of(3, 3, problem.c, problem.f));
    System.arraycopy(numbers(random, kernel.size()), 0, kernel.data(), 0, kernel.size());
    variables.set("kernel", kernel);
    Executable executable = backend.prepare(problem.graph(), variables);
    executable.write("x", numbers(random, executable.shape("x").size()), 0);
    executable.write("dy", numbers(random, executable.shape("dy").size()), 0);
    executable.run(0);
    float[][] results = new float[RESULTS.size()][];
    for (int i = 0; i < results.length; i++) {
      results[i] = new float[executable.shape(RESULTS.get(i)).size()];
      executable.read(RESULTS.get(i), results[i], 0);
    }
    return results;
  }

  private static float[] numbers(Random random, int size) {
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = (float) random.nextGaussian();
    }
    return result;
  }

  @Test
  void computesWhatTheReferenceComputes() {
    long seed = System.nanoTime();
    System.out.println("CpuBackendWinogradTest seed " + seed);
    try (Backend reference = new ReferenceBackend(); Backend tested = backend(2, Winograd.ON)) {
      for (Case problem : CASES) {
        float[][] right = run(reference, problem, seed);
        float[][] actual = run(tested, problem, seed);
        for (int i = 0; i < right.length; i++) {
          double largest = 1;
          double error = 0;
          for (int j = 0; j < right[i].length; j++) {
            largest = Math.max(largest, Math.abs(right[i][j]));
            error = Math.max(error, Math.abs((double) actual[i][j] - right[i][j]));
          }
          assertThat(error / largest).as("%s of %s", RESULTS.get(i), problem).isLessThan(ERROR);
        }
      }
    }
  }

  @Test
  void sameBitsAtAnyThreadCount() {
    try (Backend one = backend(1, Winograd.ON); Backend three = backend(3, Winograd.ON)) {
      for (Case problem : CASES) {
        assertThat(run(three, problem, 5)).isDeepEqualTo(run(one, problem, 5));
      }
    }
  }

  @Test
  void isTakenForLargeConvolutionsOnly() {
    Case large = Case.of(9, 8, 8, 64, 64, 1, 1, 1, 1);
    Case narrow = Case.of(9, 8, 8, 16, 128, 1, 1, 1, 1);
    Case small = Case.of(1, 8, 8, 64, 64, 1, 1, 1, 1);
    Case wasteful = Case.of(9, 5, 5, 64, 64, 1, 1, 1, 1);
    assertThat(takes(Winograd.AUTO, large)).isTrue();
    assertThat(takes(Winograd.AUTO, Case.of(9, 6, 6, 128, 128, 1, 1, 1, 1))).as("waste of 1.8").isTrue();
    assertThat(takes(Winograd.AUTO, Case.of(8, 2, 2, 256, 512, 1, 1, 1, 1))).as("a kernel for no cache").isTrue();
    assertThat(takes(Winograd.AUTO, Case.of(7, 2, 2, 256, 512, 1, 1, 1, 1))).isFalse();
    assertThat(takes(Winograd.OFF, large)).isFalse();
    for (Case other : List.of(narrow, small, wasteful)) {
      assertThat(takes(Winograd.AUTO, other)).as("%s", other).isFalse();
      assertThat(takes(Winograd.ON, other)).as("%s", other).isTrue();
    }
  }

  /** All three convolutions in Winograd's form, or none. */
  private static boolean takes(Winograd winograd, Case problem) {
    List<Boolean> taken =
        Stream.of(Op.Conv2d.class, Op.Conv2dInputGrad.class, Op.Conv2dKernelGrad.class)
            .map(kind -> takes(winograd, problem, kind))
            .toList();
    assertThat(taken).containsOnly(taken.getFirst());
    return taken.getFirst();
  }

  private static boolean takes(Winograd winograd, Case problem, Class<? extends Op> kind) {
    try (CpuBackend backend = backend(1, winograd)) {
      Plan plan = backend.prepare(problem.graph(), backend.newVariables()).plan();
      return plan.stages().stream()
          .flatMap(stage -> stage.steps().stream())
          .anyMatch(step -> step instanceof Step.Primitive p && p.winograd() && kind.isInstance(p.op()));
    }
  }
}
