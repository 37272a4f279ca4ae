package dev.kasane.data;

import dev.kasane.tensor.Shape;

/**
 * A random change to a sample that keeps its meaning, made anew each time the sample is fed to training. An instance
 * holds settings only and may be used by several threads at once: random numbers and working memory come with the call.
 */
@FunctionalInterface
public interface Augmentation {

  /**
   * Changes a sample in place.
   *
   * @param sample holds the sample's values, row-major, from {@code offset}
   * @param offset where they begin
   * @param shape the sample's shape, {@code (height, width, channels)} for images
   * @param random numbers for this sample in this epoch, and working memory
   */
  void apply(float[] sample, int offset, Shape shape, SampleRandom random);

  /** This change followed by another. */
  default Augmentation then(Augmentation next) {
    return (sample, offset, shape, random) -> {
      apply(sample, offset, shape, random);
      next.apply(sample, offset, shape, random);
    };
  }

  /** All the changes, first to last; none leaves the sample as it is. */
  static Augmentation compose(Augmentation... changes) {
    Augmentation[] all = changes.clone();
    return (sample, offset, shape, random) -> {
      for (Augmentation change : all) {
        change.apply(sample, offset, shape, random);
      }
    };
  }
}
