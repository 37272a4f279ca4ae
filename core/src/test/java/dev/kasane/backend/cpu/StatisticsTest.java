package dev.kasane.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Step;
import dev.kasane.plan.Target;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Means and variances over the batch in one reading, and what batch normalization's gradient sums up. */
@Tag("widths")
class StatisticsTest {

  private static final int[] AXES = {0, 1, 2};

  private static final int[] CHANNELS = {1, 3, 5, 8, 16, 17, 33, 64, 130};

  private static CpuBackend backend(int threads, int pieces) {
    return new CpuBackend(threads, new Target(KernelProvider.get().lanes(), pieces, 1, 4096));
  }

  private static Node variance(Node x) {
    return Ops.mean(Ops.square(Ops.sub(x, Ops.mean(x, AXES))), AXES);
  }

  private static List<String> labels(Executable executable) {
    return executable.plan().stages().stream().flatMap(stage -> stage.steps().stream()).map(Step::label).toList();
  }

  @Test
  void aLargeMeanLeavesTheVarianceItsDigits() {
    Random random = new Random(11);
    for (int c : CHANNELS) {
      int n = random.nextInt(1, 12);
      int h = random.nextInt(1, 9);
      Graph graph = new Graph();
      Node x = graph.batchInput("x", Shape.of(n, h, 7, c));
      graph.output("mean", Ops.mean(x, AXES));
      graph.output("variance", variance(x));
      float[] values = new float[n * h * 7 * c];
      for (int i = 0; i < values.length; i++) {
        int channel = i % c;
        // channel 0 is constant; the others have means of up to 10,000 times their spread
        values[i] = channel == 0 ? 0.1f : (float) ((channel % 3 - 1) * 1e4 + random.nextGaussian());
      }
      try (Backend backend = backend(2, random.nextInt(1, 6))) {
        Executable executable = backend.prepare(graph, backend.newVariables());
        assertThat(labels(executable)).contains("moments", "combineDeviation");
        executable.write("x", values, 0);
        executable.run(0);
        float[] mean = new float[c];
        float[] variance = new float[c];
        executable.read("mean", mean, 0);
        executable.read("variance", variance, 0);
        for (int channel = 0; channel < c; channel++) {
          double[] exact = moments(values, c, channel);
          String what = "channel " + channel + " of " + c + ", " + n + " images of " + h + " x 7";
          double size = Math.max(1, Math.abs(exact[0]));
          assertThat((double) mean[channel]).as(what).isCloseTo(exact[0], within(1e-6 * size));
          assertThat((double) variance[channel]).as(what).isCloseTo(exact[1], within(2e-6 * exact[1]));
          if (channel == 0) {
            assertThat(variance[channel]).as(what).isZero();
          }
        }
      }
    }
  }

  private static double[] moments(float[] values, int channels, int channel) {
    double sum = 0;
    int count = values.length / channels;
    for (int i = channel; i < values.length; i += channels) {
      sum += values[i];
    }
    double squares = 0;
    for (int i = channel; i < values.length; i += channels) {
      squares += (values[i] - sum / count) * (values[i] - sum / count);
    }
    return new double[] {sum / count, squares / count};
  }

  /** A 1 × 1 convolution, batch normalization, perhaps a shortcut, relu, and all gradients. */
  private static Graph normalized(int n, int h, int c, boolean shortcut) {
    Graph graph = new Graph();
    Node kernel = graph.variable("kernel", Shape.of(1, 1, 4, c));
    Node x = graph.batchInput("x", Shape.of(n, h, 5, 4));
    Node y = Ops.conv2d(x, kernel, new Window2d(1, 1, 1, 1, 1, 1, 0, 0, 0, 0), 1);
    Node gamma = graph.variable("gamma", Shape.of(c));
    Node beta = graph.variable("beta", Shape.of(c));
    Node factor = Ops.div(gamma, Ops.sqrt(Ops.add(variance(y), 1e-3)));
    Node z = Ops.add(Ops.mul(Ops.sub(y, Ops.mean(y, AXES)), factor), beta);
    Node share = graph.batchInput("share", z.shape());
    Node out = Ops.relu(shortcut ? Ops.add(z, share) : z);
    Node loss = Ops.sum(Ops.mul(out, share));
    List<Node> wrt = new ArrayList<>(List.of(kernel, gamma, beta, x));
    if (shortcut) {
      wrt.add(share);
    }
    List<Node> gradients = Gradients.of(loss, wrt);
    graph.output("loss", loss);
    graph.output("out", out);
    for (int i = 0; i < gradients.size(); i++) {
      graph.output("gradient" + i, gradients.get(i));
    }
    return graph;
  }

  private static Map<String, float[]> run(Backend backend, Graph graph, long seed) {
    Random random = new Random(seed);
    Variables variables = backend.newVariables();
    graph.variables().forEach((path, node) -> variables.set(path, Tensor.of(node.shape(), numbers(random, node))));
    Executable executable = backend.prepare(graph, variables);
    graph.inputs().forEach((name, node) -> executable.write(name, numbers(random, node), 0));
    executable.run(0);
    Map<String, float[]> results = new TreeMap<>();
    for (String name : graph.outputs().keySet()) {
      float[] values = new float[executable.shape(name).size()];
      executable.read(name, values, 0);
      results.put(name, values);
    }
    if (backend instanceof CpuBackend) {
      assertThat(labels(executable)).contains("moments").anyMatch(label -> label.contains("2 sums"));
    }
    return results;
  }

  private static float[] numbers(Random random, Node node) {
    float[] result = new float[node.shape().size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) random.nextGaussian();
    }
    return result;
  }

  @Test
  void batchNormalizationAndItsGradientsAreThoseOfTheReference() {
    long seed = System.nanoTime();
    System.out.println("StatisticsTest seed " + seed);
    Random random = new Random(seed);
    for (int c : CHANNELS) {
      for (boolean shortcut : new boolean[] {false, true}) {
        Graph graph = normalized(random.nextInt(2, 12), random.nextInt(2, 9), c, shortcut);
        int pieces = random.nextInt(1, 6);
        try (Backend reference = new ReferenceBackend();
            Backend one = backend(1, pieces);
            Backend three = backend(3, pieces)) {
          Map<String, float[]> expected = run(reference, graph, seed);
          Map<String, float[]> actual = run(one, graph, seed);
          Map<String, float[]> again = run(three, graph, seed);
          expected.forEach(
              (name, values) -> {
                String what = name + " of " + c + " channels" + (shortcut ? " with a shortcut" : "");
                double largest = 1;
                for (float value : values) {
                  largest = Math.max(largest, Math.abs(value));
                }
                for (int i = 0; i < values.length; i++) {
                  assertThat((double) actual.get(name)[i]).as(what).isCloseTo(values[i], within(2e-5 * largest));
                }
                assertThat(again.get(name)).as(what).isEqualTo(actual.get(name));
              });
        }
      }
    }
  }
}
