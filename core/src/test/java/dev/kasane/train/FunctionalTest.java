package dev.kasane.train;

import static dev.kasane.nn.Layers.add;
import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.concatenate;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.meanSquaredError;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Metrics.mae;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.layers.Layer;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models of any form: names, shared layers, merges, several inputs and outputs. */
class FunctionalTest {

  @Test
  void layersGetRunningNamesByKindAndKeepChosenOnes() {
    Symbol x = Symbols.input("features", 4);
    Symbol y = x.then(dense(3)).then("dense_2", dense(5)).then(dense(2)).then(flatten());
    Model model = Model.of(x, y).backend(new CpuBackend(1));
    assertThat(model.network().layers().stream().map(Network.NamedLayer::name))
        .containsExactly("dense_1", "dense_2", "dense_3", "flatten_1");
    assertThat(model.network().outputs().getFirst().name()).isEqualTo("flatten_1");
  }

  @Test
  void sequentialAndFunctionalDescribeTheSameNetwork() {
    Model sequential = Sequential.of(input(4), dense(3).activation(RELU), dense(2));
    Symbol x = Symbols.input("input_1", 4);
    Model functional = Model.of(x, x.then(dense(3).activation(RELU)).then(dense(2)));
    assertThat(sequential.network()).isEqualTo(functional.network());
    assertThat(sequential.backend(new CpuBackend(1)).weightsSha256())
        .isEqualTo(functional.backend(new CpuBackend(1)).weightsSha256());
  }

  /** y = w(w·a) with w used twice: dy/dw = 2·w·a, the sum of what both uses contribute. */
  @Test
  void sharedLayerHasOneWeightWhoseGradientIsTheSumOfItsUses() {
    Layer shared = dense(1).useBias(false);
    Symbol x = Symbols.input("a", 1);
    Model model =
        Model.of(x, x.then("w", shared).then(shared))
            .backend(new CpuBackend(1))
            .compile(sgd(0.1), meanSquaredError());
    assertThat(model.weightPaths()).containsExactly("w/kernel");
    model.setWeight("w/kernel", Tensor.of(Shape.of(1, 1), 3));
    assertThat(model.predict(Tensor.of(Shape.of(1, 1), 2)).item()).isEqualTo(18);
    model.fit(Dataset.of(Tensor.of(Shape.of(1, 1), 2), Tensor.of(Shape.of(1, 1), 17)), fit -> fit.quiet());
    // Loss (18 − 17)², its derivative by w: 2 · 1 · (2 · 3 · 2) = 24.
    assertThat(model.getWeight("w/kernel").item()).isCloseTo(3 - 0.1f * 24, within(1e-5f));
  }

  @Test
  void equalLayersAreNotShared() {
    Symbol x = Symbols.input("a", 2);
    Model model = Model.of(x, x.then(dense(2)).then(dense(2))).backend(new CpuBackend(1));
    assertThat(model.weightPaths()).contains("dense_1/kernel", "dense_2/kernel");
    assertThat(model.getWeight("dense_1/kernel")).isNotEqualTo(model.getWeight("dense_2/kernel"));
  }

  /** Two steps of the running mean in one step of training, each from what the other use saw. */
  @Test
  void sharedBatchNormalizationMovesItsStateOncePerUse() {
    Layer shared = batchNormalization().momentum(0.5);
    Symbol a = Symbols.input("a", 1);
    Symbol b = Symbols.input("b", 1);
    Symbol sum = Symbols.apply(add(), a.then("norm", shared), b.then(shared));
    Model model =
        Model.of(List.of(a, b), List.of(sum)).backend(new CpuBackend(1)).compile(sgd(0.0), meanSquaredError());
    Tensor ones = Tensor.filled(Shape.of(4, 1), 8);
    Tensor threes = Tensor.filled(Shape.of(4, 1), 40);
    model.fit(Dataset.of(List.of(ones, threes), List.of(Tensor.zeros(4, 1))), fit -> fit.batchSize(4).quiet());
    float afterFirst = 0 * 0.5f + 8 * 0.5f;
    assertThat(model.getWeight("norm/moving_mean").item()).isCloseTo(afterFirst * 0.5f + 40 * 0.5f, within(1e-5f));
  }

