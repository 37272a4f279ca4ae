package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.magic.MagicNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kasane auto}. */
class AutoCommandTest {

  @TempDir Path folder;

  private Path csv;

  @BeforeEach
  void writeTable() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    StringBuilder text = new StringBuilder("x,y,place\n");
    for (int i = 0; i < 80; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      text.append(x).append(',').append(i % 9 == 0 ? "" : y).append(',').append(x > 0.5 ? "right" : "left").append('\n');
    }
    csv = folder.resolve("places.csv");
    Files.writeString(csv, text);
  }

  @Test
  void printsARankingAndSavesTheEnsemble() throws IOException {
    CliRun run =
        CliRun.of("auto", csv.toString(), "--label", "place", "--candidates", "4", "--folds", "2", "--epochs", "10",
            "--ensemble", "2");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("2 classes", "hidden layers", "kept away");
    Path saved = folder.resolve("places.ensemble.json");
    MagicNet ensemble = MagicNet.fromJSON(ConvNetJson.parse(Files.readString(saved)));
    assertThat(ensemble.predict(Vol.of(0, 0))).isBetween(0, 1);
  }

  @Test
  void mistakesAreOneLine() {
    CliRun run = CliRun.of("auto", csv.toString(), "--label", "plaice");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("received 'plaice'").doesNotContain("\tat ");
    assertThat(CliRun.of("auto", csv.toString(), "--task", "clasification").err()).contains("Did you mean");
    assertThat(CliRun.of("auto", folder.resolve("none.csv").toString()).err()).contains("does not exist");
    assertThat(CliRun.of("auto", csv.toString(), "--folds", "500").err()).contains("at most the");
    assertThat(CliRun.of("auto", csv.toString(), "--separator", "ab").err()).contains("one character");
  }
}
