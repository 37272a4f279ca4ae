package dev.kasane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.LambdaCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {

  /** W1 to W4 as published with the networks; W8 as PyTorch counts ResNet-18 for CIFAR; the others added by hand. */
  private static final Map<String, Long> PARAMETERS =
      Map.of(
          "W1", 33_194L,
          "W2", 6_371L,
          "W3", 5_994L,
          "W4", 22_466L,
          "W5", 784L * 50 + 50 + 50 * 10 + 10,
          "W6", 31L,
          "W7", 1_792L + 36_928 + 73_856 + 147_584 + 295_168 + 590_080 + 1_048_832 + 2_570,
          "W8", 11_173_962L,
          "W9", 4L * (28 * 128 + 128 * 128 + 128) + 1_290,
          "W10", 96L * 128 + 128 * 128 + 4 * (2 * 256 + 4 * (128 * 128 + 128) + 128 * 512 + 512 + 512 * 128 + 128)
              + 256 + 128 * 96);

  static List<Workload> workloads() {
    return Workloads.all();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void hasItsParametersAndLearns(Workload workload) {
    List<Double> losses = new ArrayList<>();
    try (CpuBackend backend = new CpuBackend(2);
        Model model = workload.model().get().backend(backend)) {
      model.fit(
          workload.data(2),
          fit -> fit.batchSize(2).shuffle(false).quiet().callbacks(LambdaCallback.onBatchEnd((run, batch) -> {
            losses.add(batch.loss());
            if (losses.size() == 3) {
              run.stop("enough");
            }
          })));
      assertThat(model.parameterCount()).isEqualTo(PARAMETERS.get(workload.name()));
      assertThat(model.predict(workload.inputs(3)).shape().dim(0)).isEqualTo(3);
    }
    assertThat(losses).hasSize(3).allSatisfy(loss -> assertThat(loss).isFinite());
    assertThat(losses.get(2)).as("it changes").isNotEqualTo(losses.get(0));
  }

  @Test
  void areFoundByNameAndTitle() {
    assertThat(Workloads.names()).containsExactly("W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "W10");
    assertThat(Objects.requireNonNull(Workloads.find("w10")).title()).isEqualTo("nano-gpt");
    assertThat(Objects.requireNonNull(Workloads.find("mnist-cnn")).name()).isEqualTo("W1");
    assertThat(Workloads.find("W11")).isNull();
  }

  @Test
  void medianAndQuantile() {
    assertThat(Windows.median(new double[] {5, 1, 3})).isEqualTo(3);
    assertThat(Windows.quantile(new double[] {4, 3, 2, 1}, 0.99)).isEqualTo(4);
    assertThat(Windows.median(new double[0])).isNaN();
  }
}
