package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InfoCommandTest {

  /** Counted by hand from the networks' descriptions. */
  @ParameterizedTest
  @CsvSource({
    "mnist-cnn, 33194",
    "blog-cnn, 6371",
    "blog-mlp, 39760",
    "convnetjs-mnist, 5994",
    "convnetjs-cifar, 22466",
  })
  void countsTheParametersOfARecipe(String recipe, int parameters) {
    JsonNode json = CliRun.of("info", recipe, "--json").json();
    assertThat(json.get("parameters").intValue()).isEqualTo(parameters);
    assertThat(json.get("bytes").intValue()).isEqualTo(4 * parameters);
  }

  @Test
  void showsALineForEachLayer() {
    CliRun run = CliRun.of("info", "mnist-cnn");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Output shape", "Parameters", "FLOPs", "Bytes", "(26, 26, 16)", "(3, 3, 32)", "(288)", "33,194");
  }

  @Test
  void givesShapesAndFlopsAsJson() {
    JsonNode layers = CliRun.of("info", "mnist-cnn", "--json").json().get("layers");
    JsonNode convolution =
        layers.valueStream().filter(row -> row.get("kind").stringValue().equals("conv2d")).toList().get(1);
    assertThat(convolution.get("output_shape").valueStream().map(JsonNode::intValue).toList())
        .isEqualTo(List.of(11, 11, 32));
    // 11 * 11 positions, 32 filters, 3 * 3 * 16 products and sums, then bias and ReLU.
    assertThat(convolution.get("flops").intValue()).isBetween(11 * 11 * 32 * 288, 11 * 11 * 32 * (288 + 2));
  }

  @Test
  void printsTheCompiledPlans() {
    CliRun run = CliRun.of("info", "mnist-cnn", "--plan", "--batch", 8);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("Plan of a training step, batch 8", "Plan of a prediction, batch 8", "conv2d");
  }

  @Test
  void putsThePlansIntoTheJson() {
    JsonNode json = CliRun.of("info", "blog-mlp", "--plan", "--batch", 8, "--json").json();
    assertThat(json.get("training_plan").get("flops").longValue())
        .isGreaterThan(json.get("prediction_plan").get("flops").longValue());
  }

  @Test
  void tellsProgramJdkAndBackend() {
    CliRun run = CliRun.of("--version");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("kasane ", "JDK " + Runtime.version(), "CPU backend: ");
  }

  @Test
  void showsHelp() {
    CliRun run = CliRun.of();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("train", "evaluate", "predict", "info", "data", "kasane train mnist-cnn");
  }
}