  @Test
  void mergesAndSeveralInputsAndOutputs() {
    Symbol a = Symbols.input("a", 3);
    Symbol b = Symbols.input("b", 2);
    Symbol joined = Symbols.apply("joined", concatenate(), a, b.then(dense(4)));
    Symbol kind = joined.then("kind", dense(3).activation(SOFTMAX));
    Symbol size = joined.then("size", dense(1));
    Model model =
        Model.of(List.of(a, b), List.of(kind, size))
            .backend(new CpuBackend(1))
            .compile(
                adam(0.05),
                Objective.of(sparseCategoricalCrossentropy(), accuracy()),
                Objective.of(meanSquaredError(), mae()).weight(0.5));
    Tensor xa = Tensor.of(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1);
    Tensor xb = Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Dataset data = Dataset.of(List.of(xa, xb), List.of(Tensor.vector(0, 1, 2), Tensor.of(Shape.of(3, 1), 1, 2, 3)));
    Evaluation first = model.evaluate(data);
    assertThat(first.values())
        .containsOnlyKeys("loss", "kind/loss", "kind/accuracy", "size/loss", "size/mean_absolute_error");
    assertThat(first.loss()).isCloseTo(first.get("kind/loss") + 0.5 * first.get("size/loss"), within(1e-5));
    History history = model.fit(data, fit -> fit.epochs(60).batchSize(3).quiet());
    assertThat(history.last("loss")).isLessThan(first.loss() / 10);
    List<Tensor> outputs = model.predict(List.of(xa, xb));
    assertThat(outputs).extracting(Tensor::shape).containsExactly(Shape.of(3, 3), Shape.of(3, 1));
    assertThatThrownBy(() -> model.predict(xa)).isInstanceOf(ShapeException.class).hasMessageContaining("2 inputs");
    assertThatThrownBy(() -> model.predict(data)).hasMessageContaining("predictAll").hasMessageContaining("kind");
  }

  @Test
  void misfitNamesLayerAndWhatComesBeforeIt() {
    Symbol a = Symbols.input("a", 3);
    Symbol b = a.then(dense(5));
    assertThatThrownBy(() -> Model.of(a, Symbols.apply(add(), a, b)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("add_1")
        .hasMessageContaining("a, gives samples of shape (3)")
        .hasMessageContaining("dense_1, gives samples of shape (5)");
  }

  @Test
  void wrongDescriptionsAreRefused() {
    Symbol a = Symbols.input("a", 3);
    Symbol b = Symbols.input("b", 3);
    assertThatThrownBy(() -> Model.of(a, Symbols.apply(add(), a, b))).hasMessageContaining("'b'");
    assertThatThrownBy(() -> Model.of(List.of(a, a), List.of(a.then(dense(1))))).hasMessageContaining("listed twice");
    assertThatThrownBy(() -> Model.of(a, a.then("x", dense(1)).then("x", dense(1)))).hasMessageContaining("used twice");
    assertThatThrownBy(() -> Model.of(a, a.then("a/b", dense(1)))).hasMessageContaining("'/'");
    assertThatThrownBy(() -> Model.of(a.then(dense(1)), a)).hasMessageContaining("Symbols.input");
    assertThatThrownBy(() -> Sequential.of(input(3))).hasMessageContaining("at least one layer");
    Model twoOutputs = Model.of(List.of(a), List.of(a.then(dense(1)), a.then(dense(2))));
    assertThatThrownBy(() -> twoOutputs.compile(sgd(0.1), meanSquaredError()))
        .hasMessageContaining("2 outputs").hasMessageContaining("received 1");
  }

  @Test
  void aThousandLayersDoNotExhaustTheStack() {
    Symbol x = Symbols.input("x", 1);
    Symbol y = x;
    for (int i = 0; i < 1000; i++) {
      y = y.then(flatten());
    }
    assertThat(Model.of(x, y).network().calls()).hasSize(1000);
  }

  @Test
  void summaryCountsParametersAndOperations() {
    Model model = Sequential.of(input(4), dense(3), batchNormalization(), dense(2).useBias(false))
        .backend(new CpuBackend(1));
    Summary summary = model.summary();
    assertThat(summary.rows()).extracting(Summary.Row::name)
        .containsExactly("input_1", "dense_1", "batch_normalization_1", "dense_2");
    assertThat(summary.rows()).extracting(Summary.Row::parameters).containsExactly(0L, 15L, 6L, 6L);
    assertThat(summary.rows()).extracting(Summary.Row::states).containsExactly(0L, 0L, 6L, 0L);
    assertThat(summary.rows().get(1).flops()).isEqualTo(2 * 4 * 3 + 3);
    assertThat(summary.rows().get(1).bytes()).isEqualTo(60);
    assertThat(summary.rows().get(3).connectedTo()).containsExactly("batch_normalization_1");
    assertThat(summary.toString()).contains("dense_1", "(3)", "Parameters: 27, states: 6, bytes: 132");
    assertThat(model.parameterCount()).isEqualTo(27);
  }

  @Test
  void weightsAreSetAsAWholeOrNotAtAll() {
    Model model = Sequential.of(input(2), dense(2)).backend(new CpuBackend(1));
    String before = model.weightsSha256();
    assertThatThrownBy(() -> model.setWeights(
            new java.util.TreeMap<>(Map.of("dense_1/bias", Tensor.zeros(2), "dense_1/kernel", Tensor.zeros(3, 2)))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("dense_1/kernel has shape (2, 2), received (3, 2)");
    assertThatThrownBy(() -> model.setWeight("dense_9/bias", Tensor.zeros(2))).hasMessageContaining("dense_1/bias");
    assertThat(model.weightsSha256()).isEqualTo(before);
  }
}
