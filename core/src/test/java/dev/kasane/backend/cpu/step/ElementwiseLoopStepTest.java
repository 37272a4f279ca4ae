package dev.kasane.backend.cpu.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.UnaryFunction;
import dev.kasane.plan.Compiler;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Stage;
import dev.kasane.plan.Step;
import dev.kasane.plan.Target;
import dev.kasane.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated loops against the same programs run block by block: the same bits, and nothing else touched. */
@Tag("widths")
class ElementwiseLoopStepTest {

  private static final float[] SPECIAL = {
    0f, -0f, 1f, -1f, 0.5f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 1e-40f, -1e-39f, Float.MAX_VALUE,
    -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 88.72f, 88.73f, -87.3f, -103.9f,
    -104.1f, 3e38f, 0.92f, -0.92f, 4f, 9.1f, 20.5f, 1e-20f, -1e-30f
  };

  private final int lanes = KernelProvider.get().lanes();
  private int loops;

  @BeforeEach
  void vectorsOnly() {
    assumeThat(lanes).as("lanes").isGreaterThan(1);
  }

  private static DoubleSupplier anything(Random random) {
    return () ->
        switch (random.nextInt(4)) {
          case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
          case 1 -> Float.intBitsToFloat(random.nextInt());
          default -> random.nextGaussian() * (random.nextBoolean() ? 1 : 10);
        };
  }

  /** Runs each element-wise step of a graph both ways on the same memory; returns how inputs were read. */
  private Set<Access> check(Graph graph, Target target, Random random, String what) {
    Plan plan = Compiler.compile(graph, target);
    Set<Access> seen = EnumSet.noneOf(Access.class);
    for (Stage stage : plan.stages()) {
      for (Step step : stage.steps()) {
        if (step instanceof Step.Elementwise elementwise) {
          seen.addAll(elementwise.program().access());
          StepRig actual = StepRig.filled(plan, anything(random));
          StepRig expected = actual.copy();
          BoundStep blocks = expected.bind(elementwise, false);
          BoundStep loop = actual.bind(elementwise, true);
          assertThat(blocks.kernel()).isEqualTo("vector blocks");
          assertThat(loop.kernel())
              .containsAnyOf("generated loop, ", "fewer elements", "in a row", "too many", "no whole vectors");
          loops += loop.kernel().startsWith("generated") ? 1 : 0;
          expected.run(stage, blocks);
          actual.run(stage, loop);
          actual.assertSame(expected, what + ": " + elementwise.program());
        }
      }
    }
    return seen;
  }

  /** One piece, and nothing padded. */
  private static Target whole() {
    return new Target(1, 1, 1_000_000, 1 << 20);
  }

  private List<Integer> sizes() {
    return List.of(1, lanes - 1, lanes, lanes + 1, 2 * lanes, 97, 1021, 1024, 2053);
  }

