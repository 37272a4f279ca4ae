package dev.kasane.studio.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.ImageData;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class UploadsTest {

  private static byte[] png(int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static Map<String, byte[]> colours(int each) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("set/readme.txt", new byte[] {1});
    for (int i = 0; i < each; i++) {
      files.put("set/red/" + i + ".png", png(5 + i, 9, 0xFF0000));
      files.put("../../blue/" + i + ".PNG", png(8, 8, 0x0000FF));
    }
    return files;
  }

  @Test
  void readsFoldersOfImages() throws IOException {
    ImageData data = Uploads.zip(zip(colours(10)), Shape.of(12, 10, 3));
    assertThat(data.train().size()).isEqualTo(16);
    assertThat(data.test().size()).isEqualTo(4);
    assertThat(data.train().classNames()).containsExactly("blue", "red");
    for (int i = 0; i < data.train().size(); i++) {
      byte[] pixels = data.train().pixels(i);
      boolean red = data.train().label(i) == 1;
      assertThat(pixels).hasSize(360);
      assertThat(pixels[0] & 0xFF).isEqualTo(red ? 255 : 0);
      assertThat(pixels[2] & 0xFF).isEqualTo(red ? 0 : 255);
    }
  }

  @Test
  void refusesWhatCannotBeUsed() throws IOException {
    Shape shape = Shape.of(8, 8, 3);
    assertThatThrownBy(() -> Uploads.zip(zip(colours(2)), shape)).hasMessageContaining("at least 10 images");
    assertThatThrownBy(() -> Uploads.zip(new byte[] {80, 75, 3, 4, 1, 2}, shape))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> Uploads.zip(new byte[0], shape)).hasMessageContaining("received 0 images");
    Map<String, byte[]> loose = Map.of("a.png", png(3, 3, 1));
    assertThatThrownBy(() -> Uploads.zip(zip(loose), shape)).hasMessageContaining("lies in no folder");
    Map<String, byte[]> broken = colours(10);
    broken.put("red/broken.png", Arrays.copyOf(png(300, 300, 5), 60));
    assertThatThrownBy(() -> Uploads.zip(zip(broken), shape)).isInstanceOf(RequestException.class)
        .hasMessageContaining("red/broken.png").hasMessageNotContaining("kasane-studio");
    byte[] whole = zip(colours(10));
    assertThatThrownBy(() -> Uploads.zip(Arrays.copyOf(whole, whole.length / 3), shape))
        .isInstanceOf(RequestException.class);
  }

  /** A header that claims 60,000 by 60,000 pixels takes no memory for them. */
  @Test
  void refusesForgedSizes() throws IOException {
    byte[] forged = png(2, 2, 0);
    ByteBuffer header = ByteBuffer.wrap(forged);
    header.putInt(16, 60_000);
    header.putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(forged, 12, 17);
    header.putInt(29, (int) crc.getValue());
    Map<String, byte[]> files = colours(10);
    files.put("red/forged.png", forged);
    assertThatThrownBy(() -> Uploads.zip(zip(files), Shape.of(8, 8, 3))).hasMessageContaining("3600000000 pixels");
  }

  @Test
  void refusesEntriesThatUnpackToTooMuch() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("red/bomb.png", new byte[30 << 20]);
    assertThatThrownBy(() -> Uploads.zip(zip(files), Shape.of(8, 8, 3))).hasMessageContaining("bytes");
  }

  private static byte[] idx(int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + count);
    buffer.putInt(0x800 + shape.length);
    Arrays.stream(shape).forEach(buffer::putInt);
    for (int i = 0; i < count; i++) {
      buffer.put((byte) (i % 3));
    }
    return buffer.array();
  }

  @Test
  void readsIdxFiles() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(idx(20, 6, 5));
    }
    List<String> classes = List.of("a", "b", "c");
    ImageData cut = Uploads.idx(List.of(packed.toByteArray(), idx(20)), classes);
    assertThat(cut.train().size()).isEqualTo(16);
    assertThat(cut.train().imageShape()).isEqualTo(Shape.of(6, 5, 1));
    ImageData both = Uploads.idx(List.of(idx(20, 6, 5), idx(20), idx(7, 6, 5), idx(7)), classes);
    assertThat(both.train().size()).isEqualTo(20);
    assertThat(both.test().size()).isEqualTo(7);
    assertThat(both.test().label(4)).isEqualTo(1);
  }

  @Test
  void refusesIdxFilesThatDoNotFit() {
    List<String> classes = List.of("a", "b", "c");
    assertThatThrownBy(() -> Uploads.idx(List.of(idx(20), idx(20, 6, 5)), classes))
        .isInstanceOf(RequestException.class).hasMessageContaining("swap").hasMessageNotContaining("/tmp");
    assertThatThrownBy(() -> Uploads.idx(List.of(idx(20, 6, 5), idx(19)), classes)).hasMessageContaining("19 labels");
    assertThatThrownBy(() -> Uploads.idx(List.of(idx(20, 6, 5), idx(20)), List.of("a", "b")))
        .isInstanceOf(RequestException.class);
    byte[] forged = idx(20, 6, 5);
    ByteBuffer.wrap(forged).putInt(4, Integer.MAX_VALUE);
    assertThatThrownBy(() -> Uploads.idx(List.of(forged, idx(20)), classes)).isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> Uploads.idx(List.of(idx(20, 300, 5), idx(20)), classes)).hasMessageContaining("256");
  }
}
