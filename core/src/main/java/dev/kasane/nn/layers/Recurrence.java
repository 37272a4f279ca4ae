package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recurrent layers share: the sequence unrolled in the graph. What each step reads of the input is computed for all
 * steps by one matrix product, so that a step itself needs one product with its state only.
 */
final class Recurrence {

  private final int samples;
  private final int steps;
  private final int width;
  private final Node projection;

  private Recurrence(int samples, int steps, int width, Node projection) {
    this.samples = samples;
    this.steps = steps;
    this.width = width;
    this.projection = projection;
  }

  /**
   * Multiplies all steps of a sequence with a kernel.
   *
   * @param x {@code (n, steps, features)}
   * @param kernel {@code (features, width)}
   * @param bias {@code (width)}, or null
   */
  static Recurrence of(Node x, Node kernel, @Nullable Node bias) {
    int samples = x.shape().dim(0);
    int steps = x.shape().dim(1);
    int width = kernel.shape().last();
    Node product = Ops.matMul(Ops.reshape(x, Shape.of(samples * steps, x.shape().last())), kernel);
    Node sum = bias == null ? product : Ops.add(product, bias);
    return new Recurrence(samples, steps, width, Ops.reshape(sum, Shape.of(samples, steps, width)));
  }

  /** What one step computes. */
  @FunctionalInterface
  interface Cell {
    /**
     * The next state.
     *
     * @param x the step's share of the product, {@code (n, width)}
     * @param state {@code (n, units)}; null before the first step, when it is zero
     */
    Node next(Node x, @Nullable Node state);
  }

  /**
   * Walks through the steps.
   *
   * @param sequences whether all states are wanted, {@code (n, steps, units)}, or only the last, {@code (n, units)}
   */
  Node run(Cell cell, boolean sequences) {
    List<Node> states = new ArrayList<>();
    Node state = null;
    for (int t = 0; t < steps; t++) {
      Node x = Ops.slice(projection, List.of(0, t, 0), Shape.of(samples, 1, width));
      Node next = cell.next(Ops.reshape(x, Shape.of(samples, width)), state);
      states.add(next);
      state = next;
    }
    Node last = states.getLast();
    return sequences
        ? Ops.concat(1, states.stream().map(h -> Ops.reshape(h, Shape.of(samples, 1, h.shape().last()))).toList())
        : last;
  }

  /** The columns of one gate: part {@code index} of {@code (n, count · units)}. */
  static Node gate(Node all, int index, int units) {
    return Ops.slice(all, List.of(0, index * units), Shape.of(all.shape().dim(0), units));
  }
}
