package dev.kasane.convnetjs;

import org.jspecify.annotations.Nullable;

/**
 * What any layer definition may say about layers around it; null where it says nothing.
 *
 * @param activation a layer behind it
 * @param groupSize the group size if that layer is maxout; 2 if null
 * @param dropProb a dropout layer behind that
 * @param tensor whether a quadtransform layer goes before it
 */
public record Sugar(
    @Nullable Activation activation, @Nullable Integer groupSize, @Nullable Double dropProb, boolean tensor) {

  /** Nothing. */
  public static final Sugar NONE = new Sugar(null, null, null, false);
}
