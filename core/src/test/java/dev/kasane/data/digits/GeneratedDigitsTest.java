package dev.kasane.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.tensor.Shape;
import java.awt.geom.Rectangle2D;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GeneratedDigitsTest {

  private static ImageData pen(int train, int test, long seed) {
    return GeneratedDigits.draw(train, test, seed, null, ProgressListener.NONE);
  }

  private static int[] counts(ImageDataset data) {
    int[] counts = new int[10];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    return counts;
  }

  @Test
  void drawsTheSameForTheSameSeed() throws Exception {
    ImageData one = GeneratedDigits.draw(600, 40, 5, ProgressListener.NONE);
    ImageData other = GeneratedDigits.draw(600, 40, 6, ProgressListener.NONE);
    ImageData again;
    try (ForkJoinPool three = new ForkJoinPool(3)) {
      again = three.submit(() -> GeneratedDigits.draw(600, 40, 5, ProgressListener.NONE)).get();
    }

    assertThat(again.train().contentHash()).isEqualTo(one.train().contentHash());
    assertThat(again.test().contentHash()).isEqualTo(one.test().contentHash());
    assertThat(other.train().contentHash()).isNotEqualTo(one.train().contentHash());
    assertThat(one.test().pixels(0)).isNotEqualTo(one.train().pixels(0));
  }

  @Test
  void balancesTheClasses() {
    ImageData data = pen(1003, 20, 1);

    assertThat(counts(data.train())).containsOnly(100, 101);
    assertThat(counts(data.test())).containsOnly(2);
    assertThat(data.train().imageShape()).isEqualTo(Shape.of(28, 28, 1));
    assertThat(data.train().classNames()).hasSize(10);
    assertThat(data.generated()).isTrue();
    assertThat(data.source()).contains("1003", "20", "pen strokes");
    // In random order, not 0 1 2 3 ...
    int ascending = 0;
    for (int i = 1; i < 1003; i++) {
      ascending += data.train().label(i) == (data.train().label(i - 1) + 1) % 10 ? 1 : 0;
    }
    assertThat(ascending).isLessThan(200);
  }

  @Test
  void inksEveryImage() {
    ImageDataset data = GeneratedDigits.draw(500, 1, 3, ProgressListener.NONE).train();
    for (int i = 0; i < data.size(); i++) {
      int bright = 0;
      int border = 0;
      byte[] pixels = data.pixels(i);
      for (int p = 0; p < 784; p++) {
        bright += (pixels[p] & 0xFF) > 128 ? 1 : 0;
        boolean edge = p < 28 || p >= 756 || p % 28 == 0 || p % 28 == 27;
        border += edge && (pixels[p] & 0xFF) > 128 ? 1 : 0;
      }
      assertThat(bright).as("image %d, a %d", i, data.label(i)).isBetween(8, 420);
      assertThat(border).as("image %d, a %d", i, data.label(i)).isLessThan(6);
    }
  }

  /** Digits must be learnable: the nearest class mean, the simplest classifier there is, is right most of the time. */
  @Test
  void drawsDigitsThatCanBeToldApart() {
    for (ImageData data : new ImageData[] {pen(3000, 500, 2), GeneratedDigits.draw(3000, 500, 2, (a, b, c) -> {})}) {
      double[][] means = new double[10][784];
      for (int i = 0; i < 3000; i++) {
        byte[] pixels = data.train().pixels(i);
        for (int p = 0; p < 784; p++) {
          means[data.train().label(i)][p] += (pixels[p] & 0xFF) / 300.0;
        }
      }
      int right = 0;
      for (int i = 0; i < 500; i++) {
        right += nearest(means, data.test().pixels(i)) == data.test().label(i) ? 1 : 0;
      }
      assertThat(right).as(data.source()).isGreaterThan(300);
    }
  }

  private static int nearest(double[][] means, byte[] pixels) {
    int nearest = -1;
    double least = Double.MAX_VALUE;
    for (int digit = 0; digit < 10; digit++) {
      double distance = 0;
      for (int p = 0; p < 784; p++) {
        double difference = means[digit][p] - (pixels[p] & 0xFF);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = digit;
      }
    }
    return nearest;
  }

  @Test
  void reportsEveryImage() {
    AtomicLong most = new AtomicLong();
    GeneratedDigits.draw(700, 300, 0, (task, done, total) -> {
      assertThat(total).isEqualTo(1000);
      most.accumulateAndGet(done, Math::max);
    });
    assertThat(most).hasValue(1000);
    assertThatIllegalArgumentException().isThrownBy(() -> pen(0, 5, 0));
  }

  @Test
  void takesFontsForDigitsOnlyIfTheyLookLikeDigits() {
    assumeTrue(FontDigits.ofThisMachine().count() > 0, "skipped: this machine has no fonts");
    DigitLikeness likeness = new DigitLikeness();
    java.awt.Shape[] squares = new java.awt.Shape[10];
    for (int i = 0; i < 10; i++) {
      squares[i] = new Rectangle2D.Float(0, 0, 1, 1);
    }

    assertThat(likeness.accepts(squares)).isFalse();
  }
}
