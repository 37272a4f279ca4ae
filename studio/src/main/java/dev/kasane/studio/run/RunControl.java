package dev.kasane.studio.run;

/** Steers a run from any thread. What is asked takes effect between two steps. */
public interface RunControl {

  /** Asks training to wait after the present step. */
  void pause();

  /** Ends a pause. */
  void resume();

  /** Asks training to end after the present step, also out of a pause. */
  void stop();

  /**
   * Sets the learning rate of all following steps.
   *
   * @throws IllegalArgumentException if it is negative, NaN or infinite
   */
  void learningRate(double rate);
}
