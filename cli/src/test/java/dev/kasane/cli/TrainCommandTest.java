package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {

  private static final int TRAIN = 230;
  private static final int TEST = 50;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void makeData() throws IOException {
    data = TinyMnist.write(folder.resolve("data"), TRAIN, TEST);
  }

  /** Trains blog-mlp for two epochs, with other or more options if wanted. */
  private CliRun train(String name, Object... more) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("--data", data);
    options.put("--epochs", 2);
    options.put("--batch-size", 32);
    options.put("--out", folder.resolve(name + ".kasane"));
    for (int i = 0; i + 1 < more.length; i += 2) {
      options.put(more[i].toString(), more[i + 1]);
    }
    List<Object> args = new ArrayList<>(List.of("train", "blog-mlp"));
    options.forEach((option, value) -> args.addAll(List.of(option, value)));
    if (more.length % 2 == 1) {
      args.add(more[more.length - 1]);
    }
    return CliRun.of(args.toArray());
  }

  @Test
  void reportsWhatTheSavedModelDoes() throws IOException {
    Path report = folder.resolve("report.json");
    CliRun run = train("model", "--json", report, "--optimizer", "adam", "--seed", 7, "--threads", 2,
        "--validation-split", "0.1");
    assertThat(run.status()).as(run.err()).isZero();

    JsonNode json = CliRun.json(Files.readString(report));
    assertThat(json.get("epochs").intValue()).isEqualTo(2);
    assertThat(json.get("seed").intValue()).isEqualTo(7);
    assertThat(json.get("optimizer").stringValue()).isEqualTo("adam");
    assertThat(json.get("learning_rate").doubleValue()).isEqualTo(1e-3);
    assertThat(json.get("threads").intValue()).isEqualTo(2);
    // 784 * 50 + 50 + 50 * 10 + 10
    assertThat(json.get("parameters").intValue()).isEqualTo(39_760);
    assertThat(json.get("train_seconds").doubleValue()).isPositive();
    // Ten percent of 230 are held back: 207 images in each of two epochs.
    assertThat(json.get("images_per_second").doubleValue() * json.get("train_seconds").doubleValue())
        .isCloseTo(2 * 207, within(0.01));
    assertThat(json.get("history").get("val_accuracy")).hasSize(2);

    Path saved = folder.resolve("model.kasane");
    try (Model model = Model.load(saved)) {
      assertThat(json.get("weights_sha256").stringValue()).isEqualTo(model.weightsSha256());
    }
    JsonNode measured = CliRun.of("evaluate", saved, "--data", data, "--json").json();
    assertThat(json.get("test_accuracy").doubleValue()).isEqualTo(measured.get("accuracy").doubleValue());
    assertThat(run.out()).contains("test accuracy", "model saved", saved.toString(), "recall");
  }

  @Test
  void learns() {
    CliRun run = train("model", "--epochs", 20, "--optimizer", "adam", "--learning-rate", "0.01", "--json", "-");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("test_accuracy").doubleValue()).isGreaterThan(0.95);
  }

  @Test
  void writesOnlyJsonToStandardOutputWhenAskedTo() {
    CliRun run = train("model", "--json", "-");
    assertThat(run.json().get("recipe").stringValue()).isEqualTo("blog-mlp");
    assertThat(run.err()).contains("test accuracy");
  }

  @Test
  void sameSeedGivesTheSameWeightsAtAnyNumberOfThreads() {
    String first = train("a", "--json", "-", "--threads", 1).json().get("weights_sha256").stringValue();
    assertThat(train("b", "--json", "-", "--threads", 3).json().get("weights_sha256").stringValue()).isEqualTo(first);
    assertThat(train("c", "--json", "-", "--seed", 43).json().get("weights_sha256").stringValue())
        .isNotEqualTo(first);
  }

  @Test
  void goesOnFromACheckpointToTheSameWeights() {
    String whole = train("whole", "--json", "-").json().get("weights_sha256").stringValue();
    Path checkpoint = folder.resolve("half.ckpt");
    assertThat(train("half", "--epochs", 1, "--checkpoint", checkpoint).status()).isZero();
    CliRun resumed = train("resumed", "--resume", checkpoint, "--json", "-");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.json().get("weights_sha256").stringValue()).isEqualTo(whole);
    assertThat(resumed.json().get("epochs").intValue()).isEqualTo(2);
  }

  @Test
  void refusesACheckpointOfOtherSettings() {
    Path checkpoint = folder.resolve("half.ckpt");
    train("half", "--epochs", 1, "--checkpoint", checkpoint);
    CliRun resumed = train("resumed", "--resume", checkpoint, "--batch-size", 31);
    assertThat(resumed.status()).isEqualTo(2);
    assertThat(resumed.err()).contains("--batch-size 32", "received --batch-size 31").hasLineCount(1);
    assertThat(folder.resolve("resumed.kasane")).doesNotExist();
  }

  @Test
  void takesSettingsOverFromTheCheckpoint() {
    Path checkpoint = folder.resolve("half.ckpt");
    String whole =
        train("whole", "--json", "-", "--seed", 5, "--optimizer", "adam", "--batch-size", 40,
            "--checkpoint", checkpoint).json().get("weights_sha256").stringValue();
    JsonNode resumed = CliRun.of("train", "blog-mlp", "--data", data, "--out", folder.resolve("resumed.kasane"),
        "--resume", checkpoint, "--json", "-").json();
    assertThat(resumed.get("seed").intValue()).isEqualTo(5);
    assertThat(resumed.get("optimizer").stringValue()).isEqualTo("adam");
    assertThat(resumed.get("batch_size").intValue()).isEqualTo(40);
    assertThat(resumed.get("epochs").intValue()).isEqualTo(2);
    assertThat(resumed.get("weights_sha256").stringValue()).isEqualTo(whole);
  }

  @Test
  void refusesAnotherNumberOfEpochsWhereTheLearningRateDependsOnIt() throws IOException {
    Path few = TinyMnist.write(folder.resolve("few"), 40, 10);
    Path checkpoint = folder.resolve("half.ckpt");
    Path out = folder.resolve("model.kasane");
    CliRun.of("train", "mnist-cnn", "--data", few, "--epochs", 1, "--out", out, "--checkpoint", checkpoint);
    CliRun longer =
        CliRun.of("train", "mnist-cnn", "--data", few, "--epochs", 2, "--out", out, "--resume", checkpoint);
    assertThat(longer.status()).isEqualTo(2);
    assertThat(longer.err()).contains("--epochs 1", "received --epochs 2").hasLineCount(1);
    CliRun other = CliRun.of("train", "blog-mlp", "--data", few, "--out", out, "--resume", checkpoint);
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("mnist-cnn", "blog-mlp").hasLineCount(1);
  }

  @Test
  void refusesToGoOnFromAModelThatIsNoCheckpoint() {
    train("model");
    CliRun resumed = train("resumed", "--resume", folder.resolve("model.kasane"), "--checkpoint",
        folder.resolve("c.ckpt"));
    assertThat(resumed.status()).isEqualTo(1);
    assertThat(resumed.err()).contains("kasane: ", "model.kasane", "checkpoint").doesNotContain("internal error");
  }

  @Test
  void writesALineForEachEpoch() throws IOException {
    Path csv = folder.resolve("epochs.csv");
    train("model", "--csv", csv);
    assertThat(Files.readAllLines(csv)).hasSize(3).first().asString().startsWith("epoch,loss,accuracy");
  }

  @Test
  void stopsWhenTheLossIsNoNumber() {
    CliRun run = train("model", "--optimizer", "sgd", "--learning-rate", "1e38", "--epochs", 3);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("kasane: training stopped").contains("--learning-rate");
    assertThat(folder.resolve("model.kasane")).doesNotExist();
  }

  @Test
  void showsNothingButErrorsWhenQuiet() {
    CliRun run = train("model", "--quiet");
    assertThat(run.status()).isZero();
    assertThat(run.out() + run.err()).isEmpty();
  }

  @Test
  void leavesNothingButItsResults() throws IOException {
    train("model", "--checkpoint", folder.resolve("c.ckpt"), "--json", folder.resolve("r.json"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "model.kasane", "c.ckpt", "r.json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adadelta", "adam", "adamw"})
  void trainsWithEachOptimizer(String optimizer) {
    CliRun run = train("model", "--optimizer", optimizer, "--json", "-");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode losses = run.json().get("history").get("loss");
    assertThat(losses.get(1).doubleValue()).isLessThan(losses.get(0).doubleValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-cnn", "mnist-best", "blog-cnn", "convnetjs-mnist"})
  void trainsEachMnistRecipe(String recipe) throws IOException {
    Path few = TinyMnist.write(folder.resolve("few"), 40, 10);
    Path out = folder.resolve("model.kasane");
    CliRun run = CliRun.of("train", recipe, "--data", few, "--epochs", 1, "--out", out, "--json", "-");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(CliRun.of("evaluate", out, "--data", few, "--json").json().get("samples").intValue()).isEqualTo(10);
  }

  @Test
  void listsAllRecipes() {
    CliRun run = CliRun.of("train", "--list");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("mnist-cnn", "mnist-best", "blog-cnn", "blog-mlp", "convnetjs-mnist", "convnetjs-cifar");
  }

  @Test
  void stopsAtTheAccuracyAskedFor() {
    CliRun run = train("goal", "--epochs", 60, "--optimizer", "adam", "--until", "0.9", "--json", "-");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("until_reached").booleanValue()).isTrue();
    assertThat(json.get("test_accuracy").doubleValue()).isGreaterThanOrEqualTo(0.9);
    assertThat(json.get("until_seconds").doubleValue()).isPositive();
    // 230 images are 8 steps an epoch
    assertThat(json.get("until_steps").intValue()).isBetween(1, 60 * 8 - 1);
    assertThat(json.get("epochs").intValue()).isEqualTo(json.get("until_steps").intValue() / 8);
  }

  @Test
  void saysHowFarItCameFromAnAccuracyItDidNotReach() {
    CliRun run = train("short", "--epochs", 1, "--learning-rate", "1e-9", "--until", "1", "--quiet");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).startsWith("kasane: --until: 100.00 % was not reached in 1 epochs; the best");
    assertThat(train("bad", "--until", "99").err())
        .hasLineCount(1)
        .startsWith("kasane: --until: expected a share above 0 and at most 1");
  }
}
