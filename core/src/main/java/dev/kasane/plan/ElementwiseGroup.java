package dev.kasane.plan;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects the nodes of one element-wise group and writes their program. */
final class ElementwiseGroup {

  private final Shape shape;
  private final Layout layout;
  private final Map<Node, Integer> inputs = new HashMap<>();
  private final Map<Node, Integer> results = new HashMap<>();
  private final List<Access> access = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();
  private final List<Node> code = new ArrayList<>();
  private final List<Node> stored = new ArrayList<>();
  private final List<Operand> outputs = new ArrayList<>();
  private final List<Node> summed = new ArrayList<>();
  private final List<Operand> sums = new ArrayList<>();
  private int cols;

  ElementwiseGroup(Shape shape, Layout layout) {
    this.shape = shape;
    this.layout = layout;
  }

  /** Whether a node is an input or was computed. */
  boolean knows(Node node) {
    return inputs.containsKey(node) || results.containsKey(node);
  }

  void addInput(Node node, Operand operand) {
    inputs.put(node, inputs.size());
    operands.add(operand);
    access.add(
        switch (Broadcasting.kind(node.shape(), shape)) {
          case FULL -> operand.buffer().space() == Buffer.Space.PARTIAL ? Access.PARTIALS : Access.FULL;
          case SCALAR -> Access.SCALAR;
          case SUFFIX -> {
            cols = operand.layout().size();
            yield Access.ROW;
          }
          case COLUMN -> {
            cols = layout.pitch();
            yield Access.COLUMN;
          }
          case OTHER -> throw new IllegalStateException("not lowered: " + node);
        });
  }

  void addInstruction(Node node) {
    results.put(node, code.size());
    code.add(node);
  }

  void addOutput(Node node, Operand operand) {
    stored.add(node);
    outputs.add(operand);
  }

  /** Sums up the rows of a node's value, one sum for each piece of the batch. */
  void addSum(Node node, Operand operand) {
    summed.add(node);
    sums.add(operand);
    cols = layout.pitch();
  }

  Step.Elementwise step(Step.Split split, String scope) {
    List<Instruction> instructions = code.stream().map(this::instruction).toList();
    List<Integer> registers = stored.stream().map(this::register).toList();
    List<Integer> added = summed.stream().map(this::register).toList();
    ElementwiseProgram program = new ElementwiseProgram(List.copyOf(access), instructions, registers, added, cols);
    long flops = Stream.concat(code.stream(), summed.stream()).mapToLong(Flops::of).sum();
    List<Operand> results = Stream.concat(outputs.stream(), sums.stream()).toList();
    return new Step.Elementwise(program, layout, List.copyOf(operands), results, split, scope, flops);
  }

  private Instruction instruction(Node node) {
    int[] r = node.inputs().stream().mapToInt(this::register).toArray();
    return switch ((Op.Elementwise) node.op()) {
      case Op.Unary unary -> new Instruction.Unary(unary.function(), r[0]);
      case Op.Binary binary -> new Instruction.Binary(binary.function(), r[0], r[1]);
      case Op.Select _ -> new Instruction.Select(r[0], r[1], r[2]);
    };
  }

  /** Inputs come first, then results in order. */
  private int register(Node node) {
    Integer input = inputs.get(node);
    return input != null ? input : inputs.size() + results.getOrDefault(node, -1);
  }
}
