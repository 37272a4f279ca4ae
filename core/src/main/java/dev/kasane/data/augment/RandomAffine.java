package dev.kasane.data.augment;

import dev.kasane.data.Augmentation;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;
import java.util.Arrays;

/**
 * Moves, turns, scales, slants and bends an image by random amounts, all in one pass with bilinear interpolation; what
 * comes from outside the image is 0. Amounts are drawn uniformly from their ranges. Start from {@link #none()}:
 *
 * <pre>{@code
 * Augmentation changes = RandomAffine.none().shift(2).rotation(10).zoom(0.9f, 1.1f).elastic(1.5f);
 * }</pre>
 *
 * <p>Bending follows Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
 * document analysis" (ICDAR 2003), with a smooth random field; here the field is a cubic B-spline over a coarse grid of
 * random vectors instead of a blurred one, which is cheaper and as smooth.
 *
 * @param maxShift largest shift along each axis, in pixels, 0 or above
 * @param maxRotation largest turn in either direction, in degrees, 0 or above
 * @param minZoom smallest scale, above 0; below 1 shrinks
 * @param maxZoom largest scale, at least {@code minZoom}
 * @param maxShear largest slant along the rows in either direction, in degrees, 0 to below 90
 * @param maxBend largest displacement of the bending field's control points along each axis, in pixels, 0 or above
 */
