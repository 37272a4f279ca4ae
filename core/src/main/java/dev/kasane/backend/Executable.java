package dev.kasane.backend;

import dev.kasane.plan.Plan;
import dev.kasane.tensor.Shape;

/**
 * A graph bound to memory and kernels. Used by one thread at a time. After the first run, {@link #write}, {@link #run}
 * and {@link #read} allocate nothing.
 */
public interface Executable {

  /**
   * Sets an input from row-major values.
   *
   * @param input the name declared in the graph
   * @param values at least {@code offset + shape.size()} numbers
   * @throws IllegalArgumentException if there is no such input or too few values
   */
  void write(String input, float[] values, int offset);

  /** Sets an input that is a single number. See {@link #write}. */
  void write(String input, float value);

  /**
   * Computes all outputs from inputs and variables, then applies the updates.
   *
   * @param step names the run: it selects the random numbers of {@code RandomUniform} nodes, nothing else
   */
  void run(long step);

  /**
   * The same for a batch whose samples are read meanwhile, each once. What was written to batch inputs before is lost.
   *
   * @param batch called from several threads at once, with ranges that do not overlap; what it throws ends the run
   */
  void run(long step, BatchReader batch);

  /**
   * Copies an output of the last run in row-major order.
   *
   * @throws IllegalArgumentException if there is no such output or too little room
   */
  void read(String output, float[] into, int offset);

  /** An output of the last run that is a single number. */
  float read(String output);

  /** The shape of an input or output. */
  Shape shape(String name);

  /** What will be executed, for people to read. */
  Plan plan();
}
