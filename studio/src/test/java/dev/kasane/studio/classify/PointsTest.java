package dev.kasane.studio.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {

  private static List<Point> draw(String kind, int classes, int count, double noise, double testShare, long seed) {
    return Points.draw(new PointSet(kind, classes, count, noise, testShare, seed));
  }

  @Test
  void circlesOfTwoClassesHaveConvNetJsRadii() {
    for (Point point : draw("circle", 2, 237, 0, 0, 5)) {
      double r = Math.hypot(point.x(), point.y());
      if (point.label() == 1) {
        assertThat(r).isBetween(0.0, 2.0);
      } else {
        assertThat(r).isBetween(3.0, 5.0);
      }
    }
  }

  @Test
  void xorHasTheSignOfTheProduct() {
    for (Point point : draw("xor", 2, 301, 0, 0, 6)) {
      assertThat(point.x() * point.y() > 0).isEqualTo(point.label() == 0);
      assertThat(Math.min(Math.abs(point.x()), Math.abs(point.y()))).isGreaterThan(0.29);
    }
  }

  @Test
  void spiralsFollowConvNetJsFormula() {
    List<Point> points = draw("spiral", 2, 100, 0, 0, 7);
    for (int i = 0; i < 100; i++) {
      double r = i / 100.0 * 5;
      double turn = 1.25 * i / 100.0 * 2 * Math.PI;
      // Up to 0.1 off in radius, and in angle.
      double slack = 0.15 + 0.11 * r;
      assertThat(Math.hypot(points.get(100 + i).x() - r * Math.sin(turn), points.get(100 + i).y() - r * Math.cos(turn)))
          .isLessThan(slack);
      assertThat(Math.hypot(points.get(i).x() + r * Math.sin(turn), points.get(i).y() + r * Math.cos(turn)))
          .isLessThan(slack);
    }
  }

  @Test
  void cloudsHaveTheirMeans() {
    List<Point> points = draw("gauss", 2, 500, 0, 0, 8);
    double mean = points.stream().filter(point -> point.label() == 0).mapToDouble(Point::x).average().orElseThrow();
    double other = points.stream().filter(point -> point.label() == 1).mapToDouble(Point::y).average().orElseThrow();
    // Five standard errors of 500 points.
    assertThat(mean).isBetween(2 - 5 / Math.sqrt(500), 2 + 5 / Math.sqrt(500));
    assertThat(other).isBetween(-2 - 5 / Math.sqrt(500), -2 + 5 / Math.sqrt(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"circle", "xor", "gauss", "spiral", "random"})
  void anyKindHasAnyNumberOfClasses(String kind) {
    for (int classes = 2; classes <= PointSet.MAX_CLASSES; classes++) {
      List<Point> points = draw(kind, classes, 13, 0.3, 0.4, 9);
      assertThat(points).hasSize(13 * classes);
      assertThat(points.stream().map(Point::label).distinct()).hasSize(classes);
      assertThat(points.stream().filter(Point::test)).hasSize((int) Math.round(13 * classes * 0.4));
      assertThat(draw(kind, classes, 13, 0.3, 0.4, 9)).isEqualTo(points);
      assertThat(draw(kind, classes, 13, 0.3, 0.4, 10)).isNotEqualTo(points);
    }
  }

  @Test
  void theSimpleSetHasThirteenPoints() {
    List<Point> points = draw("simple", 2, 50, 0, 0, 1);
    assertThat(points).hasSize(13).contains(new Point(4.1832, 0.3044, 0, false), new Point(1, -2.2, 1, false));
    assertThat(points.stream().filter(point -> point.label() == 1)).hasSize(8);
  }

  @Test
  void keepsOnePointToLearnFrom() {
    assertThat(draw("simple", 2, 1, 0, 0.9, 1).stream().filter(point -> !point.test())).hasSize(1);
  }

  @Test
  void refusesWhatIsNoSet() {
    assertThatThrownBy(() -> draw("square", 2, 1, 0, 0, 1)).hasMessageContaining("square");
    assertThatThrownBy(() -> draw("xor", 7, 1, 0, 0, 1)).hasMessageContaining("received 7");
    assertThatThrownBy(() -> draw("xor", 2, 1_000_000_000, 0, 0, 1)).hasMessageContaining("from 1 to 500");
    assertThatThrownBy(() -> draw("xor", 2, 1, Double.NaN, 0, 1)).hasMessageContaining("noise");
    assertThatThrownBy(() -> draw("xor", 2, 1, 0, 1, 1)).hasMessageContaining("test points");
    assertThatThrownBy(() -> new Point(Double.NaN, 0, 0, false)).hasMessageContaining("away from 0");
    assertThatThrownBy(() -> new Point(0, 0, 6, false)).hasMessageContaining("class");
  }
}
