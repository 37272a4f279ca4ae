package dev.kasane.studio.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.studio.world.NetRules;
import dev.kasane.studio.world.NetText;
import dev.kasane.studio.world.TrainerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {

  private static final NetRules RULES = new NetRules(2, "regression", 3, 3, 500);

  private static NetText text(String hidden) {
    return NetText.parse("[{type: 'input', out_sx: 1, out_sy: 1, out_depth: 2}, " + hidden
        + "{type: 'regression', num_neurons: 3}]", RULES);
  }

  private static Picture flat(int width, int height, float red, float green, float blue) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = red;
      rgb[i + 1] = green;
      rgb[i + 2] = blue;
    }
    return new Picture(width, height, rgb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu", "maxout"})
  void theCanvasShowsWhatTheNetAnswersToEachPlace(String activation) {
    NetText text = text("{type: 'fc', num_neurons: 6, activation: '" + activation + "'},");
    Net net = new Net(4);
    net.makeLayers(text.definitions());
    Picture picture = flat(7, 5, 0, 0, 0);
    try (Canvas canvas = new Canvas()) {
      float[] colours = canvas.paint(net, picture);
      assertThat(colours).hasSize(3 * 35);
      for (int pixel = 0; pixel < 35; pixel++) {
        double[] place = {(pixel % 7 - 3.5) / 7, (pixel / 7 - 2.5) / 5};
        double[] expected = net.forward(Vol.wrap(1, 1, 2, place)).w();
        for (int c = 0; c < 3; c++) {
          assertThat((double) colours[3 * pixel + c]).isCloseTo(expected[c], within(1e-5));
        }
      }
    }
  }

  @Test
  void learnsAColour() {
    Painter painter =
        new Painter(text(""), new TrainerSettings("sgd", 0.1, 0.9, 5, 0, 0), flat(9, 4, 0.25f, 0.5f, 0.75f));
    for (int i = 0; i < 100; i++) {
      painter.step();
    }
    assertThat(painter.updates()).isEqualTo(100L * Painter.UPDATES);
    assertThat(painter.samples()).isEqualTo(500L * Painter.UPDATES);
    assertThat(painter.loss()).isLessThan(1e-4);
    double[] out = painter.net().net().forward(Vol.wrap(1, 1, 2, new double[] {0.1, -0.3})).w();
    assertThat(out).containsExactly(new double[] {0.25, 0.5, 0.75}, within(0.02));
  }

  @Test
  void saysWhenTheLossIsNoNumber() {
    Painter painter = new Painter(
        text("{type: 'fc', num_neurons: 9, activation: 'relu'},"), new TrainerSettings("sgd", 100, 0.99, 5, 0, 0),
        Gallery.picture("sunset"));
    assertThatThrownBy(() -> {
      for (int i = 0; i < 1000; i++) {
        painter.step();
      }
    }).hasMessageContaining("the learning rate is too high");
    painter.settings(new TrainerSettings("sgd", 0.01, 0.9, 5, 0, 0));
    painter.reset();
    painter.step();
    assertThat(painter.loss()).isLessThan(10);
  }

  static Iterable<String> names() {
    return Gallery.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void galleryPicturesAreColoursAndNotOne(String name) {
    Picture picture = Gallery.picture(name);
    double sum = 0;
    double squares = 0;
    for (float value : picture.rgb()) {
      assertThat(value).isBetween(-1e-5f, 1.00001f);
      sum += value;
      squares += value * value;
    }
    double mean = sum / picture.rgb().length;
    assertThat(Math.sqrt(squares / picture.rgb().length - mean * mean)).isGreaterThan(0.1);
  }

  @Test
  void coloursOutOfRangeBecomeTheNearest() {
    assertThat(Picture.bytes(new float[] {-3, 0.5f, 7, Float.NaN})).containsExactly(0, (byte) 128, (byte) 255, 0);
  }
}
