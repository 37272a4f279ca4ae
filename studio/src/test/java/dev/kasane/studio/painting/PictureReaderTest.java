package dev.kasane.studio.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.studio.server.RequestException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** A PNG file of a header alone, which declares a size. */
  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(chunk);
    data.writeBytes("IHDR");
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) crc.getValue());
    return file.toByteArray();
  }

  @Test
  void smallPicturesStayAsTheyAre() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    int[] colours = {0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0x00000000, 0xFF102030, 0x80000000};
    image.setRGB(0, 0, 3, 2, colours, 0, 3);
    Picture picture = PictureReader.read(file(image, "png"));
    assertThat(picture.width()).isEqualTo(3);
    assertThat(picture.height()).isEqualTo(2);
    float half = 1 - 128 / 255f;
    assertThat(picture.rgb()).containsExactly(
        new float[] {
          1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 16 / 255f, 32 / 255f, 48 / 255f, half, half, half
        },
        within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "jpg"})
  void largePicturesBecomeMeans(String format) throws IOException {
    BufferedImage image = new BufferedImage(1000, 401, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 1000; x++) {
      for (int y = 0; y < 401; y++) {
        image.setRGB(x, y, x < 500 ? 0xFFFFFF : 0);
      }
    }
    Picture picture = PictureReader.read(file(image, format));
    assertThat(picture.width()).isEqualTo(200);
    assertThat(picture.height()).isEqualTo(80);
    assertThat(picture.rgb()[3 * (40 * 200 + 20)]).isCloseTo(1, within(0.02f));
    assertThat(picture.rgb()[3 * (40 * 200 + 180)]).isCloseTo(0, within(0.02f));
  }

  @Test
  void aHeaderThatDeclaresTooMuchIsRefusedBeforeAnyPixelIsRead() throws IOException {
    byte[] forged = header(60_000, 60_000);
    assertThatThrownBy(() -> PictureReader.read(forged)).isInstanceOf(RequestException.class)
        .hasMessageContaining("declares 60000 x 60000");
    byte[] endless = header(Integer.MAX_VALUE, 1);
    assertThatThrownBy(() -> PictureReader.read(endless)).isInstanceOf(RequestException.class);
    byte[] empty = header(10, 10);
    assertThatThrownBy(() -> PictureReader.read(empty)).isInstanceOf(RequestException.class);
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (String format : new String[] {"png", "bmp", "gif", "jpg"}) {
      byte[] good = file(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format);
      for (int cut = 0; cut < good.length; cut += Math.max(1, good.length / 20)) {
        tolerates(Arrays.copyOf(good, cut));
      }
      for (int i = 0; i < 50; i++) {
        byte[] bad = good.clone();
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
        tolerates(bad);
      }
    }
    assertThatThrownBy(() -> PictureReader.read("<svg/>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RequestException.class).hasMessageContaining("Expected a PNG");
  }

  /** Either a picture within the limits or a refusal, never anything else. */
  private static void tolerates(byte[] file) {
    try {
      assertThat(PictureReader.read(file).pixels()).isBetween(1, 40_000);
    } catch (RequestException e) {
      assertThat(e).hasMessageNotContaining("Exception:");
    }
  }
}
