package dev.kasane.studio.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void keepsPeaksAndOrderWhateverItsLength() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int count : new int[] {1, 2, 7, 2048, 2049, 5000, 100_003}) {
      Curve curve = new Curve();
      int peak = random.nextInt(Math.max(1, count / 2));
      int dip = random.nextInt(Math.max(1, count / 2));
      for (int i = 0; i < count; i++) {
        curve.add(i, i == peak ? 1000 : i == dip ? -1000 : random.nextDouble());
      }
      Curve.Part all = curve.all();
      assertThat(all.x().length).isLessThanOrEqualTo(Curve.MOST).isEqualTo(all.y().length);
      for (int i = 1; i < all.x().length; i++) {
        assertThat(all.x()[i]).isGreaterThan(all.x()[i - 1]);
      }
      if (count > 8) {
        assertThat(Arrays.stream(all.y()).max().orElseThrow()).isEqualTo(1000);
        if (peak != dip) {
          assertThat(Arrays.stream(all.y()).min().orElseThrow()).isEqualTo(-1000);
        }
      }
    }
  }

  @Test
  void givesReadersWhatTheyLack() {
    Curve curve = new Curve();
    curve.add(1, 10);
    curve.add(2, 20);
    Curve.Part first = curve.all();
    assertThat(first.x()).containsExactly(1, 2);
    curve.add(3, 5);
    curve.add(4, Double.NaN);
    curve.add(5, 6);
    Curve.Part second = curve.since(first.generation(), 2);
    assertThat(second.from()).isEqualTo(2);
    assertThat(second.y()).containsExactly(5, 6);
    assertThat(curve.since(first.generation() + 1, 2).from()).isZero();
    assertThat(curve.since(first.generation(), 99).x()).isEmpty();
  }
}