  private void checkVectors(UnaryOperator<List<Node>> outputs, String what) {
    Random random = new Random(7);
    for (int n : sizes()) {
      Graph graph = new Graph();
      List<Node> x = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        x.add(graph.input(name, Shape.of(n)));
      }
      x.add(graph.input("s", Shape.SCALAR));
      x.add(graph.constant(-1.75));
      List<Node> y = outputs.apply(x);
      for (int i = 0; i < y.size(); i++) {
        graph.output("y" + i, y.get(i));
      }
      check(graph, whole(), random, what + " of " + n);
    }
    assertThat(loops).as("generated loops").isPositive();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"SIN", "COS"})
  void unary(UnaryFunction f) {
    checkVectors(x -> List.of(Ops.unary(f, x.get(0))), f.name());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POW")
  void binary(BinaryFunction f) {
    checkVectors(
        x -> List.of(
            Ops.binary(f, x.get(0), x.get(1)),
            Ops.binary(f, x.get(0), x.get(3)),
            Ops.binary(f, x.get(3), x.get(1)),
            Ops.binary(f, x.get(0), x.get(4)),
            Ops.binary(f, x.get(4), x.get(1)),
            Ops.binary(f, x.get(0), x.get(0))),
        f.name());
  }

  @Test
  void select() {
    checkVectors(
        x -> List.of(
            Ops.select(x.get(0), x.get(1), x.get(2)),
            Ops.select(Ops.greater(x.get(0), x.get(3)), Ops.neg(x.get(0)), x.get(0))),
        "select");
  }

  @Test
  void functionsWithoutGeneratedFormKeepTheirBlocks() {
    for (String name : List.of("sin", "cos", "pow")) {
      Node x = Ops.exp(new Graph().input("x", Shape.of(100)));
      Node f =
          switch (name) {
            case "sin" -> Ops.sin(x);
            case "cos" -> Ops.cos(x);
            default -> Ops.pow(x, Ops.relu(x));
          };
      assertThat(kernelOf(Ops.relu(f))).isEqualTo("vector blocks: " + name + " has no generated form");
    }
  }

  private static String kernelOf(Node y) {
    y.graph().output("y", y);
    Plan plan = Compiler.compile(y.graph(), whole());
    Step.Elementwise step = (Step.Elementwise) plan.stages().getFirst().steps().getFirst();
    return StepRig.filled(plan, () -> 1).bind(step, true).kernel();
  }

  @Test
  void aProgramNotWorthALoopKeepsItsBlocks() {
    Node x = new Graph().input("x", Shape.of(100));
    assertThat(kernelOf(Ops.tanh(Ops.tanh(x)))).isEqualTo("vector blocks: too many operations in a row for one loop");

    Graph wide = new Graph();
    Node sum = wide.input("x", Shape.of(100));
    for (int i = 0; i < 13; i++) {
      sum = Ops.add(sum, Ops.tanh(wide.input("x" + i, Shape.of(100))));
    }
    assertThat(kernelOf(sum)).isEqualTo("vector blocks: too many operations for one loop");

    assertThat(kernelOf(Ops.exp(new Graph().input("x", Shape.of(lanes - 1)))))
        .isEqualTo("vector blocks: fewer elements than a vector");
  }

  @Test
  void aDeepProgramThatIsWideIsOneLoop() {
    Graph graph = new Graph();
    List<Node> gates = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      gates.add(graph.input("gate" + i, Shape.of(100)));
    }
    Node kept = Ops.mul(Ops.sigmoid(gates.get(0)), graph.input("cell", Shape.of(100)));
    Node cell = Ops.add(kept, Ops.mul(Ops.sigmoid(gates.get(1)), Ops.tanh(gates.get(2))));
    assertThat(kernelOf(Ops.mul(Ops.sigmoid(gates.get(3)), Ops.tanh(cell))))
        .isEqualTo("generated loop, 9 operations");
    assertThat(kernelOf(Ops.gelu(new Graph().input("x", Shape.of(100))))).startsWith("generated loop");
  }

  /** Operands of all kinds, rows of all lengths: whole vectors and not, one and many. */
  private Graph mixed(Random random, int rows, int cols, boolean batch) {
    Graph graph = new Graph();
    List<Node> pool = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Shape shape = Shape.of(rows, cols);
      pool.add(batch ? graph.batchInput("x" + i, shape) : graph.input("x" + i, shape));
    }
    pool.add(graph.variable("row", Shape.of(cols)));
    pool.add(graph.variable("row2", Shape.of(1, cols)));
    Shape column = Shape.of(rows, 1);
    pool.add(batch ? graph.batchInput("column", column) : graph.input("column", column));
    pool.add(graph.input("scalar", Shape.SCALAR));
    pool.add(graph.constant(random.nextGaussian()));
    UnaryFunction[] unary = UnaryFunction.values();
    BinaryFunction[] binary = BinaryFunction.values();
    int operations = random.nextInt(1, 12);
    for (int i = 0; i < operations; i++) {
      Node x = pool.get(random.nextInt(pool.size()));
      Node y = pool.get(random.nextInt(pool.size()));
      Node z = pool.get(random.nextInt(3));
      pool.add(
          switch (random.nextInt(5)) {
            case 0 -> Ops.unary(unary[random.nextInt(UnaryFunction.SIN.ordinal())], z);
            case 1 -> Ops.select(x, z, y);
            default -> {
              BinaryFunction f = binary[random.nextInt(binary.length)];
              yield Ops.binary(f == BinaryFunction.POW ? BinaryFunction.MUL : f, z, random.nextBoolean() ? x : y);
            }
          });
    }
    for (int i = pool.size() - operations; i < pool.size(); i++) {
      if (i == pool.size() - 1 || random.nextInt(3) == 0) {
        graph.output("y" + i, pool.get(i));
      }
    }
    return graph;
  }

  @Test
  void operandsByRowAndColumn() {
    long seed = System.nanoTime();
    System.out.println("ElementwiseLoopStepTest seed " + seed);
    Random random = new Random(seed);
    int[] lengths = {1, 2, 3, 5, 7, lanes, 2 * lanes, 3 * lanes, 5 * lanes, 9 * lanes, lanes + 1, 67, 131, 1031};
    Set<Access> seen = EnumSet.noneOf(Access.class);
    for (int round = 0; round < 150; round++) {
      int cols = lengths[random.nextInt(lengths.length)];
      int rows = random.nextInt(1, 4000 / cols + 2);
      boolean batch = random.nextBoolean();
      // rows without padding are those of a target of one lane
      Target target =
          new Target(random.nextBoolean() ? lanes : 1, random.nextInt(1, 5), 1, random.nextBoolean() ? 4 : 1 << 16);
      String what = "seed " + seed + ", round " + round + ", " + rows + " rows of " + cols;
      seen.addAll(check(mixed(random, rows, cols, batch), target, random, what));
    }
    assertThat(seen).contains(Access.FULL, Access.ROW, Access.COLUMN, Access.SCALAR);
    assertThat(loops).as("generated loops").isGreaterThan(100);
  }

  /** Sums of rows of up to four values at once, which are stored too or not. */
  @Test
  void sumsOfRows() {
    Random random = new Random(21);
    int[] lengths = {1, 3, lanes - 1, lanes, 2 * lanes, 4 * lanes, 5 * lanes, 9 * lanes, 67, 2048 + 2 * lanes};
    for (int cols : lengths) {
      for (int sums = 1; sums <= 4; sums++) {
        Graph graph = new Graph();
        int samples = random.nextInt(1, 9);
        int rows = random.nextInt(1, 1 + 6000 / samples / cols + 3);
        Node x = graph.batchInput("x", Shape.of(samples, rows, cols));
        Node value = Ops.sub(x, graph.variable("row", Shape.of(cols)));
        for (int i = 0; i < sums; i++) {
          graph.output("sum" + i, Ops.sum(value, 0, 1));
          if (random.nextBoolean()) {
            graph.output("value" + i, value);
          }
          value = i % 2 == 0 ? Ops.relu(value) : Ops.add(value, x);
        }
        Target target = new Target(random.nextBoolean() ? lanes : 1, random.nextInt(1, 4), 1, 1 << 12);
        Plan plan = Compiler.compile(graph, target);
        String last = sums == 1 ? ", sum" : sums + " sums";
        assertThat(plan.stages().stream().flatMap(stage -> stage.steps().stream()))
            .anyMatch(step -> step.label().contains(last));
        check(graph, target, random, sums + " sums of " + samples + " x " + rows + " rows of " + cols);
      }
    }
    assertThat(loops).as("generated loops").isGreaterThan(10);
  }

  /** Weights updated with the sum of their gradients over the pieces, two of them at once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 19})
  void partialValues(int pieces) {
    Random random = new Random(pieces);
    for (int cols : new int[] {1, 5, lanes, 33, 3 * lanes}) {
      for (int rows : new int[] {1, 3, 41}) {
        Graph graph = new Graph();
        Node weights = graph.variable("weights", Shape.of(rows, cols));
        Node moment = graph.variable("moment", Shape.of(rows, cols));
        Node gradient = Ops.sum(graph.batchInput("x", Shape.of(64, rows, cols)), 0);
        Node next = Ops.add(Ops.mul(moment, 0.9), Ops.mul(gradient, 0.1));
        graph.update(moment, next);
        Node rate = graph.input("rate", Shape.SCALAR);
        graph.update(weights, Ops.sub(weights, Ops.mul(rate, Ops.div(next, Ops.sqrt(Ops.abs(gradient))))));
        Target target = new Target(random.nextBoolean() ? lanes : 1, pieces, 1, 1 << 16);
        Set<Access> seen = check(graph, target, random, rows + " x " + cols);
        assertThat(seen).contains(Access.PARTIALS);
      }
    }
  }

  @Test
  void allocatesNothingOnceCompiled() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(50, 3, 2 * lanes + 1));
    Node y = Ops.tanh(Ops.add(x, graph.variable("bias", Shape.of(2 * lanes + 1))));
    graph.output("y", y);
    graph.output("z", Ops.mul(Ops.sigmoid(x), Ops.greater(y, 0.5)));
    Plan plan = Compiler.compile(graph, new Target(1, 1, 1_000_000, 1 << 16));
    Stage stage = plan.stages().getFirst();
    StepRig rig = StepRig.filled(plan, () -> 0.25);
    BoundStep step = rig.bind((Step.Elementwise) stage.steps().getFirst(), true);
    assertThat(step.kernel()).isEqualTo("generated loop, 5 operations");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + 120_000_000_000L;
    long allocated;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 300; i++) {
        rig.run(stage, step);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    } while (allocated > 0 && System.nanoTime() < end);
    assertThat(allocated).as("bytes in 300 runs").isZero();
  }
}
