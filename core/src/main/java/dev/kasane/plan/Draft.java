package dev.kasane.plan;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.plan.Step.Split;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan that is being written: its steps and buffers so far, and where the value of each node is found. */
final class Draft {

  private final BatchAxis axis;
  private final Target target;
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Node, Operand> operands = new HashMap<>();
  private final Map<Node, Operand> combined = new HashMap<>();

  Draft(BatchAxis axis, Target target) {
    this.axis = axis;
    this.target = target;
  }

  BatchAxis axis() {
    return axis;
  }

  Target target() {
    return target;
  }

  List<Buffer> buffers() {
    return buffers;
  }

  List<Step> steps() {
    return steps;
  }

  void add(Step step) {
    steps.add(step);
  }

  /** Says where the value of a node will be found. */
  void put(Node node, Operand operand) {
    operands.put(node, operand);
  }

  boolean has(Node node) {
    return operands.containsKey(node);
  }

  /** Whether somebody wanted the whole of a value that is a sum for each piece. */
  boolean isCombined(Node node) {
    return combined.containsKey(node);
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
          Operand sum = place(operand.layout(), 0, Buffer.Space.GLOBAL);
          steps.add(new Step.Combine(operand, sum, node.scope()));
          return repacked(sum, layout(node.shape(), false), node.scope());
        });
  }

  Operand operand(Node node) {
    return Objects.requireNonNull(operands.get(node), () -> "used before it was built: " + node);
  }

  /** A new buffer that begins in global memory; the memory plan may move it. */
  Operand fresh(Shape shape, boolean batch) {
    Layout layout = layout(shape, batch);
    return place(layout, batch ? axis.samples() : 0, Buffer.Space.GLOBAL);
  }

  /** A value that is there before a run. */
  void leaf(Node node, String name, Buffer.Space space, boolean batch) {
    Layout layout = layout(node.shape(), batch);
    put(node, new Operand(buffer(name, layout, batch ? axis.samples() : 0, space, node), layout));
  }

  /** A new buffer with a sum for each piece. */
  Operand partial(Shape shape) {
    Layout layout = layout(shape, false);
    return place(layout, 0, Buffer.Space.PARTIAL);
  }

  /** Writes a node as a step that does just that. */
  void addPrimitive(Node node, List<Operand> inputs) {
    Split split = axis.split(node.id());
    Operand output =
        switch (split) {
          case BATCH -> fresh(node.shape(), true);
          case GLOBAL -> fresh(node.shape(), false);
          case PARTIAL -> partial(node.shape());
        };
    put(node, output);
    steps.add(new Step.Primitive(node.op(), inputs, output, split, node.scope(), Flops.of(node)));
  }

  /** The same value in rows as far apart as is wanted: itself, or a copy. */
  Operand repacked(Operand operand, Layout wanted, String scope) {
    if (operand.layout().pitch() == wanted.pitch() || operand.layout().rows() == 1 && wanted.rows() == 1
        && operand.layout().size() >= wanted.size()) {
      return operand;
    }
    boolean batch = operand.batch() && wanted.rows() % axis.samples() == 0;
    Operand copy = place(wanted, batch ? axis.samples() : 0, Buffer.Space.GLOBAL);
    Op reshape = new Op.Reshape(wanted.shape());
    steps.add(new Step.Primitive(reshape, List.of(operand), copy, batch ? Split.BATCH : Split.GLOBAL, scope, 0));
    return copy;
  }

  /** How a value lies unless somebody wants it otherwise. */
  Layout layout(Shape shape, boolean batch) {
    // one number a sample: samples must lie at equal distances, so no padding at the end
    boolean packed = shape.rank() == 0 || batch && shape.rank() == 1;
    return new Layout(shape, packed ? shape.last() : target.pitch(shape.last()));
  }

  /** A new place for a value. */
  Operand place(Layout layout, int samples, Buffer.Space space) {
    return new Operand(buffer("", layout, samples, space, null), layout);
  }

  private Buffer buffer(String name, Layout layout, int samples, Buffer.Space space, @Nullable Node source) {
    Buffer buffer = new Buffer(buffers.size(), name, layout, samples, space, source);
    buffers.add(buffer);
    return buffer;
  }
}
