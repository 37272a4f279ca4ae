package dev.kasane.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.data.SampleRandom;
import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomAffineTest {

  private static final int SIZE = 41;
  private static final Shape SHAPE = Shape.of(SIZE, SIZE, 1);

  /** Mass, centre and second moments of an image. */
  private record Moments(double mass, double y, double x, double yy, double xy, double xx) {

    static Moments of(float[] image) {
      double mass = 0;
      double sumY = 0;
      double sumX = 0;
      for (int i = 0; i < image.length; i++) {
        mass += image[i];
        sumY += image[i] * (double) (i / SIZE);
        sumX += image[i] * (double) (i % SIZE);
      }
      double y = sumY / mass;
      double x = sumX / mass;
      double yy = 0;
      double xy = 0;
      double xx = 0;
      for (int i = 0; i < image.length; i++) {
        double dy = i / SIZE - y;
        double dx = i % SIZE - x;
        yy += image[i] * dy * dy / mass;
        xy += image[i] * dy * dx / mass;
        xx += image[i] * dx * dx / mass;
      }
      return new Moments(mass, y, x, yy, xy, xx);
    }

    /** Angle of the long axis from the horizontal, in degrees. */
    double angle() {
      return Math.toDegrees(0.5 * Math.atan2(2 * xy, xx - yy));
    }
  }

  /** A smooth blob with given widths about the image's centre: interpolation hardly changes its moments. */
  private static float[] blob(double widthY, double widthX) {
    float[] image = new float[SIZE * SIZE];
    for (int i = 0; i < image.length; i++) {
      double y = (i / SIZE - SIZE / 2) / widthY;
      double x = (i % SIZE - SIZE / 2) / widthX;
      image[i] = (float) Math.exp(-(y * y + x * x) / 2);
    }
    return image;
  }

  private static Moments changed(RandomAffine change, float[] image, long sample) {
    SampleRandom random = new SampleRandom();
    random.seek(99, sample);
    float[] copy = image.clone();
    change.apply(copy, 0, SHAPE, random);
    return Moments.of(copy);
  }

  @Test
  void leavesTheImageWhenAskedForNothing() {
    Random random = new Random(1);
    for (int channels : new int[] {1, 3}) {
      float[] image = new float[7 * 9 * channels + 5];
      for (int i = 0; i < image.length; i++) {
        image[i] = random.nextFloat();
      }
      float[] copy = image.clone();
      RandomAffine.none().apply(copy, 2, Shape.of(7, 9, channels), new SampleRandom());
      assertThat(copy).isEqualTo(image);
    }
  }

  @Test
  void writesInsideTheSampleOnly() {
    Shape shape = Shape.of(11, 6, 2);
    float[] sample = new float[shape.size() + 20];
    Arrays.fill(sample, 7);
    SampleRandom random = new SampleRandom();
    for (int i = 0; i < 200; i++) {
      random.seek(3, i);
      RandomAffine.none().shift(30).rotation(180).zoom(0.1f, 5).shear(60).elastic(20).apply(sample, 10, shape, random);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(sample[i]).isEqualTo(7);
      assertThat(sample[sample.length - 1 - i]).isEqualTo(7);
    }
  }

  @Test
  void shiftsByUpToTheAmount() {
    float[] image = blob(3, 3);
    double most = 0;
    for (int sample = 0; sample < 200; sample++) {
      Moments moments = changed(RandomAffine.none().shift(4), image, sample);
      double dy = moments.y - SIZE / 2;
      double dx = moments.x - SIZE / 2;
      assertThat(Math.max(Math.abs(dy), Math.abs(dx))).isLessThan(4.01);
      assertThat(moments.mass).isCloseTo(Moments.of(image).mass, within(1e-2));
      most = Math.max(most, Math.abs(dy));
    }
    assertThat(most).isGreaterThan(3.5);
  }

  @Test
  void turnsByUpToTheAngle() {
    float[] image = blob(2, 6);
    double most = 0;
    double least = 0;
    for (int sample = 0; sample < 200; sample++) {
      Moments moments = changed(RandomAffine.none().rotation(20), image, sample);
      assertThat(Math.abs(moments.angle())).isLessThan(20.2);
      assertThat(moments.xx + moments.yy).isCloseTo(40, within(0.8));
      assertThat(moments.y).isCloseTo(SIZE / 2, within(0.01));
      most = Math.max(most, moments.angle());
      least = Math.min(least, moments.angle());
    }
    assertThat(most).isGreaterThan(17);
    assertThat(least).isLessThan(-17);
  }

  @Test
  void scalesWithinTheRange() {
    float[] image = blob(4, 4);
    double mass = Moments.of(image).mass;
    double most = 0;
    double least = 9;
    for (int sample = 0; sample < 200; sample++) {
      double zoom = Math.sqrt(changed(RandomAffine.none().zoom(0.7f, 1.3f), image, sample).mass / mass);
      most = Math.max(most, zoom);
      least = Math.min(least, zoom);
    }
    assertThat(most).isBetween(1.25, 1.301);
    assertThat(least).isBetween(0.699, 0.75);
  }

  @Test
  void slantsAlongTheRows() {
    float[] image = blob(4, 4);
    double most = 0;
    for (int sample = 0; sample < 200; sample++) {
      Moments moments = changed(RandomAffine.none().shear(20), image, sample);
      // A slant by an angle a gives xy = -tan(a) * yy and leaves the rows where they are.
      assertThat(moments.yy).isCloseTo(16, within(0.3));
      most = Math.max(most, Math.abs(moments.xy / moments.yy));
    }
    assertThat(most).isBetween(Math.tan(Math.toRadians(17)), Math.tan(Math.toRadians(20.2)));
  }

  @Test
  void bendsSmoothlyAndByNoMoreThanTheAmount() {
    // On a ramp that grows by 1 per column, the change of a value is how far it was displaced.
    float[] ramp = new float[SIZE * SIZE];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % SIZE;
    }
    SampleRandom random = new SampleRandom();
    double sum = 0;
    int count = 0;
    for (int sample = 0; sample < 50; sample++) {
      random.seek(5, sample);
      float[] bent = ramp.clone();
      RandomAffine.none().elastic(3).apply(bent, 0, SHAPE, random);
      for (int y = 5; y < SIZE - 5; y++) {
        for (int x = 5; x < SIZE - 6; x++) {
          float here = bent[y * SIZE + x] - x;
          float next = bent[y * SIZE + x + 1] - (x + 1);
          assertThat(Math.abs(here)).isLessThan(3.001f);
          assertThat(Math.abs(next - here)).isLessThan(1);
          sum += here * here;
          count++;
        }
      }
    }
    assertThat(Math.sqrt(sum / count)).isBetween(0.3, 1.7);
  }

  @Test
  void treatsChannelsAlike() {
    Shape three = Shape.of(SIZE, SIZE, 3);
    float[] image = blob(3, 5);
    float[] colours = new float[3 * image.length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = image[i / 3] * (1 + i % 3);
    }
    RandomAffine change = RandomAffine.none().shift(3).rotation(30).zoom(0.8f, 1.2f).shear(10).elastic(2);
    SampleRandom random = new SampleRandom();
    random.seek(1, 2);
    change.apply(image, 0, SHAPE, random);
    random.seek(1, 2);
    change.apply(colours, 0, three, random);
    for (int i = 0; i < colours.length; i++) {
      assertThat(colours[i]).isCloseTo(image[i / 3] * (1 + i % 3), within(1e-5f));
    }
  }

  @Test
  void refusesImpossibleRanges() {
    assertThatIllegalArgumentException().isThrownBy(() -> RandomAffine.none().shift(-1)).withMessageContaining("-1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> RandomAffine.none().zoom(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> RandomAffine.none().zoom(1.2f, 1.1f));
    assertThatIllegalArgumentException().isThrownBy(() -> RandomAffine.none().shear(90));
    assertThatIllegalArgumentException().isThrownBy(() -> RandomAffine.none().rotation(Float.NaN));
  }
}