public record RandomAffine(
    float maxShift, float maxRotation, float minZoom, float maxZoom, float maxShear, float maxBend)
    implements Augmentation {

  /** Pixels between the control points of the bending field. */
  private static final int SPACING = 7;

  private static final int SLOT_SOURCE = 0;
  private static final int SLOT_BENDS = 1;
  private static final int SLOT_ROW = 2;
  private static final int SLOT_WEIGHTS = 3;
  private static final int TAPS = 4;

  /** Checks the ranges. */
  public RandomAffine {
    if (!(maxShift >= 0 && maxRotation >= 0 && maxShear >= 0 && maxShear < 90 && maxBend >= 0)) {
      throw new IllegalArgumentException(
          "RandomAffine: expected shift, rotation, shear (below 90) and bend of 0 or above, received "
              + maxShift + ", " + maxRotation + ", " + maxShear + ", " + maxBend);
    }
    if (!(minZoom > 0 && maxZoom >= minZoom)) {
      throw new IllegalArgumentException(
          "RandomAffine: expected 0 < minZoom <= maxZoom, received " + minZoom + " and " + maxZoom);
    }
  }

  /** Changes nothing yet. */
  public static RandomAffine none() {
    return new RandomAffine(0, 0, 1, 1, 0, 0);
  }

  /** The same with shifts of up to so many pixels along each axis. */
  public RandomAffine shift(float pixels) {
    return new RandomAffine(pixels, maxRotation, minZoom, maxZoom, maxShear, maxBend);
  }

  /** The same with turns of up to so many degrees in either direction. */
  public RandomAffine rotation(float degrees) {
    return new RandomAffine(maxShift, degrees, minZoom, maxZoom, maxShear, maxBend);
  }

  /** The same with scales in a range around 1. */
  public RandomAffine zoom(float smallest, float largest) {
    return new RandomAffine(maxShift, maxRotation, smallest, largest, maxShear, maxBend);
  }

  /** The same with slants of up to so many degrees in either direction. */
  public RandomAffine shear(float degrees) {
    return new RandomAffine(maxShift, maxRotation, minZoom, maxZoom, degrees, maxBend);
  }

  /** The same with bends whose control points move by up to so many pixels along each axis. */
  public RandomAffine elastic(float pixels) {
    return new RandomAffine(maxShift, maxRotation, minZoom, maxZoom, maxShear, pixels);
  }

  @Override
  public void apply(float[] sample, int offset, Shape shape, SampleRandom random) {
    int height = shape.dim(0);
    int width = shape.dim(1);
    int channels = shape.dim(2);
    // Each number is drawn whether or not it is used, so that one setting does not change the effect of another.
    double shiftY = random.uniform(-maxShift, maxShift);
    double shiftX = random.uniform(-maxShift, maxShift);
    double angle = Math.toRadians(random.uniform(-maxRotation, maxRotation));
    double zoom = random.uniform(minZoom, maxZoom);
    double slant = Math.tan(Math.toRadians(random.uniform(-maxShear, maxShear)));
    float[] source = framed(sample, offset, height, width, channels, random);

    // Output to input: undo the shift, the turn, the scale and the slant about the centre.
    double cos = Math.cos(angle) / zoom;
    double sin = Math.sin(angle) / zoom;
    double centreY = (height - 1) / 2.0;
    double centreX = (width - 1) / 2.0;
    float yy = (float) cos;
    float yx = (float) -sin;
    float xy = (float) (sin + slant * cos);
    float xx = (float) (cos - slant * sin);
    float fromY = (float) (centreY - yy * (centreY + shiftY) - yx * (centreX + shiftX));
    float fromX = (float) (centreX - xy * (centreY + shiftY) - xx * (centreX + shiftX));

    float[] bends = maxBend > 0 ? controlPoints(height, width, random) : null;
    float[] weights = random.scratch(SLOT_WEIGHTS, TAPS * SPACING);
    float[] row = random.scratch(SLOT_ROW, 2 * gridSize(width));
    splineWeights(weights);
    for (int y = 0; y < height; y++) {
      if (bends != null) {
        bendRow(bends, gridSize(width), y, weights, row);
      }
      for (int x = 0; x < width; x++) {
        float sourceY = fromY + yy * y + yx * x;
        float sourceX = fromX + xy * y + xx * x;
        if (bends != null) {
          int cell = x / SPACING;
          int at = TAPS * (x - cell * SPACING);
          for (int k = 0; k < TAPS; k++) {
            sourceY += weights[at + k] * row[2 * (cell + k)];
            sourceX += weights[at + k] * row[2 * (cell + k) + 1];
          }
        }
        sample(source, height, width, channels, sourceY, sourceX, sample, offset + (y * width + x) * channels);
      }
    }
  }

  /** A copy of the image with two rows and columns of zeros around it, so that interpolation needs no conditions. */
  private static float[] framed(
      float[] sample, int offset, int height, int width, int channels, SampleRandom random) {
    int pitch = (width + 4) * channels;
    float[] framed = random.scratch(SLOT_SOURCE, (height + 4) * pitch);
    Arrays.fill(framed, 0, (height + 4) * pitch, 0f);
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          sample, offset + y * width * channels, framed, (y + 2) * pitch + 2 * channels, width * channels);
    }
    return framed;
  }

  /** Interpolates at (y, x) between the four neighbours. */
  private static void sample(
      float[] framed, int height, int width, int channels, float y, float x, float[] into, int at) {
    // Points further out than the frame see zeros there as well.
    float insideY = Math.clamp(y, -2f, height) + 2;
    float insideX = Math.clamp(x, -2f, width) + 2;
    int top = (int) insideY;
    int left = (int) insideX;
    float down = insideY - top;
    float right = insideX - left;
    int pitch = (width + 4) * channels;
    int from = top * pitch + left * channels;
    for (int c = 0; c < channels; c++) {
      float upper = framed[from + c] + right * (framed[from + channels + c] - framed[from + c]);
      int below = from + pitch + c;
      float lower = framed[below] + right * (framed[below + channels] - framed[below]);
      into[at + c] = upper + down * (lower - upper);
    }
  }

  /** Control points along an axis: those around each cell, three more than cells. */
  private static int gridSize(int size) {
    return Math.ceilDiv(size, SPACING) + 3;
  }

  /** Random displacements (down, right) of all control points, row-major. */
  private float[] controlPoints(int height, int width, SampleRandom random) {
    int count = 2 * gridSize(height) * gridSize(width);
    float[] bends = random.scratch(SLOT_BENDS, count);
    for (int i = 0; i < count; i++) {
      bends[i] = random.uniform(-maxBend, maxBend);
    }
    return bends;
  }

  /** The uniform cubic B-spline's four weights at each pixel of a cell. */
  private static void splineWeights(float[] weights) {
    for (int i = 0; i < SPACING; i++) {
      float t = (float) i / SPACING;
      float s = 1 - t;
      weights[TAPS * i] = s * s * s / 6;
      weights[TAPS * i + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
      weights[TAPS * i + 2] = (3 * s * s * s - 6 * s * s + 4) / 6;
      weights[TAPS * i + 3] = t * t * t / 6;
    }
  }

  /** The spline along the columns at row y: what is left is a spline along the row. */
  private static void bendRow(float[] bends, int gridWidth, int y, float[] weights, float[] row) {
    int cell = y / SPACING;
    int at = TAPS * (y - cell * SPACING);
    for (int i = 0; i < 2 * gridWidth; i++) {
      float sum = 0;
      for (int k = 0; k < TAPS; k++) {
        sum += weights[at + k] * bends[2 * gridWidth * (cell + k) + i];
      }
      row[i] = sum;
    }
  }
}
