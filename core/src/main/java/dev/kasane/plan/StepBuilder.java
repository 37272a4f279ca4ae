package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.plan.Step.Split;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns groups of nodes into steps over buffers. */
final class StepBuilder {

  private final Graph graph;
  private final BatchAxis axis;
  private final Target target;
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Node, Operand> operands = new HashMap<>();
  private final Map<Node, Operand> combined = new HashMap<>();
  private final Map<Node, Operand> transposedKernels = new HashMap<>();
  private final Map<Node, Operand> winogradForwards = new HashMap<>();
  private final Map<Node, Operand> winogradBackwards = new HashMap<>();
  private final WideRows wideRows;
  private final Map<Operand, Operand> wideOperands = new HashMap<>();
  private final Map<Pooling, Operand> places = new HashMap<>();
  private final Map<Node, List<Node>> users = new HashMap<>();
  private final Map<Node, Set<Group>> readers = new HashMap<>();
  private final Map<Node, Node> deviations;

  StepBuilder(Graph graph, BatchAxis axis, Target target) {
    this.graph = graph;
    this.axis = axis;
    this.target = target;
    this.wideRows = new WideRows(target);
    this.deviations = Deviations.pairs(graph);
    for (Node node : graph.nodes()) {
      node.inputs().forEach(input -> users.computeIfAbsent(input, key -> new ArrayList<>()).add(node));
    }
  }

  List<Buffer> buffers() {
    return buffers;
  }

