package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SweepCommandTest {

  private static final String FUNCTION =
      """
      {"experiment": "function", "settings": {"function": "identity", "updates": 40, "every": 10},
       "vary": {"learning_rate": [0.03, 0.3], "neurons": [2, 4]}, "seeds": 2}
      """;

  private static final String MLP =
      """
      {"experiment": "mlp", "settings": {"samples": 120, "epochs": 4, "hidden": 5, "batch_size": 10},
       "vary": {"learning_rate": [0.01, 0.5, 1], "activation": ["sigmoid", "tanh"]}, "seeds": 2,
       "early_stop": {"factor": 2, "rounds": 2}}
      """;

  @TempDir private Path folder;

  private Path recipe(String text) throws Exception {
    return Files.writeString(folder.resolve("recipe.json"), text);
  }

  @Test
  void itWritesResultsAndAPage() throws Exception {
    Path out = folder.resolve("out");
    CliRun run = CliRun.of("sweep", recipe(FUNCTION), "--out", out, "--json", "--threads", 2);
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("trials").asInt()).isEqualTo(4);
    assertThat(json.get("runs").asInt()).isEqualTo(8);
    assertThat(json.get("best").get("learning_rate").asString()).isEqualTo("0.3");
    assertThat(Files.readAllLines(out.resolve("results.csv"))).hasSize(9).first().asString()
        .startsWith("trial,function,activation,layers,neurons,learning_rate,updates,every,seed,steps,");
    assertThat(out.resolve("curves.csv")).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("sweep.html"))).contains("<svg");
    assertThat(run.err()).contains("8 of 8 runs");
  }

  @Test
  void threadsDoNotChangeWhatANetworkLearns() throws Exception {
    Path data = TinyMnist.write(folder.resolve("data"), 150, 50);
    Path recipe = recipe(MLP);
    for (int threads : new int[] {1, 3}) {
      CliRun run = CliRun.of("sweep", recipe, "--data", data, "--out", folder.resolve("t" + threads), "--threads", threads);
      assertThat(run.status()).as(run.err()).isZero();
    }
    assertThat(folder.resolve("t3/curves.csv")).hasSameTextualContentAs(folder.resolve("t1/curves.csv"));
    assertThat(Files.readString(folder.resolve("t1/results.csv"))).contains(",yes,", ",no,");
  }

  /** Runs that were killed between two epochs go on from their checkpoint; rounds go on from the round before. */
  @Test
  void aKilledSweepOfNetworksGoesOn() throws Exception {
    Path data = TinyMnist.write(folder.resolve("data"), 150, 50);
    Path recipe = recipe(MLP);
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(CliRun.of("sweep", recipe, "--data", data, "--out", whole).status()).isZero();
    Process process = ProcessRun.start(folder, folder, Map.of(),
        ProcessRun.kasane("sweep", recipe, "--data", data, "--out", killed, "--threads", 2));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (process.isAlive() && count(killed) < 5 && System.nanoTime() < deadline) {
      Thread.sleep(2);
    }
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    assertThat(alive).as("killed in the midst of its work").isTrue();
    assertThat(killed.resolve("results.csv")).doesNotExist();
    CliRun rest = CliRun.of("sweep", recipe, "--data", data, "--out", killed);
    assertThat(rest.status()).as(rest.err()).isZero();
    assertThat(killed.resolve("results.csv")).hasSameTextualContentAs(whole.resolve("results.csv"));
    assertThat(killed.resolve("curves.csv")).hasSameTextualContentAs(whole.resolve("curves.csv"));
    try (Stream<Path> files = Files.list(killed.resolve("runs"))) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".checkpoint"));
    }
  }

  private static long count(Path out) throws Exception {
    if (!Files.isDirectory(out.resolve("runs"))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(out.resolve("runs"))) {
      return files.filter(file -> file.toString().endsWith(".json")).count() - 1;
    }
  }

  @Test
  void experimentsAreListed() {
    assertThat(CliRun.of("sweep", "--list").out()).contains("function", "mlp", "mnist-cnn", "learning_rate");
  }

  @Test
  void mistakesAreToldInOneLine() throws Exception {
    assertMistake(2, "expected a recipe file", "sweep");
    assertMistake(1, "none.json: cannot be read", "sweep", folder.resolve("none.json"));
    assertMistake(2, "received a folder", "sweep", folder);
    assertMistake(1, "recipe.json: vary.hidden: expected a list of values or a range", "sweep",
        recipe("{\"experiment\": \"mlp\", \"vary\": {\"hidden\": true}}"));
    Path bytes = Files.write(folder.resolve("bytes.json"), new byte[] {'{', (byte) 0xFF, (byte) 0xFE});
    assertMistake(1, "expected JSON in UTF-8", "sweep", bytes);
    assertMistake(1, "expected the MNIST files", "sweep", recipe(MLP), "--data", folder, "--out",
        folder.resolve("none"));
  }

  @Test
  void aChangedRecipeIsRefused() throws Exception {
    Path out = folder.resolve("out");
    assertThat(CliRun.of("sweep", recipe(FUNCTION), "--out", out).status()).isZero();
    assertMistake(1, "another recipe (seeds differs)", "sweep", recipe(FUNCTION.replace("\"seeds\": 2", "\"seeds\": 3")),
        "--out", out);
    assertThat(CliRun.of("sweep", recipe(FUNCTION.replace(",", " , ")), "--out", out).status()).isZero();
  }

  private static void assertMistake(int status, String message, Object... args) {
    CliRun run = CliRun.of(args);
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err().lines().filter(line -> line.startsWith("kasane:"))).singleElement().asString()
        .contains(message);
  }
}
