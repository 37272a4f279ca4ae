package dev.kasane.studio.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void keepsEvenlySpacedPointsOfALongRun() {
    Curve curve = new Curve("square", "negative");
    for (long step = 1; step <= 123_457; step++) {
      curve.add(step, (double) step * step, -step);
    }
    Curve.Points points = curve.points();
    int n = points.x().length;
    assertThat(n).isBetween(Curve.PLACES / 2 - 1, Curve.PLACES);
    double gap = points.x()[1] - points.x()[0];
    for (int i = 0; i < n; i++) {
      assertThat(points.x()[i]).isEqualTo(gap * (i + 1));
      assertThat(points.y()[0][i]).isEqualTo(points.x()[i] * points.x()[i]);
      assertThat(points.y()[1][i]).isEqualTo(-points.x()[i]);
    }
    assertThat(points.x()[n - 1]).isGreaterThan(123_457 - gap);
  }

  @Test
  void keepsAllOfAShortRunAndForgets() {
    Curve curve = new Curve("loss");
    for (long step = 0; step < 17; step++) {
      curve.add(step, step);
    }
    assertThat(curve.points().x()).hasSize(17);
    curve.clear();
    assertThat(curve.points().x()).isEmpty();
  }
}