  List<Step> steps() {
    return steps;
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

  /** Where the value of a node is found when it is whole. */
  Operand whole(Node node) {
    Operand operand = operand(node);
    if (operand.buffer().space() != Buffer.Space.PARTIAL) {
      return operand;
    }
    return combined.computeIfAbsent(
        node,
        key -> {
          Operand sum = new Operand(buffer("", operand.layout(), 0, Buffer.Space.GLOBAL, null), operand.layout());
          steps.add(new Step.Combine(operand, sum, node.scope()));
          return repacked(sum, layout(node.shape(), false), node.scope());
        });
  }

  private Operand operand(Node node) {
    return Objects.requireNonNull(operands.get(node), () -> "used before it was built: " + node);
  }

  /** A new buffer that begins in global memory; the memory plan may move it. */
  Operand fresh(Shape shape, boolean batch) {
    Layout layout = layout(shape, batch);
    return new Operand(buffer("", layout, batch ? axis.samples() : 0, Buffer.Space.GLOBAL, null), layout);
  }

  private void addSingle(Node node) {
    switch (node.op()) {
      case Op.Input input ->
          leaf(node, input.name(), Buffer.Space.INPUT, axis.batch(node));
      case Op.Variable variable -> leaf(node, variable.path(), Buffer.Space.VARIABLE, false);
      case Op.Constant _ -> leaf(node, "", Buffer.Space.CONSTANT, false);
      case Op.Reshape _ -> addReshape(node);
      case Op.Reduce _ when deviations.containsKey(node) -> addMoments(node);
      case Op.Conv2d _ when target.winograd().takes(node) ->
          addWinograd(node, whole(node.input(0)), winogradKernel(whole(node.input(1)), node.input(1), false));
      case Op.Conv2dInputGrad _ when target.winograd().takes(node) ->
          addWinograd(
              node, whole(node.input(1)), winogradKernel(transposedKernel(node.input(0)), node.input(0), true));
      case Op.Conv2dKernelGrad _ when target.winograd().takes(node) -> addWinogradKernelGrad(node);
      case Op.Conv2d _, Op.Conv2dInputGrad _, Op.Conv2dKernelGrad _ when wideRows.takes(node) -> addWide(node);
      case Op.Conv2dInputGrad grad when !grad.depthwise() ->
          addPrimitive(node, List.of(transposedKernel(node.input(0)), whole(node.input(1))));
      case Op.MaxPool2d pool when gradientFollows(node, pool) -> addArgmaxPool(node, pool);
      case Op.MaxPool2dGrad grad when places.containsKey(pooling(node, grad)) -> addUnpool(node, grad);
      default -> addPrimitive(node, node.inputs().stream().map(this::whole).toList());
    }
  }

  private void addLoss(LossSite loss) {
    List<Operand> inputs = new ArrayList<>(List.of(whole(loss.logits()), whole(loss.target())));
    if (loss.share() != null) {
      inputs.add(whole(loss.share()));
    }
    boolean batch = axis.batch(loss.loss());
    List<Operand> outputs = new ArrayList<>();
    for (Node node : loss.results()) {
      Operand output = fresh(node.shape(), batch);
      operands.put(node, output);
      outputs.add(output);
    }
    steps.add(
        new Step.CrossEntropy(
            List.copyOf(inputs), List.copyOf(outputs), loss.indices(), loss.negated(), loss.gradient() != null,
            loss.probabilities() != null, batch ? Split.BATCH : Split.GLOBAL, loss.loss().scope(), Flops.of(loss)));
  }

  /** A sum and the squared deviations that go with it are one step, whichever of them is wanted first. */
  private void addMoments(Node node) {
    if (operands.containsKey(node)) {
      return;
    }
    boolean first = node.op() instanceof Op.Reduce reduce && reduce.function() == ReduceFunction.SUM;
    Node other = Objects.requireNonNull(deviations.get(node));
    Operand x = whole(node.input(0));
    Operand sum = partial(node.shape());
    Operand deviation = partial(Shape.of(2, node.shape().last()));
    Operand whole = fresh(node.shape(), false);
    operands.put(first ? node : other, sum);
    operands.put(first ? other : node, whole);
    steps.add(new Step.Moments(x, sum, deviation, node.scope()));
    steps.add(new Step.CombineDeviation(sum, deviation, whole, x.layout().rows(), node.scope()));
  }

  private void leaf(Node node, String name, Buffer.Space space, boolean batch) {
    Layout layout = layout(node.shape(), batch);
    operands.put(node, new Operand(buffer(name, layout, batch ? axis.samples() : 0, space, node), layout));
  }

  private void addReshape(Node node) {
    Operand x = whole(node.input(0));
    Layout layout = layout(node.shape(), axis.batch(node));
    if (x.layout().sameMemory(layout)) {
      operands.put(node, new Operand(x.buffer(), layout));
    } else {
      addPrimitive(node, List.of(x));
    }
  }

  private void addPrimitive(Node node, List<Operand> inputs) {
    Split split = axis.split(node.id());
    Operand output =
        switch (split) {
          case BATCH -> fresh(node.shape(), true);
          case GLOBAL -> fresh(node.shape(), false);
          case PARTIAL -> partial(node.shape());
        };
    operands.put(node, output);
    steps.add(new Step.Primitive(node.op(), inputs, output, split, node.scope(), Flops.of(node)));
  }

  /** A convolution, or a gradient of one, that computes a whole vector for each pixel of few channels. */
  private void addWide(Node node) {
    Node first = node.input(0);
    Node second = node.input(1);
    List<Operand> inputs =
        node.op() instanceof Op.Conv2dInputGrad
            ? List.of(wide(first, transposedKernel(first)), whole(second))
            : List.of(whole(first), wide(second, whole(second)));
    Split split = axis.split(node.id());
    boolean batch = split == Split.BATCH;
    Layout layout = wideRows.layout(node.shape());
    Buffer.Space space = split == Split.PARTIAL ? Buffer.Space.PARTIAL : Buffer.Space.GLOBAL;
    Operand output = new Operand(buffer("", layout, batch ? axis.samples() : 0, space, null), layout);
    steps.add(new Step.Primitive(node.op(), inputs, output, split, node.scope(), Flops.of(node)));
    operands.put(
        node, split == Split.PARTIAL ? output : repacked(output, layout(node.shape(), batch), node.scope()));
  }

  private Operand wide(Node node, Operand operand) {
    return wideOperands.computeIfAbsent(
        operand, key -> repacked(operand, wideRows.layout(operand.shape()), node.scope()));
  }

  /** A step outside the walk over the batch: it wants many tiles at once, of several images if they are small. */
  private void addWinograd(Node node, Operand x, Operand kernel) {
    Operand output = fresh(node.shape(), axis.split(node.id()) == Split.BATCH);
    operands.put(node, output);
    steps.add(
        new Step.Primitive(
            node.op(), List.of(x, kernel), output, Split.GLOBAL, node.scope(), Flops.of(node), true));
  }

  /** Small kernels have a sum for each piece; large ones are divided instead, so that there is one sum. */
  private void addWinogradKernelGrad(Node node) {
    boolean pieces = axis.split(node.id()) == Split.PARTIAL && Winograd.sumsPieces(node.shape());
    Operand output = pieces ? partial(node.shape()) : fresh(node.shape(), false);
    operands.put(node, output);
    steps.add(
        new Step.Primitive(
            node.op(), List.of(whole(node.input(0)), whole(node.input(1))), output, Split.GLOBAL, node.scope(),
            Flops.of(node), true));
  }

  /** A kernel in Winograd's form, made once for all its users. */
  private Operand winogradKernel(Operand kernel, Node source, boolean backwards) {
    return (backwards ? winogradBackwards : winogradForwards)
        .computeIfAbsent(
            source,
            key -> {
              Shape shape = kernel.shape();
              Operand output = fresh(Shape.of(36, shape.dim(2), shape.dim(3)), false);
              steps.add(new Step.WinogradKernel(kernel, output, backwards, source.scope()));
              return output;
            });
  }

  /** What pooling and its gradient have in common. */
  private record Pooling(Node input, Window2d window) {}

  private static Pooling pooling(Node node, Op.MaxPool2dGrad grad) {
    return new Pooling(node.input(0), grad.window());
  }

  private boolean gradientFollows(Node node, Op.MaxPool2d pool) {
    return users.getOrDefault(node.input(0), List.of()).stream()
        .anyMatch(user -> user.op() instanceof Op.MaxPool2dGrad grad && grad.window().equals(pool.window()));
  }

  private void addArgmaxPool(Node node, Op.MaxPool2d pool) {
    Split split = axis.split(node.id());
    Operand output = fresh(node.shape(), split == Split.BATCH);
    Operand place = fresh(node.shape(), split == Split.BATCH);
    operands.put(node, output);
    places.put(new Pooling(node.input(0), pool.window()), place);
    steps.add(
        new Step.ArgmaxPool(pool.window(), whole(node.input(0)), output, place, split, node.scope(), Flops.of(node)));
  }

  private void addUnpool(Node node, Op.MaxPool2dGrad grad) {
    Split split = axis.split(node.id());
    Operand output = fresh(node.shape(), split == Split.BATCH);
    Operand place = Objects.requireNonNull(places.get(pooling(node, grad)));
    operands.put(node, output);
    steps.add(
        new Step.Unpool(grad.window(), place, whole(node.input(1)), output, split, node.scope(), Flops.of(node)));
  }

  private Operand partial(Shape shape) {
    Layout layout = layout(shape, false);
    return new Operand(buffer("", layout, 0, Buffer.Space.PARTIAL, null), layout);
  }

  /** The kernel as its input gradient wants it, made once for all its users. */
  private Operand transposedKernel(Node kernel) {
    return transposedKernels.computeIfAbsent(
        kernel,
        key -> {
          Shape shape = kernel.shape();
          Operand output = fresh(Shape.of(shape.dim(0), shape.dim(1), shape.dim(3), shape.dim(2)), false);
          Op transpose = new Op.Transpose(List.of(0, 1, 3, 2));
          steps.add(new Step.Primitive(transpose, List.of(whole(kernel)), output, Split.GLOBAL, kernel.scope(), 0));
          return output;
        });
  }

  // ---- element-wise groups ----

  private void addElementwise(Group group) {
    Node value = group.nodes().getFirst();
    Split split = axis.split(value.id());
    Layout layout = layout(value.shape(), split == Split.BATCH);
    ElementwiseGroup program = new ElementwiseGroup(value.shape(), layout);
    for (Node node : group.nodes()) {
      if (node.op() instanceof Op.Reduce) {
        Operand sum = partial(node.shape());
        operands.put(node, sum);
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
        Operand output = fresh(node.shape(), split == Split.BATCH);
        operands.put(node, output);
        program.addOutput(node, output);
      }
    }
    steps.add(program.step(split, group.nodes().getLast().scope()));
  }

  /** Where a group finds an input, in rows as far apart as the group's. */
  private Operand elementwiseInput(Node input, Group group, Split split, Layout layout) {
    Operand operand = operand(input);
    if (operand.buffer().space() == Buffer.Space.PARTIAL) {
      // the group sums the pieces itself if nobody else wants the sum
      boolean alone =
          split == Split.GLOBAL
              && operand.layout().equals(layout)
              && !combined.containsKey(input)
              && !neededOutside(input, group);
      operand = alone ? operand : whole(input);
    }
    return switch (Broadcasting.kind(input.shape(), layout.shape())) {
      case FULL -> repacked(operand, layout, input.scope());
      case SUFFIX -> repacked(operand, new Layout(input.shape(), layout.pitch()), input.scope());
      case SCALAR, COLUMN -> whole(input);
      case OTHER -> throw new IllegalStateException("not lowered: " + input + " for shape " + layout.shape());
    };
  }

  private boolean neededOutside(Node node, Group group) {
    return graph.outputs().containsValue(node)
        || graph.updates().containsValue(node)
        || readers.getOrDefault(node, Set.of()).stream().anyMatch(reader -> reader != group);
  }

  private Operand repacked(Operand operand, Layout wanted, String scope) {
    if (operand.layout().pitch() == wanted.pitch() || operand.layout().rows() == 1 && wanted.rows() == 1
        && operand.layout().size() >= wanted.size()) {
      return operand;
    }
    boolean batch = operand.batch() && wanted.rows() % axis.samples() == 0;
    Operand copy =
        new Operand(buffer("", wanted, batch ? axis.samples() : 0, Buffer.Space.GLOBAL, null), wanted);
    Op reshape = new Op.Reshape(wanted.shape());
    steps.add(new Step.Primitive(reshape, List.of(operand), copy, batch ? Split.BATCH : Split.GLOBAL, scope, 0));
    return copy;
  }

  // ---- updates and outputs ----

  /**
   * Adds what writes new values into variables. Where the step that computes the value can write it in place, it does;
   * the returned edges say which steps must come before which.
   */
  UpdateOrder addUpdates() {
    UpdateOrder order = new UpdateOrder(steps);
    List<Assignment> assignments = new ArrayList<>();
    // copies of variables read them, so they must be there before somebody asks who reads a variable
    graph
        .updates()
        .forEach(
            (variable, value) -> assignments.add(new Assignment(value, detached(whole(value)), operand(variable))));
    List<Assignment> copies = new ArrayList<>();
    for (Assignment assignment : assignments) {
      if (!writeInPlace(order, assignment.value, assignment.from, assignment.to)) {
        copies.add(assignment);
      }
    }
    for (Assignment copy : copies) {
      steps.add(new Step.Copy(copy.from, copy.to, ""));
      order.readersBefore(copy.to.buffer(), steps.size() - 1);
    }
    return order;
  }

  /** What a variable becomes, where that is found, and where the variable is. */
  private record Assignment(Node value, Operand from, Operand to) {}

  private boolean writeInPlace(UpdateOrder order, Node value, Operand from, Operand to) {
    boolean onlyForUpdate =
        steps.stream().noneMatch(step -> step.inputs().stream().anyMatch(in -> in.buffer() == from.buffer()));
    boolean once = graph.updates().values().stream().filter(value::equals).count() == 1;
    if (!onlyForUpdate || !once || graph.outputs().containsValue(value) || !from.layout().equals(to.layout())) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Elementwise step && step.outputs().contains(from)) {
        if (step.split() != Split.GLOBAL || !order.tryReadersBefore(to.buffer(), i)) {
          return false;
        }
        List<Operand> outputs = new ArrayList<>(step.outputs());
        outputs.set(outputs.indexOf(from), to);
        steps.set(
            i,
            new Step.Elementwise(
                step.program(), step.layout(), step.inputs(), outputs, step.split(), step.scope(), step.flops()));
        buffers.remove(from.buffer());
        return true;
      }
    }
    return false;
  }

  /** The operand, or a copy of it if it is memory that an update may change. */
  private Operand detached(Operand operand) {
    if (operand.buffer().space() != Buffer.Space.VARIABLE) {
      return operand;
    }
    Layout layout = operand.layout();
    Operand copy = new Operand(buffer("", layout, 0, Buffer.Space.GLOBAL, null), layout);
    steps.add(new Step.Copy(operand, copy, ""));
    return copy;
  }

  /** Where each output is found after a run. */
  Map<String, Operand> addOutputs() {
    Map<String, Operand> outputs = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (name, node) -> {
              Operand operand = detached(whole(node));
              operand.buffer().pin();
              outputs.put(name, operand);
            });
    return outputs;
  }

  // ---- layouts ----

  private Layout layout(Shape shape, boolean batch) {
    // one number a sample: samples must lie at equal distances, so no padding at the end
    boolean packed = shape.rank() == 0 || batch && shape.rank() == 1;
    return new Layout(shape, packed ? shape.last() : target.pitch(shape.last()));
  }

  private Buffer buffer(String name, Layout layout, int samples, Buffer.Space space, @Nullable Node source) {
    Buffer buffer = new Buffer(buffers.size(), name, layout, samples, space, source);
    buffers.add(buffer);
    return buffer;
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
