package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;

/** Running averages that optimizers keep. */
final class Averages {

  private Averages() {}

  /** {@code decay · average + (1 − decay) · value}. */
  static Node moved(Node average, Node value, double decay) {
    return Ops.add(Ops.mul(average, decay), Ops.mul(value, 1 - decay));
  }

  /** The average kept in a slot that starts at 0, moved towards a value; the slot takes it. */
  static Node slot(UpdateContext context, String name, Node value, double decay) {
    Node slot = context.slot(name, 0);
    Node moved = moved(slot, value, decay);
    context.setSlot(slot, moved);
    return moved;
  }
}
