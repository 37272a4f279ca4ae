package dev.kasane.studio.autoencoder;

import java.util.List;

/**
 * What is done to a digit before the network sees it, so that it learns to undo it (Vincent et al., "Extracting and
 * composing robust features with denoising autoencoders", ICML 2008).
 *
 * @param kind none, gauss (a normal number is added to each pixel) or mask (pixels are set to 0)
 * @param level standard deviation, or share of pixels that are set to 0; from 0 to 1, where white is 1
 */
record Noise(String kind, double level) {

  private static final List<String> KINDS = List.of("none", "gauss", "mask");

  Noise {
    if (kind == null || !KINDS.contains(kind)) {
      throw new IllegalArgumentException("Expected noise of a kind from " + KINDS + ", received " + kind);
    }
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("The noise's level must be from 0 to 1, received " + level);
    }
  }

  /** Changes an image; the same way for the same stream. */
  void apply(double[] image, SampleNoise random) {
    switch (kind) {
      case "gauss" -> {
        for (int i = 0; i < image.length; i++) {
          image[i] += level * random.normal();
        }
      }
      case "mask" -> {
        for (int i = 0; i < image.length; i++) {
          if (random.uniform() < level) {
            image[i] = 0;
          }
        }
      }
      default -> {
        // The digit stays as it is.
      }
    }
  }
}
