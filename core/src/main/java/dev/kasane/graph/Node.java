package dev.kasane.graph;

import dev.kasane.tensor.Shape;
import java.util.List;

/**
 * One value of a graph: an operation applied to other values. Immutable, compared by identity, made by {@link
 * Graph#add}.
 */
public final class Node {

  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Node> inputs;
  private final Shape shape;
  private final String scope;

  Node(Graph graph, int id, Op op, List<Node> inputs, Shape shape, String scope) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.shape = shape;
    this.scope = scope;
  }

  /** The graph it belongs to. */
  public Graph graph() {
    return graph;
  }

  /** Its position in the order of creation: larger than that of each input. */
  public int id() {
    return id;
  }

  /** What it does. */
  public Op op() {
    return op;
  }

  /** What it reads. */
  public List<Node> inputs() {
    return inputs;
  }

  /** The input at a position. */
  public Node input(int index) {
    return inputs.get(index);
  }

  /** The shape of its value. */
  public Shape shape() {
    return shape;
  }

  /** Where it was made, such as the name of a layer; empty if unnamed. For messages and plans. */
  public String scope() {
    return scope;
  }

  /** Such as {@code %7 = matMul(%3, %5) (128, 10) in dense_2}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("%").append(id).append(" = ").append(op.label()).append('(');
    for (int i = 0; i < inputs.size(); i++) {
      text.append(i == 0 ? "%" : ", %").append(inputs.get(i).id);
    }
    text.append(") ").append(shape);
    return scope.isEmpty() ? text.toString() : text.append(" in ").append(scope).toString();
  }
}
