package dev.kasane.nn.layers;

/** What a convolution adds to its sums. */
public enum BiasMode {
  /** Nothing. */
  NONE,
  /** One number per filter: shape {@code (filters)}. The usual. */
  PER_FILTER,
  /**
   * One number per filter and output position: shape {@code (outputHeight, outputWidth, filters)}. Such a layer fits
   * images of one size only.
   */
  PER_POSITION
}
