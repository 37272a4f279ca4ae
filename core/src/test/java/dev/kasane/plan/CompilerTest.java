package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The structure of plans: what is fused, what is split, what meets when. */
class CompilerTest {

  private static final Target TARGET = new Target(16, 8, 10_000, 64 * 1024);

  /** Convolution, pooling and a dense layer with one Adam-like update each: the shape of most image networks. */
  private static Plan smallNetwork(int samples) {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(samples, 12, 12, 1));
    Node target = graph.batchInput("target", Shape.of(samples, 10));
    Node rate = graph.input("rate", Shape.SCALAR);
    Node kernel = graph.variable("kernel", Shape.of(3, 3, 1, 16));
    Node bias = graph.variable("bias", Shape.of(16));
    Node dense = graph.variable("dense", Shape.of(400, 10));
    Node image = Ops.relu(Ops.add(Ops.conv2d(x, kernel, Window2d.valid(3, 3, 1, 1), 1), bias));
    Node pooled = Ops.reshape(Ops.maxPool2d(image, Window2d.valid(2, 2, 2, 2)), Shape.of(samples, 400));
    Node loss = Ops.mean(Ops.neg(Ops.sum(Ops.mul(target, Ops.logSoftmax(Ops.matMul(pooled, dense))), 1)));
    graph.output("loss", loss);
    List<Node> parameters = List.of(kernel, bias, dense);
    List<Node> gradients = Gradients.of(loss, parameters);
    for (int i = 0; i < parameters.size(); i++) {
      Node parameter = parameters.get(i);
      Node slot = graph.variable("slot" + i, parameter.shape());
      Node mean = Ops.add(Ops.mul(slot, 0.9), Ops.mul(gradients.get(i), 0.1));
      graph.update(slot, mean);
      graph.update(parameter, Ops.sub(parameter, Ops.mul(mean, rate)));
    }
    return Compiler.compile(graph, TARGET);
  }

  @Test
  void oneWalkOverTheBatchDoesForwardAndBackward() {
    Plan plan = smallNetwork(32);
    assertThat(plan.stages().stream().filter(Stage::batch)).hasSize(1);
    assertThat(plan.pieces()).isEqualTo(8);
    assertThat(plan.pieceStart(8)).isEqualTo(32);
  }

  @Test
  void piecesDifferByOneSampleAndTheLargerComeFirst() {
    Plan plan = smallNetwork(29);
    int[] sizes = IntStream.range(0, plan.pieces()).map(i -> plan.pieceStart(i + 1) - plan.pieceStart(i)).toArray();
    assertThat(sizes).containsExactly(4, 4, 4, 4, 4, 3, 3, 3);
    assertThat(plan.pieceStart(0)).isZero();
  }

  @Test
  void anUpdateIsOneStepThatSumsThePiecesAndWritesInPlace() {
    Plan plan = smallNetwork(32);
    List<Step> updates =
        allSteps(plan).stream()
            .filter(step -> step.outputs().stream().anyMatch(out -> out.buffer().space() == Buffer.Space.VARIABLE))
            .toList();
    assertThat(updates).hasSize(3);
    assertThat(updates)
        .allSatisfy(
            step -> {
              boolean dense = step.inputs().stream().anyMatch(in -> in.buffer().name().equals("dense"));
              // a gradient as large as the values it is made of is one product over the whole batch, and its update
              // goes over each part of it at once
              assertThat(step instanceof Step.ProductThen).isEqualTo(dense);
              Step.Elementwise update =
                  step instanceof Step.ProductThen joined ? joined.after() : (Step.Elementwise) step;
              assertThat(update.outputs()).hasSize(2);
              assertThat(update.program().access().contains(ElementwiseProgram.Access.PARTIALS)).isEqualTo(!dense);
            });
    assertThat(allSteps(plan)).noneMatch(step -> step instanceof Step.Copy || step instanceof Step.Combine);
  }

  @Test
  void biasAndActivationAreOnePassAndTheMaskIsComputedWhereItIsRead() {
    Plan plan = smallNetwork(32);
    assertThat(partsOfAllSteps(plan)).contains("add+relu", "greater+mul, sum").doesNotContain("greater");
  }

  @Test
  void aConvolutionIsOneStepWithItsPoolingAndOneOnTheWayBack() {
    assertThat(allSteps(smallNetwork(32)))
        .extracting(Step::label)
        .contains(
            "conv2d + argmaxPool2d + add+relu", "greater+mul, sum + unpool2d + conv2dKernelGrad");
  }

  /** Labels, those of the steps within chains instead of the chains'. */
  private static List<String> partsOfAllSteps(Plan plan) {
    return allSteps(plan).stream()
        .flatMap(step -> step instanceof Step.Chain chain ? chain.steps().stream() : Stream.of(step))
        .map(Step::label)
        .toList();
  }

  @Test
  void rowsArePaddedToWholeVectorsUnlessThatDoublesThem() {
    assertThat(TARGET.pitch(10)).isEqualTo(16);
    assertThat(TARGET.pitch(8)).isEqualTo(16);
    assertThat(TARGET.pitch(7)).isEqualTo(7);
    assertThat(TARGET.pitch(16)).isEqualTo(16);
    assertThat(TARGET.pitch(17)).isEqualTo(32);
    assertThat(TARGET.pitch(1)).isEqualTo(1);
  }

  @Test
  void reshapingCopiesOnlyIfRowsAreFurtherApartThanLong() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(4, 2, 10));
    graph.output("padded", Ops.neg(Ops.reshape(x, Shape.of(4, 20))));
    Node y = graph.batchInput("y", Shape.of(4, 2, 16));
    graph.output("packed", Ops.neg(Ops.reshape(y, Shape.of(4, 32))));
    assertThat(allSteps(Compiler.compile(graph, TARGET))).extracting(Step::label).containsOnlyOnce("reshape");
  }

  @Test
  void aTileHasEnoughRowsForItsProductsEvenIfItLeavesTheCache() {
    assertThat(tileRows(steps(64, 1))).isEqualTo(16);
    // many rows a sample use the weights well enough: the tile stays in the cache
    assertThat(tileRows(steps(64, 32))).isLessThan(4);
  }

  /** Products one after the other, each with {@code rows} rows a sample, all of which are kept. */
  private static Plan steps(int samples, int rows) {
    Graph graph = new Graph();
    Node x = Ops.reshape(graph.batchInput("x", Shape.of(samples, rows, 128)), Shape.of(samples * rows, 128));
    Node sum = x;
    Node h = x;
    for (int i = 0; i < 20; i++) {
      h = Ops.tanh(Ops.matMul(h, graph.variable("w" + i, Shape.of(128, 128))));
      sum = Ops.matMul(h, graph.variable("v" + i, Shape.of(128, 128)));
    }
    Node loss = Ops.mean(Ops.mul(sum, sum));
    Gradients.of(loss, List.of(x)).forEach(gradient -> graph.output("gradient", gradient));
    return Compiler.compile(graph, new Target(16, 2, 10_000, 64 * 1024));
  }

  private static int tileRows(Plan plan) {
    return plan.stages().stream().mapToInt(Stage::tileRows).max().orElseThrow();
  }

  @Test
  void theSamePlanWhateverTheMachineDoes() {
    assertThat(smallNetwork(17).toString()).isEqualTo(smallNetwork(17).toString());
  }

  @Test
  void printsStagesStepsAndTotals() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(4, 3));
    Node w = graph.variable("w", Shape.of(3, 10));
    graph.output("y", graph.inScope("dense_1", () -> Ops.relu(Ops.matMul(x, w))));
    assertThat(Compiler.compile(graph, TARGET).toString().replaceAll(" +", " "))
        .isEqualTo(
            """
            stage 1: batch of 4 in 1 pieces, 4 samples at a time
             matMul l2 (4, 10)/16 256 B 240 <- x, w [dense_1]
             relu g3 (4, 10)/16 256 B 40 <- l2 [dense_1]
            total: 2 steps, 280 FLOPs, 256 B shared, 256 B per worker
            """);
  }

  private static List<Step> allSteps(Plan plan) {
    return plan.stages().stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  @Test
  void aConvolutionToFewFiltersComputesWholeVectorsAndIsRepacked() {
    Graph graph = new Graph();
    Node x = graph.batchInput("x", Shape.of(4, 12, 12, 3));
    Node kernel = graph.variable("kernel", Shape.of(3, 3, 3, 5));
    Node y = Ops.conv2d(x, kernel, Window2d.valid(3, 3, 1, 1), 1);
    graph.output("y", y);
    graph.output("dKernel", Gradients.of(Ops.sum(Ops.square(y)), List.of(kernel)).getFirst());
    List<Step> parts =
        allSteps(Compiler.compile(graph, TARGET)).stream()
            .flatMap(step -> step instanceof Step.Chain chain ? chain.steps().stream() : Stream.of(step))
            .toList();
    for (String label : List.of("conv2d", "conv2dKernelGrad")) {
      Step step = parts.stream().filter(part -> part.label().equals(label)).findFirst().orElseThrow();
      assertThat(step.outputs().getFirst().layout().pitch()).as(label).isEqualTo(TARGET.lanes());
      assertThat(step.inputs().get(1).layout().pitch()).as(label).isEqualTo(TARGET.lanes());
    }
    assertThat(parts).extracting(Step::label).contains("reshape");
  }
}
