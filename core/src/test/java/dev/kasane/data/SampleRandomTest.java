package dev.kasane.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRandomTest {

  @Test
  void drawsFromTheDistributionsThatItNames() {
    SampleRandom random = new SampleRandom();
    int n = 40_000;
    double sum = 0;
    double squares = 0;
    double uniform = 0;
    int[] counts = new int[7];
    for (int sample = 0; sample < n; sample++) {
      random.seek(11, sample);
      double normal = random.normal();
      sum += normal;
      squares += normal * normal;
      uniform += random.uniform(-1, 3);
      counts[random.below(7)]++;
    }
    // Five standard errors each.
    assertThat(sum / n).isCloseTo(0, within(0.025));
    assertThat(squares / n).isCloseTo(1, within(0.036));
    assertThat(uniform / n).isCloseTo(1, within(0.029));
    assertThat(IntStream.of(counts)).allMatch(c -> Math.abs(c - n / 7) < 350);
  }

  @Test
  void keepsItsScratchArrays() {
    SampleRandom random = new SampleRandom();
    float[] third = random.scratch(2, 10);

    assertThat(random.scratch(0, 5)).isNotSameAs(third);
    assertThat(random.scratch(2, 10)).isSameAs(third);
    assertThat(random.scratch(2, 7)).isSameAs(third);
    assertThat(random.scratch(2, 11)).hasSizeGreaterThanOrEqualTo(11);
  }
}
