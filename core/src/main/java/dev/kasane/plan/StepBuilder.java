package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.plan.Step.Split;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns groups of nodes into steps over buffers. */
final class StepBuilder {

  private final Graph graph;
  private final BatchAxis axis;
  private final Draft draft;
  private final WindowSteps windows;
  private final Map<Node, Set<Group>> readers = new HashMap<>();
  private final Map<Node, Node> deviations;

  StepBuilder(Graph graph, BatchAxis axis, Draft draft) {
    this.graph = graph;
    this.axis = axis;
    this.draft = draft;
    this.windows = new WindowSteps(graph, draft);
    this.deviations = Deviations.pairs(graph);
  }

  void addGroups(List<Group> groups, LossSites losses) {
    for (Group group : groups) {
      group.inputs().forEach(node -> readers.computeIfAbsent(node, key -> identitySet()).add(group));
    }
    for (Group group : groups) {
      LossSite loss = losses.of(group.nodes().getFirst());
      if (loss != null) {
        addLoss(loss);
      } else if (group.elementwise()) {
        addElementwise(group);
      } else {
        addSingle(group.nodes().getFirst());
      }
    }
  }

  private static Set<Group> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void addSingle(Node node) {
    switch (node.op()) {
      case Op.Input input -> draft.leaf(node, input.name(), Buffer.Space.INPUT, axis.batch(node));
      case Op.Variable variable -> draft.leaf(node, variable.path(), Buffer.Space.VARIABLE, false);
      case Op.Constant _ -> draft.leaf(node, "", Buffer.Space.CONSTANT, false);
      case Op.Reshape _ -> addReshape(node);
      case Op.Reduce _ when deviations.containsKey(node) -> addMoments(node);
      default -> {
        if (!windows.add(node)) {
          draft.addPrimitive(node, node.inputs().stream().map(draft::whole).toList());
        }
      }
    }
  }

  private void addLoss(LossSite loss) {
    List<Operand> inputs = new ArrayList<>(List.of(draft.whole(loss.logits()), draft.whole(loss.target())));
    if (loss.share() != null) {
      inputs.add(draft.whole(loss.share()));
    }
    boolean batch = axis.batch(loss.loss());
    List<Operand> outputs = new ArrayList<>();
    for (Node node : loss.results()) {
      Operand output = draft.fresh(node.shape(), batch);
      draft.put(node, output);
      outputs.add(output);
    }
    draft.add(
        new Step.CrossEntropy(
            List.copyOf(inputs), List.copyOf(outputs), loss.indices(), loss.negated(), loss.gradient() != null,
            loss.probabilities() != null, batch ? Split.BATCH : Split.GLOBAL, loss.loss().scope(), Flops.of(loss)));
  }

  /** A sum and the squared deviations that go with it are one step, whichever of them is wanted first. */
  private void addMoments(Node node) {
    if (draft.has(node)) {
      return;
    }
    boolean first = node.op() instanceof Op.Reduce reduce && reduce.function() == ReduceFunction.SUM;
    Node other = Objects.requireNonNull(deviations.get(node));
    Operand x = draft.whole(node.input(0));
    Operand sum = draft.partial(node.shape());
    Operand deviation = draft.partial(Shape.of(2, node.shape().last()));
    Operand whole = draft.fresh(node.shape(), false);
    draft.put(first ? node : other, sum);
    draft.put(first ? other : node, whole);
    draft.add(new Step.Moments(x, sum, deviation, node.scope()));
    draft.add(new Step.CombineDeviation(sum, deviation, whole, x.layout().rows(), node.scope()));
  }

  private void addReshape(Node node) {
    Operand x = draft.whole(node.input(0));
    Layout layout = draft.layout(node.shape(), axis.batch(node));
    if (x.layout().sameMemory(layout)) {
      draft.put(node, new Operand(x.buffer(), layout));
    } else {
      draft.addPrimitive(node, List.of(x));
    }
  }

  // ---- element-wise groups ----

  private void addElementwise(Group group) {
    Node value = group.nodes().getFirst();
    Split split = axis.split(value.id());
    Layout layout = draft.layout(value.shape(), split == Split.BATCH);
    ElementwiseGroup program = new ElementwiseGroup(value.shape(), layout);
    for (Node node : group.nodes()) {
      if (node.op() instanceof Op.Reduce) {
        Operand sum = draft.partial(node.shape());
        draft.put(node, sum);
        program.addSum(node.input(0), sum);
        continue;
      }
      for (Node input : node.inputs()) {
        if (!program.knows(input)) {
          program.addInput(input, elementwiseInput(input, group, split, layout));
        }
      }
      program.addInstruction(node);
      if (!group.again().contains(node) && neededOutside(node, group)) {
        Operand output = draft.fresh(node.shape(), split == Split.BATCH);
        draft.put(node, output);
        program.addOutput(node, output);
      }
    }
    draft.add(program.step(split, group.nodes().getLast().scope()));
  }

  /** Where a group finds an input, in rows as far apart as the group's. */
  private Operand elementwiseInput(Node input, Group group, Split split, Layout layout) {
    Operand operand = draft.operand(input);
    if (operand.buffer().space() == Buffer.Space.PARTIAL) {
      // the group sums the pieces itself if nobody else wants the sum
      boolean alone =
          split == Split.GLOBAL
              && operand.layout().equals(layout)
              && !draft.isCombined(input)
              && !neededOutside(input, group);
      operand = alone ? operand : draft.whole(input);
    }
    return switch (Broadcasting.kind(input.shape(), layout.shape())) {
      case FULL -> draft.repacked(operand, layout, input.scope());
      case SUFFIX -> draft.repacked(operand, new Layout(input.shape(), layout.pitch()), input.scope());
      case SCALAR, COLUMN -> draft.whole(input);
      case OTHER -> throw new IllegalStateException("not lowered: " + input + " for shape " + layout.shape());
    };
  }

  private boolean neededOutside(Node node, Group group) {
    return graph.outputs().containsValue(node)
        || graph.updates().containsValue(node)
        || readers.getOrDefault(node, Set.of()).stream().anyMatch(reader -> reader != group);
  }

  /** Into how many pieces the batch is cut: enough for every thread, none too small to be worth a thread's while. */
  static int pieces(Graph graph, BatchAxis axis, Target target) {
    long flops = 0;
    for (Node node : graph.nodes()) {
      if (axis.split(node.id()) != Split.GLOBAL) {
        flops += Flops.of(node);
      }
    }
    long useful = Math.max(1, flops / target.pieceFlops());
    return (int) Math.min(Math.max(1, axis.samples()), Math.min(useful, target.maxPieces()));
  }
}
