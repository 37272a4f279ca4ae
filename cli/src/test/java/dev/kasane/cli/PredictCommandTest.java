package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PredictCommandTest {

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void trainAModel() throws IOException {
    Path data = TinyMnist.write(folder.resolve("data"), 400, 50);
    model = folder.resolve("model.kasane");
    CliRun run = CliRun.of("train", "blog-mlp", "--data", data, "--epochs", 20, "--optimizer", "adam",
        "--learning-rate", "0.01", "--batch-size", 32, "--out", model);
    assertThat(run.status()).as(run.err()).isZero();
  }

  private static Path png(int label) throws IOException {
    byte[] pixels = TinyMnist.image(label, new Random(99));
    BufferedImage image = new BufferedImage(TinyMnist.SIDE, TinyMnist.SIDE, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, TinyMnist.SIDE, TinyMnist.SIDE, pixels);
    Path file = folder.resolve("image" + label + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static Path json(String name, String shape, int... labels) throws IOException {
    List<String> values = new ArrayList<>();
    for (int label : labels) {
      for (byte pixel : TinyMnist.image(label, new Random(99))) {
        values.add(Float.toString((pixel & 0xFF) / 255f));
      }
    }
    Path file = folder.resolve(name);
    Files.writeString(file, "\n {\"shape\": " + shape + ", \"values\": ["
        + values.stream().collect(Collectors.joining(", ")) + "]}");
    return file;
  }

  @Test
  void namesTheClassOfAnImage() throws IOException {
    CliRun run = CliRun.of("predict", model, "--input", png(3), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("class").intValue()).isEqualTo(3);
    assertThat(json.get("label").stringValue()).isEqualTo("3");
    assertThat(json.get("probabilities")).hasSize(10);
    double sum = 0;
    for (JsonNode probability : json.get("probabilities")) {
      sum += probability.doubleValue();
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(json.get("top")).hasSize(3);
    assertThat(json.get("top").get(0).get("probability").doubleValue())
        .isEqualTo(json.get("probabilities").get(3).doubleValue());
  }

  @Test
  void saysTheSameOfAnImageAndOfItsValues() throws IOException {
    String image = CliRun.of("predict", model, "--input", png(6), "--json").json().get("probabilities").toString();
    Path values = json("six.json", "[28, 28, 1]", 6);
    assertThat(CliRun.of("predict", model, "--input", values, "--json").json().get("probabilities").toString())
        .isEqualTo(image);
  }

  @Test
  void judgesSeveralSamplesOfOneFile() throws IOException {
    Path values = json("three.json", "[3, 28, 28, 1]", 1, 8, 4);
    List<JsonNode> lines =
        CliRun.of("predict", model, "--input", values, "--json").out().lines().map(CliRun::json).toList();
    assertThat(lines).extracting(line -> line.get("sample").intValue()).containsExactly(0, 1, 2);
    assertThat(lines).extracting(line -> line.get("class").intValue()).containsExactly(1, 8, 4);
  }

  @Test
  void judgesSeveralFiles() throws IOException {
    CliRun run = CliRun.of("predict", model, "--input", png(0), "--input", png(9), "--top", 1);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("image0.png", "image9.png", "probability");
  }

  @Test
  void printsNothingWhenOneOfSeveralFilesCannotBeUsed() throws IOException {
    CliRun run = CliRun.of("predict", model, "--input", png(0), "--input", folder.resolve("none.png"), "--json");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }
}
