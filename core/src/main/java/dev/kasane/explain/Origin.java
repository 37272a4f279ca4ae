package dev.kasane.explain;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;

/** Where a number that was only moved or repeated comes from. */
final class Origin {

  private final Values values;
  private final Predicate<Node> known;

  /** Ways back end at nodes that are known. */
  Origin(Values values, Predicate<Node> known) {
    this.values = values;
    this.known = known;
  }

  Cell cell(Node node, int index) {
    return new Cell(node, index, values.of(node)[index]);
  }

  /** The element of an operand that broadcasting pairs with coordinates of the result; not yet followed. */
  Cell broadcast(Node operand, int[] at) {
    Shape shape = operand.shape();
    int[] own = new int[shape.rank()];
    int added = at.length - own.length;
    for (int axis = 0; axis < own.length; axis++) {
      own[axis] = shape.dim(axis) == 1 ? 0 : at[added + axis];
    }
    return cell(operand, Cell.index(shape, own));
  }

  /** The number before it was moved; itself if it was computed, given, or made of padding or of no table row. */
  Cell follow(Cell cell) {
    Cell now = cell;
    while (!known.test(now.node())) {
      Cell before = step(now);
      if (before == now) {
        break;
      }
      now = before;
    }
    return now;
  }

  /** The number before its last move; itself if it was not moved. */
  Cell step(Cell cell) {
    Node node = cell.node();
    int[] at = cell.coordinates();
    return switch (node.op()) {
      case Op.Reshape _ -> cell(node.input(0), cell.index());
      case Op.BroadcastTo _ -> broadcast(node.input(0), at);
      case Op.Transpose transpose -> transposed(node.input(0), transpose.permutation(), at);
      case Op.Slice slice -> {
        for (int axis = 0; axis < at.length; axis++) {
          at[axis] += slice.starts().get(axis);
        }
        yield cell(node.input(0), Cell.index(node.input(0).shape(), at));
      }
      case Op.Pad pad -> padded(cell, pad, at);
      case Op.Concat concat -> joined(node, concat.axis(), at);
      case Op.Gather _ -> gathered(cell);
      default -> cell;
    };
  }

  private Cell transposed(Node input, List<Integer> permutation, int[] at) {
    int[] before = new int[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      before[permutation.get(axis)] = at[axis];
    }
    return cell(input, Cell.index(input.shape(), before));
  }

  private Cell padded(Cell cell, Op.Pad pad, int[] at) {
    Node input = cell.node().input(0);
    for (int axis = 0; axis < at.length; axis++) {
      at[axis] -= pad.before().get(axis);
      if (at[axis] < 0 || at[axis] >= input.shape().dim(axis)) {
        return cell;
      }
    }
    return cell(input, Cell.index(input.shape(), at));
  }

  private Cell joined(Node node, int axis, int[] at) {
    for (Node part : node.inputs()) {
      int size = part.shape().dim(axis);
      if (at[axis] < size) {
        return cell(part, Cell.index(part.shape(), at));
      }
      at[axis] -= size;
    }
    throw new IllegalStateException("no part of " + node + " holds these coordinates");
  }

  private Cell gathered(Cell cell) {
    Node table = cell.node().input(0);
    Node indices = cell.node().input(1);
    int width = table.shape().size() / table.shape().dim(0);
    float row = values.of(indices)[cell.index() / width];
    boolean known = row >= 0 && row < table.shape().dim(0);
    return known ? cell(table, (int) row * width + cell.index() % width) : cell;
  }
}
