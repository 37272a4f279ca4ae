package dev.kasane.train;

import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.categoricalCrossentropy;
import static dev.kasane.nn.Losses.meanSquaredError;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.graph.ShapeException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data that does not fit is refused before anything is computed, with a message that says what to do. */
class DataCheckTest {

  private final Model model = Examples.blobModel(3);

  @Test
  void wrongSampleShape() {
    Dataset data = Dataset.of(Tensor.zeros(4, 5), Tensor.zeros(4));
    assertThatThrownBy(() -> model.fit(data, fit -> fit.quiet()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("input input_1: expected samples of shape (2), received shape (5)");
    assertThatThrownBy(() -> model.evaluate(data)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> model.predict(data)).isInstanceOf(DataException.class);
  }

  @Test
  void labelOutOfRangeNamesSampleLabelAndClasses() {
    Dataset data = Dataset.of(Tensor.zeros(4, 2), Tensor.vector(0, 1, 3, 2));
    String before = model.weightsSha256();
    assertThatThrownBy(() -> model.fit(data, fit -> fit.quiet()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Sample 2: expected a label that is a whole number in 0 to 2")
        .hasMessageContaining("received label 3");
    assertThatThrownBy(() -> model.fit(Dataset.of(Tensor.zeros(2, 2), Tensor.vector(-1, 0)), fit -> fit.quiet()))
        .hasMessageContaining("label -1");
    assertThatThrownBy(() -> model.fit(Dataset.of(Tensor.zeros(2, 2), Tensor.vector(0, 0.5f)), fit -> fit.quiet()))
        .hasMessageContaining("Sample 1").hasMessageContaining("label 0.5");
    assertThat(model.weightsSha256()).isEqualTo(before);
    assertThat(model.steps()).isZero();
  }

  @Test
  void badLabelInTheValidationPartIsFoundBeforeTraining() {
    Tensor labels = Tensor.zeros(10);
    labels.set(7, 9);
    Dataset data = Dataset.of(Tensor.zeros(10, 2), labels);
    assertThatThrownBy(() -> model.fit(data, fit -> fit.validationSplit(0.2).quiet()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("label 7");
    assertThat(model.steps()).isZero();
  }

  @Test
  void nanAndInfinityNameTheSample() {
    Tensor x = Tensor.zeros(4, 2);
    x.set(Float.NaN, 2, 1);
    assertThatThrownBy(() -> model.fit(Dataset.of(x, Tensor.zeros(4)), fit -> fit.quiet()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Sample 2").hasMessageContaining("NaN");
    x.set(Float.POSITIVE_INFINITY, 2, 1);
    assertThatThrownBy(() -> model.fit(Dataset.of(x, Tensor.zeros(4)), fit -> fit.quiet()))
        .hasMessageContaining("Sample 2").hasMessageContaining("Infinity");
  }

  @Test
  void classIndicesForALossOverVectorsAndTheOtherWayRound() {
    Model dense = Sequential.of(input(2), dense(3).activation(SOFTMAX))
        .backend(new CpuBackend(1))
        .compile(sgd(0.1), categoricalCrossentropy());
    assertThatThrownBy(() -> dense.fit(Dataset.of(Tensor.zeros(4, 2), Tensor.zeros(4)), fit -> fit.quiet()))
        .hasMessageContaining("expected samples of shape (3)").hasMessageContaining("oneHot(3)");
    assertThatThrownBy(() -> model.fit(Dataset.of(Tensor.zeros(4, 2), Tensor.zeros(4, 3)), fit -> fit.quiet()))
        .hasMessageContaining("not sparse");
  }

  @Test
  void wrongNumberOfInputsOrTargets() {
    Dataset twoInputs = Dataset.of(List.of(Tensor.zeros(4, 2), Tensor.zeros(4, 2)), List.of(Tensor.zeros(4)));
    assertThatThrownBy(() -> model.fit(twoInputs, fit -> fit.quiet())).hasMessageContaining("expected 1 input");
    Dataset noTargets = Dataset.of(List.of(Tensor.zeros(4, 2)), List.of());
    assertThatThrownBy(() -> model.fit(noTargets, fit -> fit.quiet())).hasMessageContaining("expected 1 target");
  }

  @Test
  void axesOfSizeOneMayBeLeftOut() {
    Model regression = Sequential.of(input(2), dense(1)).backend(new CpuBackend(1))
        .compile(sgd(0.1), meanSquaredError());
    regression.fit(Dataset.of(Tensor.zeros(4, 1, 2), Tensor.zeros(4)), fit -> fit.quiet());
    assertThat(regression.steps()).isEqualTo(1);
  }

  @Test
  void predictNeedsTheBatchAxis() {
    assertThatThrownBy(() -> model.predict(Tensor.vector(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("expects (samples, 2), received shape (2)")
        .hasMessageContaining("(1, 2)");
    assertThatThrownBy(() -> model.predict(Tensor.zeros(3, 4))).hasMessageContaining("received shape (3, 4)");
    assertThatThrownBy(() -> model.predict(Tensor.scalar(1))).isInstanceOf(ShapeException.class);
  }

  @Test
  void mistakesInTheOrderOfCalls() {
    Model fresh = Sequential.of(input(2), dense(1)).backend(new CpuBackend(1));
    assertThatThrownBy(() -> fresh.fit(Examples.xor())).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("compile");
    assertThatThrownBy(() -> fresh.evaluate(Examples.xor())).hasMessageContaining("compile");
    assertThatThrownBy(() -> Sequential.of(dense(1)).backend(new CpuBackend(1)).summary())
        .hasMessageContaining("input");
    fresh.build();
    assertThatThrownBy(() -> fresh.seed(3)).hasMessageContaining("before");
    assertThatThrownBy(() -> model.fit(Examples.xor(), fit -> fit.batchSize(0))).hasMessageContaining("batchSize");
    assertThatThrownBy(() -> model.fit(Examples.xor(), fit -> fit.validationSplit(1))).hasMessageContaining("0.15");
    assertThatThrownBy(() -> fresh.compile(sgd(0.1), dev.kasane.nn.Losses.sparseCategoricalCrossentropy()))
        .isInstanceOf(ShapeException.class).hasMessageContaining("dense_1")
        .hasMessageContaining(Shape.of(1).toString());
  }
}
