package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtilTest {

  /** The figures are those of the library with the same numbers in the place of Math.random. */
  @Test
  void drawsWhatTheLibraryDraws() {
    Rand rand = Rand.of(new RecordedRun.Xorshift(42));
    assertThat(rand.randf(2, 5)).isCloseTo(2.0079316776245832, within(1e-15));
    assertThat(rand.randi(0, 4)).isEqualTo(2);
    assertThat(rand.randi(0, 4)).isEqualTo(0);
    assertThat(rand.randn(1, 2)).isCloseTo(0.2231699149864721, within(1e-14));
    assertThat(rand.randn(1, 2)).isCloseTo(2.7229807881353043, within(1e-14));
    assertThat(rand.randn(1, 2)).isCloseTo(1.972001032272436, within(1e-14));
    assertThat(rand.randn(1, 2)).isCloseTo(4.327335020080171, within(1e-14));
    assertThat(rand.randperm(6)).containsExactly(5, 0, 2, 4, 3, 1);
    assertThat(rand.weightedSample(List.of("a", "b", "c"), 0.2, 0.3, 0.5)).isEqualTo("b");
    assertThat(rand.weightedSample(List.of("a", "b"), 0.01, 0.01)).isNull();
  }

  @Test
  void sameSeedSameNumbers() {
    assertThat(Rand.seeded(5).randperm(50)).isEqualTo(Rand.seeded(5).randperm(50))
        .isNotEqualTo(Rand.seeded(6).randperm(50));
    Rand rand = Rand.seeded(1);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      double number = rand.random();
      assertThat(number >= 0 && number < 1).isTrue();
      sum += number;
    }
    assertThat(sum / 100_000).isCloseTo(0.5, within(0.01));
    assertThat(ConvNetUtil.randf(2, 3)).isBetween(2.0, 3.0);
    assertThat(ConvNetUtil.randi(2, 3)).isEqualTo(2);
    assertThat(ConvNetUtil.randperm(3)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(ConvNetUtil.randn(5, 0)).isEqualTo(5);
  }

  @Test
  void lists() {
    assertThat(ConvNetUtil.zeros(3)).containsExactly(0, 0, 0);
    assertThat(ConvNetUtil.maxmin(3, 1, 3, 1)).contains(new ConvNetUtil.MaxMin(0, 3, 1, 1, 2));
    assertThat(ConvNetUtil.maxmin()).isEmpty();
    assertThat(ConvNetUtil.arrUnique(List.of(3, 1, 3, 2, 1))).containsExactly(3, 1, 2);
    assertThat(ConvNetUtil.arrContains(List.of(3, 1), 1)).isTrue();
    assertThat(ConvNetUtil.getopt(Map.of("sx", 2, "width", 3), List.of("out_sx", "sx", "width"), 1)).isEqualTo(3);
    assertThat(ConvNetUtil.getopt(Map.of(), List.of("sx"), 1)).isEqualTo(1);
    assertThatThrownBy(() -> ConvNetUtil.require(false, "no")).hasMessage("no");
  }

  @ParameterizedTest
  @CsvSource({
    "3.14159265, 5, 3.14159", "-3.14159265, 5, -3.1416", "2, 5, 2", "1e-7, 5, 0", "1e-7, 8, 1e-7",
    "123456789.123, 2, 123456789.12", "1e22, 5, 1e+22", "0.30000000000000004, 20, 0.30000000000000004",
    "-0.000001, 5, -0.00001"
  })
  void numbersAsText(double x, int digits, String text) {
    assertThat(ConvNetUtil.f2t(x, digits)).isEqualTo(text);
  }

  @Test
  void windowIsTheMeanOfTheLast() {
    Window window = new Window(3, 2);
    window.add(1);
    assertThat(window.getAverage()).isEqualTo(-1);
    window.add(2);
    assertThat(window.getAverage()).isEqualTo(1.5);
    window.add(Double.NaN);
    assertThat(window.getAverage()).isNaN();
    window.add(4);
    window.add(5);
    window.add(6);
    assertThat(window.getAverage()).isEqualTo(5);
    window.reset();
    assertThat(window.getAverage()).isEqualTo(-1);
    assertThat(new Window(3, 0).getAverage()).isEqualTo(-1);
  }

  @Test
  void cropsAndFlips() {
    Vol vol = Vol.wrap(3, 2, 2, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    assertThat(Augment.augment(vol, 2, 1, 0, true).w()).containsExactly(5, 6, 3, 4, 11, 12, 9, 10);
    assertThat(Augment.augment(vol, 3, -1, 1, false).w())
        .containsExactly(0, 0, 7, 8, 9, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(Augment.augment(vol, 3, 0, 0, false, Mode.FAITHFUL)).isSameAs(vol);
    assertThat(Augment.augment(vol, 3, 0, 0, false)).hasToString("Vol(3x3x2)");
    assertThat(Augment.augment(vol, 2)).hasToString("Vol(2x2x2)");
  }

  @Test
  void everyPlaceIsDrawnButForTheLastInTheLibrary() {
    Vol vol = new Vol(6, 6, 1, 0.0);
    for (int i = 0; i < 36; i++) {
      vol.w()[i] = i;
    }
    for (Mode mode : List.of(Mode.CORRECT, Mode.FAITHFUL)) {
      Rand rand = Rand.seeded(2);
      Set<Double> corners = new HashSet<>();
      for (int i = 0; i < 2000; i++) {
        corners.add(Augment.augment(vol, 4, mode, rand).w()[0]);
      }
      assertThat(corners).hasSize(mode.faithful() ? 4 : 9);
    }
  }

  @Test
  void imagesBecomeVolumes(@TempDir Path folder) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(2, 1, 0xFF336699);
    image.setRGB(1, 0, 0x80FF0000);
    image.setRGB(0, 1, 0x00FFFFFF);
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    for (Vol vol : List.of(ImageVol.imgToVol(image, false), ImageVol.imgToVol(file, false, Mode.FAITHFUL))) {
      assertThat(vol).hasToString("Vol(3x2x4)");
      assertThat(vol.get(2, 1, 0)).isEqualTo(0x33 / 255.0 - 0.5);
      assertThat(vol.get(2, 1, 1)).isEqualTo(0x66 / 255.0 - 0.5);
      assertThat(vol.get(2, 1, 2)).isEqualTo(0x99 / 255.0 - 0.5);
      assertThat(vol.get(2, 1, 3)).isEqualTo(0.5);
      assertThat(vol.get(1, 0, 3)).isEqualTo(0x80 / 255.0 - 0.5);
      assertThat(vol.get(0, 1, 0)).isEqualTo(-0.5);
    }
    assertThat(ImageVol.imgToVol(image, true, Mode.FAITHFUL).get(2, 1, 0)).isEqualTo(0x33 / 255.0 - 0.5);
    assertThat(ImageVol.imgToVol(image, true).get(2, 1, 0))
        .isCloseTo((0.299 * 0x33 + 0.587 * 0x66 + 0.114 * 0x99) / 255 - 0.5, within(1e-12));
    assertThat(ImageVol.imgToVol(image, true).get(0, 1, 0)).isEqualTo(0.5);
  }

  @Test
  void filesThatAreNoImagesAreNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("text.png");
    Files.writeString(file, "no image");
    assertThatThrownBy(() -> ImageVol.imgToVol(file, false, Mode.CORRECT))
        .isInstanceOf(ConvNetException.class).hasMessageContaining("text.png");
    assertThatThrownBy(() -> ImageVol.imgToVol(folder.resolve("none.png"), false, Mode.CORRECT))
        .isInstanceOf(ConvNetException.class).hasMessageContaining("found none");
    Path huge = folder.resolve("huge.png");
    BufferedImage small = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(small, "png", huge.toFile());
    byte[] bytes = Files.readAllBytes(huge);
    bytes[16] = 0x40;
    Files.write(huge, bytes);
    assertThatThrownBy(() -> ImageVol.imgToVol(huge, false, Mode.CORRECT))
        .isInstanceOf(ConvNetException.class).hasMessageContaining("huge.png");
  }
}
