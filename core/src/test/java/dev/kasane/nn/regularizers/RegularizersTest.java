package dev.kasane.nn.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.graph.Node;
import dev.kasane.nn.Eval;
import dev.kasane.tensor.Shape;
import org.junit.jupiter.api.Test;

class RegularizersTest {

  private final Eval eval = new Eval();
  private final Node weights = eval.input(Shape.of(2, 2), 1, -2, 3, -0.5);

  @Test
  void sumsOfSizesAndSquares() {
    assertThat(eval.value(new L1(0.5).penalty(weights))).hasSize(1).containsExactly(3.25);
    assertThat(eval.value(new L2(0.25).penalty(weights))).hasSize(1).containsExactly(0.25 * 14.25);
    assertThat(eval.value(new L1L2(0.5, 0.25).penalty(weights))).hasSize(1).containsExactly(3.25 + 0.25 * 14.25);
  }

  @Test
  void derivatives() {
    assertThat(eval.gradient(new L1L2(0.5, 0.25).penalty(weights), weights))
        .containsExactly(new double[] {1, -1.5, 2, -0.75}, within(1e-12));
  }

  @Test
  void messages() {
    assertThatThrownBy(() -> new L2(-1)).hasMessage("L2: l2 must be a finite number, 0 or above, received -1.0");
  }
}
