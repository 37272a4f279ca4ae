package dev.kasane.data.readers;

import java.util.Arrays;

/**
 * Brings a grey image of a drawn sign into the form of MNIST's: light ink on a black ground, the ink scaled to fit a
 * box of 20 out of 28 pixels and moved so that its centre of mass is the image's centre (LeCun, Cortes and Burges, "The
 * MNIST database of handwritten digits").
 */
final class InkNormalizer {

  private static final double BOX = 20.0 / 28;

  /** Ink is what stands out from the ground by at least this share of the strongest ink. */
  private static final float INK = 0.35f;

  private InkNormalizer() {}

  /** Whether an image {@code (height, width)} has a light ground: the mean of its border is above one half. */
  static boolean lightGround(float[] image, int height, int width) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (y == 0 || x == 0 || y == height - 1 || x == width - 1) {
          sum += image[y * width + x];
          count++;
        }
      }
    }
    return sum / count > 0.5;
  }

  static void invert(float[] image) {
    for (int i = 0; i < image.length; i++) {
      image[i] = 1 - image[i];
    }
  }

  /** The sign in an image with light ink, fitted to {@code (outHeight, outWidth)}; all black if there is no ink. */
  static float[] fit(float[] image, int height, int width, int outHeight, int outWidth) {
    stretch(image, height, width);
    int[] box = inkBox(image, height, width);
    if (box[0] > box[2]) {
      return new float[outHeight * outWidth];
    }
    double side = Math.max(box[2] - box[0] + 1, box[3] - box[1] + 1);
    double scale = side / (BOX * Math.min(outHeight, outWidth));
    double[] centre = centreOfMass(image, width, box);
    float[] framed = blackFrame(image, height, width);
    // The frame moves everything by one pixel. MNIST's digits have their mass in the middle of pixel (14, 14), half a
    // pixel down and right of the image's centre.
    double top = centre[0] + 1.5 - scale * (outHeight + 1) / 2;
    double left = centre[1] + 1.5 - scale * (outWidth + 1) / 2;
    float[] sign =
        Resize.part(
        framed,
        height + 2,
        width + 2,
        1,
        top,
        left,
        top + scale * outHeight,
        left + scale * outWidth,
        outHeight,
        outWidth);
    brighten(sign);
    return sign;
  }

  /** Maps the ground (median of the border) to 0 and the strongest ink to 1: paper in a photograph is never white. */
  private static void stretch(float[] image, int height, int width) {
    float[] border = new float[2 * (height + width)];
    int count = 0;
    for (int x = 0; x < width; x++) {
      border[count++] = image[x];
      border[count++] = image[(height - 1) * width + x];
    }
    for (int y = 0; y < height; y++) {
      border[count++] = image[y * width];
      border[count++] = image[y * width + width - 1];
    }
    Arrays.sort(border);
    float ground = border[count / 2];
    float most = ground;
    for (float value : image) {
      most = Math.max(most, value);
    }
    float scale = most > ground ? 1 / (most - ground) : 0;
    for (int i = 0; i < image.length; i++) {
      image[i] = Math.max(0, (image[i] - ground) * scale);
    }
  }

  /** Thin lines fade when scaled down; MNIST's strongest ink is white in every image. */
  private static void brighten(float[] sign) {
    float most = 0;
    for (float value : sign) {
      most = Math.max(most, value);
    }
    for (int i = 0; i < sign.length && most > 0; i++) {
      sign[i] /= most;
    }
  }

  /** First row, first column, last row, last column that hold ink; the first row beyond the last if none does. */
  private static int[] inkBox(float[] image, int height, int width) {
    int[] box = {height, width, -1, -1};
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (image[y * width + x] >= INK) {
          box[0] = Math.min(box[0], y);
          box[1] = Math.min(box[1], x);
          box[2] = Math.max(box[2], y);
          box[3] = Math.max(box[3], x);
        }
      }
    }
    return box;
  }

  private static double[] centreOfMass(float[] image, int width, int[] box) {
    double mass = 0;
    double sumY = 0;
    double sumX = 0;
    for (int y = box[0]; y <= box[2]; y++) {
      for (int x = box[1]; x <= box[3]; x++) {
        double ink = image[y * width + x];
        mass += ink;
        sumY += ink * y;
        sumX += ink * x;
      }
    }
    return new double[] {sumY / mass, sumX / mass};
  }

  /** The image with one black pixel around it, so that what lies outside is black. */
  private static float[] blackFrame(float[] image, int height, int width) {
    float[] framed = new float[(height + 2) * (width + 2)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(image, y * width, framed, (y + 1) * (width + 2) + 1, width);
    }
    return framed;
  }
}
