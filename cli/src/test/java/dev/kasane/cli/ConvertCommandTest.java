package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.json.ConvNetJson;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** ConvNetJS's files as the commands see them. */
class ConvertCommandTest {

  private static final String IMAGES = "[{type:'input', out_sx:7, out_sy:6, out_depth:1}, {type:'conv', sx:3, sy:2,"
      + " filters:4, pad:1, activation:'relu'}, {type:'pool', sx:2, stride:2}, {type:'fc', num_neurons:5,"
      + " activation:'tanh', drop_prob:0.3}, {type:'softmax', num_classes:3}]";
  private static final String MAXOUT =
      "[{type:'input', out_depth:4}, {type:'fc', num_neurons:6, activation:'maxout'}, {type:'svm', num_classes:3}]";

  @TempDir private Path folder;

  private Path save(String definitions) throws IOException {
    Net net = new Net(3);
    net.makeLayers(definitions);
    return Files.writeString(folder.resolve("net.json"), ConvNetJson.stringify(net.toJSON()));
  }

  private Path values(String shape, int count) throws IOException {
    String values = String.join(", ", Collections.nCopies(count, "0.25"));
    return Files.writeString(folder.resolve("x.json"), "{\"shape\": " + shape + ", \"values\": [" + values + "]}");
  }

  @Test
  void goesToAModelAndBackWithTheSamePredictions() throws IOException {
    Path net = save(IMAGES);
    Path model = folder.resolve("model.kasane");
    Path back = folder.resolve("back.json");
    CliRun there = CliRun.of("convert", net, model);
    assertThat(there.status()).as(there.err()).isZero();
    CliRun again = CliRun.of("convert", model, back);
    assertThat(again.status()).as(again.err()).isZero();
    Path x = values("[2, 6, 7, 1]", 84);
    JsonNode first = CliRun.json(CliRun.of("predict", net, "--input", x, "--json").out().lines().toList().get(1));
    for (Path file : new Path[] {model, back}) {
      CliRun run = CliRun.of("predict", file, "--input", x, "--json");
      assertThat(run.status()).as(run.err()).isZero();
      JsonNode other = CliRun.json(run.out().lines().toList().get(1));
      for (int i = 0; i < 3; i++) {
        assertThat(other.get("probabilities").get(i).doubleValue())
            .isCloseTo(first.get("probabilities").get(i).doubleValue(), within(1e-6));
      }
    }
  }

  @Test
  void predictsWithLayersThatOnlyConvNetJsHas() throws IOException {
    Path net = save(MAXOUT);
    CliRun run = CliRun.of("predict", net, "--input", values("[4]", 4), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("values")).hasSize(3);
    CliRun convert = CliRun.of("convert", net, folder.resolve("m.kasane"));
    assertThat(convert.status()).isEqualTo(1);
    assertThat(convert.err().lines()).singleElement().asString().contains("net.json", "layer 2 (maxout)");
    assertThat(folder.resolve("m.kasane")).doesNotExist();
  }

  @Test
  void givesPixelsAsConvNetJsDoes() throws IOException {
    Path net = save(IMAGES);
    Path grey = folder.resolve("x.png");
    BufferedImage image = new BufferedImage(7, 6, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(image, "png", grey.toFile());
    String values = String.join(", ", Collections.nCopies(42, "-0.5"));
    Path json = Files.writeString(folder.resolve("y.json"), "{\"shape\": [6, 7, 1], \"values\": [" + values + "]}");
    CliRun run = CliRun.of("predict", net, "--input", grey, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("probabilities"))
        .isEqualTo(CliRun.of("predict", net, "--input", json, "--json").json().get("probabilities"));
  }

  @Test
  void showsTheLayersOfANet() throws IOException {
    Path net = save(IMAGES);
    JsonNode json = CliRun.of("info", net, "--json").json();
    assertThat(json.get("format").stringValue()).isEqualTo("convnetjs");
    assertThat(json.get("parameters").intValue()).isEqualTo(4 * 6 + 4 + 5 * (3 * 3 * 4) + 5 + 3 * 5 + 3);
    CliRun run = CliRun.of("info", net);
    assertThat(run.out()).contains("conv_1", "7x7x4", "softmax");
    CliRun plan = CliRun.of("info", net, "--plan", "--batch", 2);
    assertThat(plan.status()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("Plan of a prediction");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{", "[]", "{}", "{\"layers\": 3}", "{\"layers\": []}", "{\"layers\": [null]}", "{\"nets\": []}",
    "{\"layers\": [{\"layer_type\": \"input\", \"out_sx\": 2147483647, \"out_sy\": 2147483647, \"out_depth\": 9}]}",
    "{\"layers\": [{\"layer_type\": \"input\", \"out_sx\": 1, \"out_sy\": 1, \"out_depth\": 2},"
        + " {\"layer_type\": \"fc\", \"out_depth\": 1000000000, \"num_inputs\": 2, \"filters\": []}]}",
    "{\"layers\": [{\"layer_type\": \"input\", \"out_sx\": 1, \"out_sy\": 1, \"out_depth\": 2},"
        + " {\"layer_type\": \"local\"}]}",
  })
  void saysInOneLineWhatIsWrongWithANet(String text) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.json"), text);
    Path x = values("[2]", 2);
    for (CliRun run : new CliRun[] {
      CliRun.of("info", bad),
      CliRun.of("predict", bad, "--input", x),
      CliRun.of("convert", bad, folder.resolve("out.kasane")),
    }) {
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).singleElement().asString().startsWith("kasane: ").contains("bad.json")
          .doesNotContain("internal error");
    }
    assertThat(folder.resolve("out.kasane")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"blog-cnn, a bias for each position", "mnist-cnn, "})
  void refusesModelsThatConvNetJsCannotExpress(String recipe, String reason) throws IOException {
    Path data = TinyMnist.write(folder.resolve("data"), 40, 10);
    Path model = folder.resolve("m.kasane");
    CliRun train = CliRun.of("train", recipe, "--data", data, "--epochs", 1, "--batch-size", 20, "--out", model);
    assertThat(train.status()).as(train.err()).isZero();
    CliRun run = CliRun.of("convert", model, folder.resolve("n.json"));
    if (reason == null) {
      assertThat(run.status()).as(run.err()).isZero();
    } else {
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err().lines()).singleElement().asString().contains(reason);
      assertThat(folder.resolve("n.json")).doesNotExist();
    }
  }

  @Test
  void refusesNamesThatDoNotFit() throws IOException {
    Path net = save(MAXOUT);
    CliRun json = CliRun.of("convert", net, folder.resolve("other.json"));
    assertThat(json.status()).isEqualTo(2);
    assertThat(json.err().lines()).singleElement().asString().contains("model.kasane");
    CliRun none = CliRun.of("convert", folder.resolve("none.json"), folder.resolve("m.kasane"));
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err().lines()).singleElement().asString().contains("none.json");
    assertThat(CliRun.of("convert", net).status()).isEqualTo(2);
  }
}
