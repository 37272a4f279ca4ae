package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Step.Split;
import dev.kasane.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the steps of convolutions and of max pooling, in the forms that suit their shapes. */
final class WindowSteps {

  /** What pooling and its gradient have in common. */
  private record Pooling(Node input, Window2d window) {}

  private final Draft draft;
  private final WideRows wideRows;
  private final Set<Pooling> gradients = new HashSet<>();
  private final Map<Pooling, Step.ArgmaxPool> placed = new HashMap<>();
  private final Map<Node, Operand> transposedKernels = new HashMap<>();
  private final Map<Node, Operand> winogradForwards = new HashMap<>();
  private final Map<Node, Operand> winogradBackwards = new HashMap<>();
  private final Map<Operand, Operand> wideOperands = new HashMap<>();

  WindowSteps(Graph graph, Draft draft) {
    this.draft = draft;
    this.wideRows = new WideRows(draft.target());
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.MaxPool2dGrad grad) {
        gradients.add(new Pooling(node.input(0), grad.window()));
      }
    }
  }

  /** Writes the step of a node if it has a form of its own. */
  boolean add(Node node) {
    Winograd winograd = draft.target().winograd();
    switch (node.op()) {
      case Op.Conv2d _ when winograd.takes(node) ->
          addWinograd(node, whole(node, 0), winogradKernel(whole(node, 1), node.input(1), false));
      case Op.Conv2dInputGrad _ when winograd.takes(node) ->
          addWinograd(node, whole(node, 1), winogradKernel(transposedKernel(node.input(0)), node.input(0), true));
      case Op.Conv2dKernelGrad _ when winograd.takes(node) -> addWinogradKernelGrad(node);
      case Op.Conv2d _, Op.Conv2dInputGrad _, Op.Conv2dKernelGrad _ when wideRows.takes(node) -> addWide(node);
      case Op.Conv2dInputGrad grad when !grad.depthwise() ->
          draft.addPrimitive(node, List.of(transposedKernel(node.input(0)), whole(node, 1)));
      case Op.MaxPool2d pool when gradients.contains(new Pooling(node.input(0), pool.window())) ->
          draft.put(node, argmaxPool(node, pool.window(), node.shape()).output());
      case Op.MaxPool2dGrad grad -> addUnpool(node, grad.window());
      default -> {
        return false;
      }
    }
    return true;
  }

  private Operand whole(Node node, int input) {
    return draft.whole(node.input(input));
  }

  /** A convolution, or a gradient of one, that computes a whole vector for each pixel of few channels. */
  private void addWide(Node node) {
    Node first = node.input(0);
    Node second = node.input(1);
    List<Operand> inputs =
        node.op() instanceof Op.Conv2dInputGrad
            ? List.of(wide(first, transposedKernel(first)), draft.whole(second))
            : List.of(draft.whole(first), wide(second, draft.whole(second)));
    Split split = draft.axis().split(node.id());
    boolean batch = split == Split.BATCH;
    Layout layout = wideRows.layout(node.shape());
    Buffer.Space space = split == Split.PARTIAL ? Buffer.Space.PARTIAL : Buffer.Space.GLOBAL;
    Operand output = draft.place(layout, batch ? draft.axis().samples() : 0, space);
    draft.add(new Step.Primitive(node.op(), inputs, output, split, node.scope(), Flops.of(node)));
    Layout wanted = draft.layout(node.shape(), batch);
    draft.put(node, split == Split.PARTIAL ? output : draft.repacked(output, wanted, node.scope()));
  }

  private Operand wide(Node node, Operand operand) {
    return wideOperands.computeIfAbsent(
        operand, key -> draft.repacked(operand, wideRows.layout(operand.shape()), node.scope()));
  }

  /** A step outside the walk over the batch: it wants many tiles at once, of several images if they are small. */
  private void addWinograd(Node node, Operand x, Operand kernel) {
    Operand output = draft.fresh(node.shape(), draft.axis().split(node.id()) == Split.BATCH);
    draft.put(node, output);
    draft.add(
        new Step.Primitive(
            node.op(), List.of(x, kernel), output, Split.GLOBAL, node.scope(), Flops.of(node), true));
  }

  /** Small kernels have a sum for each piece; large ones are divided instead, so that there is one sum. */
  private void addWinogradKernelGrad(Node node) {
    boolean pieces = draft.axis().split(node.id()) == Split.PARTIAL && Winograd.sumsPieces(node.shape());
    Operand output = pieces ? draft.partial(node.shape()) : draft.fresh(node.shape(), false);
    draft.put(node, output);
    draft.add(
        new Step.Primitive(
            node.op(), List.of(whole(node, 0), whole(node, 1)), output, Split.GLOBAL, node.scope(),
            Flops.of(node), true));
  }

  /** A kernel in Winograd's form, made once for all its users. */
  private Operand winogradKernel(Operand kernel, Node source, boolean backwards) {
    return (backwards ? winogradBackwards : winogradForwards)
        .computeIfAbsent(
            source,
            key -> {
              Shape shape = kernel.shape();
              Operand output = draft.fresh(Shape.of(36, shape.dim(2), shape.dim(3)), false);
              draft.add(new Step.WinogradKernel(kernel, output, backwards, source.scope()));
              return output;
            });
  }

  /** Pooling that also says where each maximum was, written for the first of pooling and gradient that comes. */
  private Step.ArgmaxPool argmaxPool(Node node, Window2d window, Shape pooled) {
    Node x = node.input(0);
    return placed.computeIfAbsent(
        new Pooling(x, window),
        key -> {
          boolean batch = draft.axis().batch(x);
          Operand output = draft.fresh(pooled, batch);
          Operand places = draft.fresh(pooled, batch);
          Split split = batch ? Split.BATCH : Split.GLOBAL;
          Step.ArgmaxPool step =
              new Step.ArgmaxPool(window, draft.whole(x), output, places, split, node.scope(), Flops.of(node));
          draft.add(step);
          return step;
        });
  }

  private void addUnpool(Node node, Window2d window) {
    Operand places = argmaxPool(node, window, node.input(1).shape()).places();
    Split split = draft.axis().split(node.id());
    Operand output = draft.fresh(node.shape(), split == Split.BATCH);
    draft.put(node, output);
    draft.add(new Step.Unpool(window, places, whole(node, 1), output, split, node.scope(), Flops.of(node)));
  }

  /** The kernel as its input gradient wants it, made once for all its users. */
  private Operand transposedKernel(Node kernel) {
    return transposedKernels.computeIfAbsent(
        kernel,
        key -> {
          Shape shape = kernel.shape();
          Operand output = draft.fresh(Shape.of(shape.dim(0), shape.dim(1), shape.dim(3), shape.dim(2)), false);
          Op transpose = new Op.Transpose(List.of(0, 1, 3, 2));
          List<Operand> inputs = List.of(draft.whole(kernel));
          draft.add(new Step.Primitive(transpose, inputs, output, Split.GLOBAL, kernel.scope(), 0));
          return output;
        });
  }
}
