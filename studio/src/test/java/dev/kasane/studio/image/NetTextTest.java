package dev.kasane.studio.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.PoolLayer;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetTextTest {

  private static NetSizes sizes(String text) {
    return NetSizes.of(NetText.read(text, Start.GLOROT));
  }

  /** The counts are those that the networks' authors or their tools give. */
  @ParameterizedTest
  @CsvSource({"mnist-cnn, 33194", "convnetjs-mnist, 5994", "convnetjs-cifar, 22466", "blog-simple, 7850",
      "blog-hidden, 79510", "blog-cnn, 6371", "dense, 33400"})
  void presetsHaveThePublishedParameters(String id, long parameters) {
    Presets.Preset preset = Presets.all("mnist").stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    assertThat(sizes(preset.setup().text()).parameters()).isEqualTo(parameters);
  }

  @Test
  void shapesAreThoseOfConvNetJs() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int compared = 0;
    for (int round = 0; round < 300; round++) {
      String text = randomNet(random);
      Net net = new Net(1);
      List<int[]> theirs = new ArrayList<>();
      try {
        net.makeLayers(text);
        for (Layer layer : net.layers()) {
          if (layer instanceof ConvLayer || layer instanceof PoolLayer) {
            theirs.add(new int[] {layer.out().sy(), layer.out().sx(), layer.out().depth()});
          }
        }
      } catch (ConvNetException e) {
        theirs.clear();
      }
      List<int[]> ours = new ArrayList<>();
      try {
        for (NetSizes.Row row : sizes(text).rows()) {
          if (row.kind().equals("conv2d") || row.kind().equals("max_pooling2d")) {
            ours.add(row.shape());
          }
        }
      } catch (RequestException e) {
        ours.clear();
      }
      // A window that lies wholly in its padding is refused here and not there.
      if (!ours.isEmpty()) {
        assertThat(ours).as(text).usingRecursiveComparison().isEqualTo(theirs);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  private static String randomNet(Random random) {
    StringBuilder text = new StringBuilder("[{type: 'input', out_sx: " + (4 + random.nextInt(20)) + ", out_sy: "
        + (4 + random.nextInt(20)) + ", out_depth: " + (1 + random.nextInt(3)) + "}");
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      int side = 1 + random.nextInt(4);
      text.append(random.nextBoolean()
          ? ", {type: 'conv', sx: " + side + ", filters: " + (1 + random.nextInt(5)) + ", stride: "
              + (1 + random.nextInt(3)) + ", pad: " + random.nextInt(3) + "}"
          : ", {type: 'pool', sx: " + side + ", stride: " + (1 + random.nextInt(3)) + "}");
    }
    return text + ", {type: 'softmax', num_classes: 3}]";
  }

  @Test
  void readsStatementsOptionsAndLayersOfItsOwn() {
    NetSizes sizes = sizes("""
        layer_defs = [];
        layer_defs.push({type: 'input', out_sx: 9, out_sy: 7, out_depth: 3});
        layer_defs.push({type: 'conv', sx: 3, filters: 4, bias: 'position', activation: 'relu', drop_prob: 0.5});
        layer_defs.push({type: 'batchnorm'});
        layer_defs.push({type: 'gelu'});
        layer_defs.push({type: 'globalavgpool'});
        layer_defs.push({type: 'svm', num_classes: 5});
        """);
    assertThat(sizes.net().input()).isEqualTo(Shape.of(7, 9, 3));
    assertThat(sizes.net().svm()).isTrue();
    // 3 x 3 x 3 x 4 weights, a bias for each of 5 x 7 places, 2 x 4 of normalization, 4 x 5 + 5
    assertThat(sizes.parameters()).isEqualTo(108 + 5 * 7 * 4 + 8 + 25);
    assertThat(sizes.rows().getLast().shape()).containsExactly(5);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'konv', sx: 3} | 1 | unknown kind",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'fc', num_neurons: 4}, {type: 'conv', sx: 3, "
          + "filters: 2}, {type: 'softmax', num_classes: 2} | 2 | needs an image",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'conv', sx: 9, filters: 2}, "
          + "{type: 'softmax', num_classes: 2} | 1 | ",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'fc', num_neurons: 1000000000}, "
          + "{type: 'softmax', num_classes: 2} | 1 | from 1 to",
      "{type: 'input', out_sx: 100000, out_sy: 8, out_depth: 1}, {type: 'softmax', num_classes: 2} | 0 | from 1 to",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'maxout'}, {type: 'softmax', num_classes: 2} | 1 | "
          + "no such layer",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'softmax', num_classes: 2}, {type: 'relu'} | 1 | "
          + "last",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'fc', num_neurons: 3} | 1 | softmax or svm",
      "{type: 'input', out_sx: 8, out_sy: 8, out_depth: 1}, {type: 'regression', num_neurons: 3} | 1 | classes",
  })
  void saysWhichDefinitionIsWrong(String definitions, int index, String words) {
    assertThatThrownBy(() -> sizes("[" + definitions + "]"))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("layer definition " + index + " (")
        .hasMessageContaining(words == null ? "" : words)
        .satisfies(e -> assertThat(NetText.mistakeAt(e.getMessage())).isEqualTo(index));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "alert(1)", "[1, 2]", "{}", "[{type: 'input'}]", "while(true){}", "[{}, {}]"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> sizes(text)).isInstanceOfAny(RequestException.class, ConvNetException.class);
  }

  @Test
  void refusesWhatIsTooLarge() {
    String text = "[{type: 'input', out_sx: 256, out_sy: 256, out_depth: 4}, {type: 'fc', num_neurons: 8000}, "
        + "{type: 'softmax', num_classes: 2}]";
    assertThatThrownBy(() -> sizes(text)).hasMessageContaining("parameters, at most");
    String wide = "[{type: 'input', out_sx: 256, out_sy: 256, out_depth: 1}, {type: 'conv', sx: 1, filters: 1000}, "
        + "{type: 'pool', sx: 256, stride: 256}, {type: 'softmax', num_classes: 2}]";
    assertThatThrownBy(() -> sizes(wide)).hasMessageContaining("numbers for one image");
  }

  @Test
  void writesTheTextOfANetwork() {
    for (Presets.Preset preset : Presets.all("mnist")) {
      NetText net = NetText.read(preset.setup().text(), Start.GLOROT);
      NetSizes sizes = NetSizes.of(net);
      String written = ModelText.of(sizes.model().network(), net.input(), false);
      NetSizes again = sizes(written);
      assertThat(again.rows().stream().map(NetSizes.Row::shape).toList()).as(preset.id())
          .usingRecursiveComparison().isEqualTo(sizes.rows().stream().map(NetSizes.Row::shape).toList());
      assertThat(again.parameters()).isEqualTo(sizes.parameters());
    }
  }
}
