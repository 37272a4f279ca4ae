package dev.kasane.data.digits;

import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import java.awt.AWTError;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws images of digits like MNIST's, light on black, 28 by 28: the outlines of this machine's fonts and the strokes
 * of a pen, each randomly slanted, turned, scaled, moved, trembling, thin or bold, and noisy. The same seed gives the
 * same bytes on one machine; other machines have other fonts. They are made to try training without a dataset, and are
 * easier than MNIST.
 */
public final class GeneratedDigits {

  /** Training images drawn when nobody says how many. */
  public static final int TRAIN = 12_000;

  /** Test images drawn when nobody says how many. */
  public static final int TEST = 2_000;

  private static final int SIZE = 28;
  private static final int CLASSES = 10;
  private static final int PIECE = 250;
  private static final List<String> NAMES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private final @Nullable FontDigits fonts;
  private final ProgressListener progress;
  private final AtomicInteger done = new AtomicInteger();
  private final int total;

  private GeneratedDigits(@Nullable FontDigits fonts, ProgressListener progress, int total) {
    this.fonts = fonts;
    this.progress = progress;
    this.total = total;
  }

  /**
   * Draws digits with this machine's fonts and pen strokes, or pen strokes alone when it has no fonts.
   *
   * @param train number of training images, at least 1; the classes are equally frequent, to within one
   * @param test number of test images, at least 1
   * @param seed the same images for the same seed
   */
  public static ImageData draw(int train, int test, long seed, ProgressListener progress) {
    FontDigits found = FontDigits.ofThisMachine();
    return draw(train, test, seed, found.count() == 0 ? null : found, progress);
  }

  static ImageData draw(int train, int test, long seed, @Nullable FontDigits fonts, ProgressListener progress) {
    if (train < 1 || test < 1) {
      throw new IllegalArgumentException(
          "GeneratedDigits: expected at least one image of each part, received " + train + " and " + test);
    }
    try {
      GeneratedDigits digits = new GeneratedDigits(fonts, progress, train + test);
      String source =
          String.format(
              "%d training and %d test images drawn with %s, seed %d",
              train, test, fonts == null ? "pen strokes" : fonts.count() + " fonts and pen strokes", seed);
      return new ImageData(
          digits.part(train, CounterRandom.stream(seed, "digits.train")),
          digits.part(test, CounterRandom.stream(seed, "digits.test")),
          source,
          true);
    } catch (LinkageError | InternalError | AWTError e) {
      if (fonts == null) {
        throw e;
      }
      // Fonts were found but Java2D cannot draw here.
      return draw(train, test, seed, null, progress);
    }
  }

  private ImageDataset part(int count, long stream) {
    int[] labels = balancedLabels(count, CounterRandom.at(stream, 0));
    byte[] pixels = new byte[Math.multiplyExact(count, SIZE * SIZE)];
    long images = CounterRandom.at(stream, 1);
    IntStream.range(0, Math.ceilDiv(count, PIECE))
        .parallel()
        .forEach(
            piece -> {
              int to = Math.min(count, (piece + 1) * PIECE);
              draw(labels, piece * PIECE, to, images, pixels);
              progress.progress("drawing digits", done.addAndGet(to - piece * PIECE), total);
            });
    return new ImageDataset(Shape.of(SIZE, SIZE, 1), pixels, labels, NAMES);
  }

  private static int[] balancedLabels(int count, long key) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int j = (int) Math.unsignedMultiplyHigh(CounterRandom.bits(key, i), i + 1);
      labels[i] = labels[j];
      labels[j] = i % CLASSES;
    }
    return labels;
  }

  private void draw(int[] labels, int from, int to, long images, byte[] pixels) {
    SampleRandom random = new SampleRandom();
    float[] image = new float[SIZE * SIZE];
    if (fonts == null) {
      for (int i = from; i < to; i++) {
        random.seek(images, i);
        drawWithPen(labels[i], random, image);
        finish(image, random, pixels, i * image.length);
      }
      return;
    }
    try (FontDigits.Canvas canvas = new FontDigits.Canvas(SIZE)) {
      for (int i = from; i < to; i++) {
        random.seek(images, i);
        if (random.uniform() < 0.5f) {
          drawWithPen(labels[i], random, image);
        } else {
          fonts.draw(labels[i], random, Warp.random(random, SIZE, 0.03f), canvas, image);
        }
        finish(image, random, pixels, i * image.length);
      }
    }
  }

  private static void drawWithPen(int digit, SampleRandom random, float[] image) {
    Arrays.fill(image, 0f);
    PenDigits.draw(digit, random, Warp.random(random, SIZE, 0.06f), image, SIZE);
  }

  /** Fades the ink a little, adds noise and stores bytes. */
  private static void finish(float[] image, SampleRandom random, byte[] pixels, int offset) {
    float ink = random.uniform(0.75f, 1);
    float noise = random.uniform(0, 0.08f);
    for (int i = 0; i < image.length; i++) {
      float value = ink * image[i] + noise * random.normal();
      pixels[offset + i] = (byte) Math.round(255 * Math.clamp(value, 0f, 1f));
    }
  }
}
