package dev.kasane.nn.schedules;

/** The learning rate as a function of the step: a record whose components are its settings. */
public interface Schedule {

  /**
   * The rate for an update.
   *
   * @param step 0 for the first update
   */
  double at(long step);
}
