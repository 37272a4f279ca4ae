package dev.kasane.backend.cpu.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.graph.BinaryFunction;
import dev.kasane.plan.ElementwiseProgram.Access;
import dev.kasane.plan.ElementwiseProgram.Instruction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a loop is made for decides which class it is, and nothing else. */
@Tag("widths")
class ElementwiseLoopTest {

  @BeforeEach
  void vectorsOnly() {
    assumeThat(KernelProvider.get().lanes()).as("lanes").isGreaterThan(1);
  }

  private static ElementwiseLoop loop(BinaryFunction f, Access second, Optional<Float> number, int cols) {
    return new ElementwiseLoop(
        List.of(Access.FULL, second),
        List.of(Optional.empty(), number),
        List.of(new Instruction.Binary(f, 0, 1)),
        List.of(2),
        List.of(),
        cols,
        0);
  }

  @Test
  void equalLoopsAreOneClass() {
    ElementwiseKernel kernel = loop(BinaryFunction.SUB, Access.SCALAR, Optional.of(2f), 0).kernel();
    assertThat(loop(BinaryFunction.SUB, Access.SCALAR, Optional.of(2f), 0).kernel()).isSameAs(kernel);
    assertThat(loop(BinaryFunction.SUB, Access.SCALAR, Optional.of(3f), 0).kernel()).isNotSameAs(kernel);
    assertThat(loop(BinaryFunction.SUB, Access.SCALAR, Optional.empty(), 0).kernel()).isNotSameAs(kernel);
    assertThat(loop(BinaryFunction.ADD, Access.SCALAR, Optional.of(2f), 0).kernel()).isNotSameAs(kernel);
    assertThat(loop(BinaryFunction.SUB, Access.FULL, Optional.empty(), 0).kernel()).isNotSameAs(kernel);
    assertThat(loop(BinaryFunction.SUB, Access.ROW, Optional.empty(), 64).kernel())
        .isNotSameAs(loop(BinaryFunction.SUB, Access.ROW, Optional.empty(), 128).kernel());
  }

  @Test
  void anOutputMayBeAnInput() {
    int lanes = KernelProvider.get().lanes();
    float[] x = new float[3 * lanes];
    float[] y = new float[3 * lanes];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      y[i] = i * i;
    }
    ElementwiseKernel kernel = loop(BinaryFunction.MUL, Access.FULL, Optional.empty(), 0).kernel();
    kernel.run(2 * lanes, new float[][] {x, y, y}, new int[] {lanes, lanes, lanes}, 0);
    for (int i = 0; i < x.length; i++) {
      assertThat(y[i]).isEqualTo(i < lanes ? (float) i * i : (float) i * i * i);
      assertThat(x[i]).isEqualTo((float) i);
    }
  }
}
