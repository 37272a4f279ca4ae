package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DataCommandTest {

  @TempDir private Path folder;

  @Test
  void countsTheImagesOfAFolder() throws IOException {
    TinyMnist.write(folder.resolve("mnist"), 45, 10);
    CliRun run = CliRun.of("data", "info", folder);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("(28, 28, 1)").containsPattern("all +45 +10");
  }

  @Test
  void givesTheCountsAsJson() throws IOException {
    TinyMnist.write(folder, 45, 10);
    JsonNode set = CliRun.of("data", "info", folder, "--json").json().get("datasets").get(0);
    assertThat(set.get("train").get("samples").intValue()).isEqualTo(45);
    assertThat(set.get("train").get("class_counts").get(4).intValue()).isEqualTo(5);
    assertThat(set.get("train").get("class_counts").get(5).intValue()).isEqualTo(4);
    assertThat(set.get("test").get("content_sha256").stringValue()).matches("[0-9a-f]{64}");
  }
}
