package dev.kasane.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.data.Augmentation;
import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PixelAugmentationTest {

  private static final Shape SHAPE = Shape.of(5, 4, 2);

  /** Values 1 to 40 with canaries around them. */
  private static float[] numbered() {
    float[] sample = new float[SHAPE.size() + 6];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = i - 2;
    }
    return sample;
  }

  private static float[] apply(Augmentation change, long sampleIndex) {
    SampleRandom random = new SampleRandom();
    random.seek(42, sampleIndex);
    float[] sample = numbered();
    change.apply(sample, 3, SHAPE, random);
    assertThat(Arrays.copyOf(sample, 3)).containsExactly(-2, -1, 0);
    assertThat(Arrays.copyOfRange(sample, 43, 46)).containsExactly(41, 42, 43);
    return Arrays.copyOfRange(sample, 3, 43);
  }

  private static final float[] ORIGINAL = Arrays.copyOfRange(numbered(), 3, 43);

  private static float at(float[] image, int y, int x, int c) {
    return y < 0 || y >= 5 || x < 0 || x >= 4 ? 0 : image[(y * 4 + x) * 2 + c];
  }

  @Test
  void mirrors() {
    float[] mirrored = apply(new RandomFlip(1), 0);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 4; x++) {
        for (int c = 0; c < 2; c++) {
          assertThat(at(mirrored, y, x, c)).isEqualTo(at(ORIGINAL, y, 3 - x, c));
        }
      }
    }
    assertThat(apply(new RandomFlip(0), 0)).isEqualTo(ORIGINAL);
    int flipped = 0;
    for (int i = 0; i < 400; i++) {
      flipped += Arrays.equals(apply(RandomFlip.half(), i), ORIGINAL) ? 0 : 1;
    }
    assertThat(flipped).isBetween(150, 250);
  }

  @Test
  void cropsEveryPlaceThePaddingAllows() {
    Set<String> seen = new HashSet<>();
    for (int sample = 0; sample < 500; sample++) {
      float[] cropped = apply(new RandomCrop(2), sample);
      String place = place(cropped);
      assertThat(place).as("sample %d", sample).isNotEmpty();
      seen.add(place);
    }
    assertThat(seen).hasSize(25);
    assertThat(apply(new RandomCrop(0), 1)).isEqualTo(ORIGINAL);
    // Shifts beyond the image leave nothing of it.
    for (int sample = 0; sample < 100; sample++) {
      apply(new RandomCrop(9), sample);
    }
  }

  /** The shift that explains an image, or nothing. */
  private static String place(float[] image) {
    for (int down = -2; down <= 2; down++) {
      for (int right = -2; right <= 2; right++) {
        boolean fits = true;
        for (int i = 0; i < 40; i++) {
          fits &= image[i] == at(ORIGINAL, i / 8 - down, i / 2 % 4 - right, i % 2);
        }
        if (fits) {
          return down + " " + right;
        }
      }
    }
    return "";
  }

  @Test
  void cutsOneSquareOut() {
    for (int sample = 0; sample < 200; sample++) {
      float[] cut = apply(new Cutout(3), sample);
      int top = 9;
      int left = 9;
      int bottom = -1;
      int right = -1;
      int zeros = 0;
      for (int i = 0; i < 40; i++) {
        if (cut[i] == 0) {
          zeros++;
          top = Math.min(top, i / 8);
          bottom = Math.max(bottom, i / 8);
          left = Math.min(left, i / 2 % 4);
          right = Math.max(right, i / 2 % 4);
        } else {
          assertThat(cut[i]).isEqualTo(ORIGINAL[i]);
        }
      }
      assertThat(bottom - top).isBetween(1, 2);
      assertThat(right - left).isBetween(1, 2);
      assertThat(zeros).isEqualTo(2 * (bottom - top + 1) * (right - left + 1));
    }
    apply(new Cutout(Integer.MAX_VALUE), 0);
  }

  @Test
  void addsNormalNoise() {
    double sum = 0;
    double squares = 0;
    for (int sample = 0; sample < 500; sample++) {
      float[] noisy = apply(new GaussianNoise(0.25f), sample);
      for (int i = 0; i < 40; i++) {
        double noise = noisy[i] - ORIGINAL[i];
        sum += noise;
        squares += noise * noise;
      }
    }
    assertThat(sum / 20_000).isCloseTo(0, within(0.01));
    assertThat(Math.sqrt(squares / 20_000)).isCloseTo(0.25, within(0.01));
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomFlip(1.5f)).withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomCrop(-1)).withMessageContaining("-1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Cutout(0)).withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> new GaussianNoise(Float.NaN)).withMessageContaining("NaN");
  }
}
