package dev.kasane.convnetjs;

/**
 * Who computes with the parameters of a net outside of its layers. Before the net uses or hands out its layers, it
 * calls {@link #publish}.
 */
@FunctionalInterface
public interface ParameterOwner {

  /** Brings the parameters into the layers. Must not call the net's public methods. */
  void publish();

  /** Hears that somebody was given an array of parameters and may write into it from now on. */
  default void handedOut() {}
}
