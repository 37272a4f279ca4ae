package dev.kasane.lessons.preparations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.graph.Ops;
import dev.kasane.lessons.preparations.byhand.Derivatives;
import dev.kasane.lessons.preparations.byhand.Descent;
import dev.kasane.lessons.preparations.byhand.Matrices;
import dev.kasane.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Arrays and loops against values worked out on paper and against Kasane. */
class PreparationsTest {

  @Test
  void sumsAndProductsWorkedOutOnPaper() {
    double[][] a = {{1, 2, 3}, {4, 5, 6}};
    double[][] b = {{7, 8}, {9, 10}, {11, 12}};

    assertThat(Matrices.product(a, b)).isDeepEqualTo(new double[][] {{58, 64}, {139, 154}});
    assertThat(Matrices.product(b, a)).isDeepEqualTo(new double[][] {{39, 54, 69}, {49, 68, 87}, {59, 82, 105}});
    assertThat(Matrices.product(a, new double[] {1, 0, -1})).containsExactly(-2, -2);
    assertThat(Matrices.sum(a, new double[][] {{1, 1, 1}, {2, 2, 2}}))
        .isDeepEqualTo(new double[][] {{2, 3, 4}, {6, 7, 8}});
    Tensor product = WithKasane.product(Tensor.matrix(new float[] {1, 2, 3}, new float[] {4, 5, 6}),
        Tensor.matrix(new float[] {7, 8}, new float[] {9, 10}, new float[] {11, 12}));
    assertThat(product).isEqualTo(Tensor.matrix(new float[] {58, 64}, new float[] {139, 154}));
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    double[][] a = {{1, 2, 3}, {4, 5, 6}};
    assertThatIllegalArgumentException().isThrownBy(() -> Matrices.product(a, a)).withMessageContaining("2x3 and 2x3");
    assertThatIllegalArgumentException().isThrownBy(() -> Matrices.product(a, new double[2]))
        .withMessageContaining("2x3");
    assertThatIllegalArgumentException().isThrownBy(() -> Matrices.sum(a, new double[][] {{1, 2}}))
        .withMessageContaining("2x3 and 1x2");
  }

  @Test
  void derivativesOfTheSine() {
    for (double x : new double[] {-1.3, 0.2, 2}) {
      assertThat(Derivatives.forward(Math::sin, x, 1e-3)).isCloseTo(Math.cos(x), within(1e-3));
      assertThat(Derivatives.central(Math::sin, x, 1e-3)).isCloseTo(Math.cos(x), within(1e-6));
      assertThat(WithKasane.slope(Ops::sin, x)).isCloseTo(Math.cos(x), within(1e-6));
      double exactErrorOfForward = -Math.sin(x) / 2 * 1e-3;
      assertThat(Derivatives.forward(Math::sin, x, 1e-3) - Math.cos(x)).isCloseTo(exactErrorOfForward, within(1e-6));
    }
  }

  @Test
  void descentByHandAndWithKasaneTakesTheSamePath() {
    double[] start = {2, -1.5, 0.7, 3, -2};
    double[][] byHand = Descent.path(x -> {
      double sum = 0;
      for (double each : x) {
        sum += each * each + Math.sin(each);
      }
      return sum;
    }, start, 0.1, 40);
    double[][] kasane = WithKasane.descent(x -> Ops.sum(Ops.add(Ops.square(x), Ops.sin(x))), start, 0.1, 40);

    assertThat(kasane).hasDimensions(41, 5);
    for (int step = 0; step <= 40; step++) {
      assertThat(kasane[step]).containsExactly(byHand[step], within(1e-5));
    }
    assertThat(byHand[40]).as("2x + cos x = 0").containsExactly(
        new double[] {-0.450184, -0.450184, -0.450184, -0.450184, -0.450184}, within(1e-3));
  }
}
