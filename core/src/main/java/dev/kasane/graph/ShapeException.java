package dev.kasane.graph;

/** Shapes that do not fit together. The message says where, what was expected and what was received. */
public final class ShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Makes one with its message. */
  public ShapeException(String message) {
    super(message);
  }
}
