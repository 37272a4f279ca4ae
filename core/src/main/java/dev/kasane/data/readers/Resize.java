package dev.kasane.data.readers;

/**
 * Scales images: down by averaging areas, so that thin lines fade instead of breaking up, and up by linear
 * interpolation; first along the rows, then along the columns.
 */
final class Resize {

  private Resize() {}

  /** Where each output element begins in the input, and the weights of the inputs from there. */
  private record Taps(int[] first, float[][] weights) {

    /**
     * Taps that map the interval {@code from} to {@code to} of an axis of {@code size} elements onto {@code out}. Each
     * weighs the elements by what its share of the interval has in common with them, or, when its share is smaller than
     * an element, interpolates linearly.
     */
    static Taps of(int size, double from, double to, int out) {
      double scale = (to - from) / out;
      int[] first = new int[out];
      float[][] weights = new float[out][];
      for (int i = 0; i < out; i++) {
        double centre = from + (i + 0.5) * scale;
        double reach = Math.max(1, scale) / 2;
        int low = (int) Math.floor(centre - reach);
        int high = (int) Math.floor(centre + reach);
        int begin = Math.clamp(low, 0, size - 1);
        float[] taps = new float[Math.clamp(high, 0, size - 1) - begin + 1];
        for (int j = low; j <= high; j++) {
          double common = Math.min(j + 1, centre + reach) - Math.max(j, centre - reach);
          // Beyond the edge the edge's own value goes on.
          taps[Math.clamp(j, 0, size - 1) - begin] += (float) (common / (2 * reach));
        }
        first[i] = begin;
        weights[i] = taps;
      }
      return new Taps(first, weights);
    }
  }

  /** Scales a whole image {@code (height, width, channels)} to {@code (outHeight, outWidth, channels)}. */
  static float[] scale(float[] image, int height, int width, int channels, int outHeight, int outWidth) {
    if (height == outHeight && width == outWidth) {
      return image;
    }
    return part(image, height, width, channels, 0, 0, height, width, outHeight, outWidth);
  }

  /**
   * Scales the part of an image between the given edges, in pixels with fractions. Edges may lie outside the image,
   * where its outermost pixels go on.
   */
  static float[] part(
      float[] image,
      int height,
      int width,
      int channels,
      double top,
      double left,
      double bottom,
      double right,
      int outHeight,
      int outWidth) {
    Taps across = Taps.of(width, left, right, outWidth);
    Taps down = Taps.of(height, top, bottom, outHeight);
    float[] narrow = new float[height * outWidth * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < outWidth; x++) {
        float[] weights = across.weights[x];
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          int at = (y * width + across.first[x]) * channels + c;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * image[at + k * channels];
          }
          narrow[(y * outWidth + x) * channels + c] = sum;
        }
      }
    }
    int row = outWidth * channels;
    float[] out = new float[outHeight * row];
    for (int y = 0; y < outHeight; y++) {
      float[] weights = down.weights[y];
      for (int k = 0; k < weights.length; k++) {
        int at = (down.first[y] + k) * row;
        for (int i = 0; i < row; i++) {
          out[y * row + i] += weights[k] * narrow[at + i];
        }
      }
    }
    return out;
  }
}
