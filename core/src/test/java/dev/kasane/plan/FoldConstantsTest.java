package dev.kasane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.autodiff.Gradients;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of numbers is a number before anything runs, and nothing large is made of it. */
class FoldConstantsTest {

  private final Graph graph = new Graph();

  /** The constants that an output is made of after the pass; fails if there is anything but these and broadcasts. */
  private float folded(Node node) {
    graph.output("y", node);
    Node result = Simplify.run(graph).outputs().get("y");
    assertThat(result.shape()).isEqualTo(node.shape());
    Node source = result.op() instanceof Op.BroadcastTo ? result.input(0) : result;
    assertThat(source.op()).isInstanceOf(Op.Constant.class);
    assertThat(source.shape().size()).isEqualTo(1);
    return ((Op.Constant) source.op()).value().data()[0];
  }

  @Test
  void functionsOfNumbers() {
    Node a = graph.constant(3);
    Node b = Ops.broadcastTo(graph.constant(7), Shape.of(4, 1, 5));
    assertThat(folded(Ops.neg(Ops.div(Ops.sub(a, Ops.square(b)), graph.constant(3))))).isEqualTo(-((3f - 49f) / 3f));
  }

  @Test
  void shapesAreKept() {
    Node many = Ops.broadcastTo(graph.constant(0.1), Shape.of(1000, 1000, 1000));
    assertThat(folded(Ops.reshape(Ops.neg(many), Shape.of(1_000_000, 1, 1000)))).isEqualTo(-0.1f);
  }

  @Test
  void oneElementOfAnyRank() {
    assertThat(folded(Ops.reshape(Ops.neg(graph.constant(2)), Shape.of(1, 1)))).isEqualTo(-2);
  }

  @Test
  void theShareOfAMeanIsNoStep() {
    Node x = graph.batchInput("x", Shape.of(20, 3));
    Node w = graph.variable("w", Shape.of(3));
    Node loss = Ops.mean(Ops.neg(Ops.mean(Ops.mul(x, w), 1)));
    graph.output("dw", Gradients.of(loss, List.of(w)).getFirst());
    Plan plan = Compiler.compile(graph, new Target(16, 8, 10_000, 64 * 1024));
    assertThat(plan.stages().getFirst().batch()).as("%s", plan).isTrue();
    assertThat(plan.stages().stream().flatMap(stage -> stage.steps().stream()).map(Step::label))
        .doesNotContain("broadcastTo", "neg");
  }
}
