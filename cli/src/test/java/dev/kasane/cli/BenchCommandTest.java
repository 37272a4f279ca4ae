package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BenchCommandTest {

  @Test
  void printsTheDocumentedFields() {
    CliRun run = CliRun.of("bench", "W6", "--seconds", "0.3", "--threads", "1", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    JsonNode result = run.json();
    assertThat(result.get("peer").asString()).isEqualTo("kasane");
    assertThat(result.get("mode").asString()).isEqualTo("cpu");
    assertThat(result.get("workload").asString()).isEqualTo("W6");
    assertThat(result.get("batch").asInt()).isEqualTo(20);
    assertThat(result.get("threads").asInt()).isEqualTo(1);
    for (String field : new String[] {"images_per_s", "infer_images_per_s", "latency_us_b1", "warmup_s", "gflops"}) {
      assertThat(result.get(field).asDouble()).as(field).isPositive();
    }
    assertThat(result.get("steps_per_s").asDouble()).isPositive();
    assertThat(result.get("latency_us_b1_p99").asDouble()).isGreaterThanOrEqualTo(
        result.get("latency_us_b1").asDouble());
    assertThat(result.has("peak_rss_mb")).isTrue();
  }

  @Test
  void measuresTheBlogsThreeThousandIterations() {
    CliRun run = CliRun.of("bench", "blog-cnn", "--seconds", "0.3", "--batch", "4", "--json", "--in-process");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("workload").asString()).isEqualTo("W2");
    assertThat(run.json().get("seconds_3000_iterations").asDouble()).isPositive();
  }

  @Test
  void aTableForPeople() {
    CliRun run = CliRun.of("bench", "W6", "--seconds", "0.2", "--in-process");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("function-fit").contains("steps per second: ").contains("trained/s");
  }

  @Test
  void oneLineForAWorkloadThatDoesNotExist() {
    CliRun run = CliRun.of("bench", "mnist-cn");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .startsWith("kasane: there is no workload 'mnist-cn'. Did you mean mnist-cnn")
        .contains("The workloads are W1, W2");
  }

  @Test
  void oneLineForSettingsThatCannotBe() {
    assertThat(CliRun.of("bench", "W6", "--seconds", "0").err())
        .startsWith("kasane: --seconds: expected seconds above 0").hasLineCount(1);
    assertThat(CliRun.of("bench", "W6", "--batch", "0").status()).isEqualTo(2);
    CliRun huge = CliRun.of("bench", "W7", "--batch", "2000000000", "--in-process");
    assertThat(huge.status()).isEqualTo(2);
    assertThat(huge.err()).startsWith("kasane: --batch: W7 with a batch of 2000000000").hasLineCount(1);
  }
}
