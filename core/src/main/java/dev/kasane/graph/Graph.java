package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A computation: nodes in an order in which each comes after its inputs, the named outputs, and the updates that are
 * written back to variables when a run has computed everything. Grows only. Not thread-safe.
 */
public final class Graph {

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> inputs = new LinkedHashMap<>();
  private final Map<String, Node> variables = new LinkedHashMap<>();
  private final Map<String, Node> outputs = new LinkedHashMap<>();
  private final Map<Node, Node> updates = new LinkedHashMap<>();
  private String scope = "";

  /**
   * Adds a node and infers its shape.
   *
   * @throws ShapeException if the inputs' shapes do not fit the operation
   * @throws IllegalArgumentException if an input belongs to another graph
   */
  public Node add(Op op, Node... inputNodes) {
    return add(op, List.of(inputNodes));
  }

  /** Adds a node and infers its shape. See {@link #add(Op, Node...)}. */
  public Node add(Op op, List<Node> inputNodes) {
    List<Shape> shapes = new ArrayList<>(inputNodes.size());
    for (Node input : inputNodes) {
      if (input.graph() != this) {
        throw new IllegalArgumentException(op.label() + ": input " + input + " belongs to another graph");
      }
      shapes.add(input.shape());
    }
    Node node = new Node(this, nodes.size(), op, inputNodes, ShapeRules.infer(op, shapes, scope), scope);
    nodes.add(node);
    return node;
  }

  /**
   * A value handed over before each run whose axis 0 counts independent samples.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Node batchInput(String name, Shape shape) {
    return declare(inputs, name, new Op.Input(name, shape, true));
  }

  /** A value handed over before each run that is one thing for the whole batch, such as a learning rate. */
  public Node input(String name, Shape shape) {
    return declare(inputs, name, new Op.Input(name, shape, false));
  }

  /** The variable at a path, made when first asked for. A second request must name the same shape. */
  public Node variable(String path, Shape shape) {
    Node known = variables.get(path);
    if (known == null) {
      return declare(variables, path, new Op.Variable(path, shape));
    }
    if (!known.shape().equals(shape)) {
      throw new ShapeException(
          "Variable " + path + " has shape " + known.shape() + " and was asked for again with shape " + shape);
    }
    return known;
  }

  /** A value known now. The tensor must not change afterwards. */
  public Node constant(Tensor value) {
    return add(new Op.Constant(value));
  }

  /** A number known now, rank 0. */
  public Node constant(double value) {
    return constant(Tensor.scalar((float) value));
  }

  private Node declare(Map<String, Node> names, String name, Op.Leaf leaf) {
    if (names.containsKey(name)) {
      throw new IllegalArgumentException(leaf.label() + " '" + name + "' exists already; choose another name");
    }
    Node node = add(leaf);
    names.put(name, node);
    return node;
  }

  /** Names a value that can be read after a run. */
  public void output(String name, Node node) {
    if (outputs.putIfAbsent(name, node) != null) {
      throw new IllegalArgumentException("Output '" + name + "' exists already; choose another name");
    }
  }

  /**
   * Says what a variable becomes. All reads of the variable within a run see the value from before it.
   *
   * @throws IllegalArgumentException if {@code variable} is none, or is updated already
   * @throws ShapeException if the shapes differ
   */
  public void update(Node variable, Node value) {
    if (!(variable.op() instanceof Op.Variable)) {
      throw new IllegalArgumentException("Only variables can be updated, received " + variable);
    }
    if (!variable.shape().equals(value.shape())) {
      throw new ShapeException(
          "Update of " + variable + ": expected shape " + variable.shape() + ", received " + value.shape());
    }
    if (updates.putIfAbsent(variable, value) != null) {
      throw new IllegalArgumentException("Variable " + variable + " is updated already");
    }
  }

  /** Runs the builder with a name that its nodes carry for messages; scopes nest with a slash. */
  public <T> T inScope(String name, java.util.function.Supplier<T> builder) {
    String outer = scope;
    scope = outer.isEmpty() ? name : outer + "/" + name;
    try {
      return builder.get();
    } finally {
      scope = outer;
    }
  }

  /** The name new nodes carry at present. */
  public String scope() {
    return scope;
  }

  /** All nodes, inputs before users. */
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** Input nodes by name, in order of declaration. */
  public Map<String, Node> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  /** Names of the inputs that count samples, in order of declaration. */
  public List<String> batchInputs() {
    return inputs.values().stream()
        .map(Node::op)
        .filter(op -> op instanceof Op.Input input && input.batch())
        .map(op -> ((Op.Input) op).name())
        .toList();
  }

  /** Variable nodes by path, in order of declaration. */
  public Map<String, Node> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** Output nodes by name, in order of declaration. */
  public Map<String, Node> outputs() {
    return Collections.unmodifiableMap(outputs);
  }

  /** New values by the variable that takes them, in order of declaration. */
  public Map<Node, Node> updates() {
    return Collections.unmodifiableMap(updates);
  }

  /** One node a line, then outputs and updates. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append(node).append('\n'));
    outputs.forEach((name, node) -> text.append("output ").append(name).append(" = %").append(node.id()).append('\n'));
    updates.forEach(
        (variable, node) ->
            text.append("update ")
                .append(((Op.Variable) variable.op()).path())
                .append(" = %")
                .append(node.id())
                .append('\n'));
    return text.toString();
  }
}
