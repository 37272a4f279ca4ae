package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;

/** What an optimizer may ask for while it adds the update of one parameter. */
public interface UpdateContext {

  /** The learning rate of this step, a scalar. */
  Node learningRate();

  /**
   * A scalar that the host computes for each step in {@code double}, shared by all parameters under its name: use it
   * for what changes with time, such as Adam's bias correction.
   */
  Node scalar(String name, StepFunction function);

  /** A value of the parameter's shape kept between steps, beginning with a number everywhere. */
  Node slot(String name, double initial);

  /** Says what a slot becomes. */
  void setSlot(Node slot, Node value);

  /** A number as a function of the update's position. */
  @FunctionalInterface
  interface StepFunction {
    /**
     * The number at a step.
     *
     * @param step 1 for the first update
     */
    double at(long step);
  }
}
