package dev.kasane.plan;

import org.jspecify.annotations.Nullable;

/**
 * A piece of memory that holds a value. Its place is found by {@link MemoryPlan}; afterwards it does not change.
 */
public final class Buffer {

  /** Where a buffer lives. */
  public enum Space {
    /** Written from outside before a run. */
    INPUT,
    /** Kept between runs, by path. */
    VARIABLE,
    /** Known when the graph was built. */
    CONSTANT,
    /** One place for all samples, for the time between its first and its last use. */
    GLOBAL,
    /** One place per worker, for the samples of the tile it is working on. */
    LOCAL,
    /** One place per worker, for the few samples that a chain of steps is working on. */
    INNER,
    /** One place per piece of the batch; the sum over the pieces is the value. */
    PARTIAL
  }

  private final int id;
  private final String name;
  private final Layout layout;
  private final int samples;
  private Space space;
  private int offset = -1;
  private boolean pinned;
  private final dev.kasane.graph.@Nullable Node source;

  Buffer(int id, String name, Layout layout, int samples, Space space, dev.kasane.graph.@Nullable Node source) {
    this.id = id;
    this.name = name;
    this.layout = layout;
    this.samples = samples;
    this.space = space;
    this.source = source;
  }

  /** Its number in the plan. */
  public int id() {
    return id;
  }

  /** An input's or variable's name; otherwise empty. */
  public String name() {
    return name;
  }

  /** How it lies. */
  public Layout layout() {
    return layout;
  }

  /** How many samples it is divided into; 0 if it does not count samples. */
  public int samples() {
    return samples;
  }

  /** Where it lives. */
  public Space space() {
    return space;
  }

  /** The node of an input, variable or constant. */
  public dev.kasane.graph.@Nullable Node source() {
    return source;
  }

  /** First element within the memory of its space; 0 for inputs, variables and constants, which have their own. */
  public int offset() {
    return offset;
  }

  /** Elements in memory, or per sample for a local one. */
  public int size() {
    return layout.size();
  }

  /** Whether it must keep its value to the end of a run. */
  boolean pinned() {
    return pinned;
  }

  void pin() {
    pinned = true;
  }

  void moveTo(Space other) {
    space = other;
  }

  void placeAt(int place) {
    offset = place;
  }

  /** Such as {@code g12} or {@code conv2d_1/kernel}. */
  @Override
  public String toString() {
    return name.isEmpty() ? space.name().toLowerCase(java.util.Locale.ROOT).charAt(0) + "" + id : name;
  }
}
