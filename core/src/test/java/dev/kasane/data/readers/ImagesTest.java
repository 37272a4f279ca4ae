package dev.kasane.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;

class ImagesTest {

  private static final Shape MNIST = Shape.of(28, 28, 1);
  private static final int WHITE = 0xFFFFFFFF;
  private static final int BLACK = 0xFF000000;

  @TempDir Path folder;

  /** Writes an image whose pixels (x, y) are ARGB numbers. */
  private Path image(String name, int width, int height, IntBinaryOperator argb) throws IOException {
    String format = name.substring(name.lastIndexOf('.') + 1);
    int type = format.equals("png") ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb.applyAsInt(x, y));
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static int grey(int value) {
    return BLACK | value << 16 | value << 8 | value;
  }

  /** An upright bar: 1 in columns 45 to 54 and rows 20 to 79 of 100. */
  private static boolean bar(int x, int y) {
    return x >= 45 && x < 55 && y >= 20 && y < 80;
  }

  private static void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> Images.read(file, MNIST))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  /** Files with one channel hold the same numbers as others: a grey of 100 is 100 / 255, not brightened. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void readsTheNumbersOfGreyFiles(int type) throws IOException {
    BufferedImage image = new BufferedImage(28, 28, type);
    int most = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65535;
    for (int x = 0; x < 28; x++) {
      image.getRaster().setSample(x, 14, 0, most / 27 * x);
    }
    Path file = folder.resolve("grey.png");
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    float[] read = Images.read(file, MNIST).data();

    for (int x = 0; x < 28; x++) {
      assertThat(read[14 * 28 + x]).isCloseTo((float) (most / 27 * x) / most, within(0.5f / 255));
    }
  }

  @Test
  void leavesAnImageOfTheModelsSizeAsItIs() throws IOException {
    byte[] pixels = new byte[784];
    new Random(3).nextBytes(pixels);
    for (int i = 0; i < 28; i++) {
      pixels[i] = 0;
      pixels[27 * 28 + i] = 0;
    }
    Path file = image("exact.png", 28, 28, (x, y) -> grey(pixels[y * 28 + x] & 0xFF));
    float[] read = Images.read(file, MNIST).data();

    for (int i = 0; i < 784; i++) {
      assertThat(read[i]).isEqualTo((pixels[i] & 0xFF) / 255f);
    }
  }

  @Test
  void invertsDarkInkOnLightPaper() throws IOException {
    Path light = image("light.png", 28, 28, (x, y) -> x == 14 ? grey(30) : WHITE);
    float[] read = Images.read(light, MNIST).data();

    assertThat(read[3 * 28 + 14]).isCloseTo(225 / 255f, within(1e-6f));
    assertThat(read[3 * 28 + 13]).isZero();
  }

  @Test
  void fitsTheSignLikeMnist() throws IOException {
    Path drawn = image("drawn.png", 100, 100, (x, y) -> bar(x, y) ? BLACK : WHITE);
    Path moved = image("moved.png", 140, 90, (x, y) -> bar(x - 60, y + 15) ? 0xFF402010 : 0xFFE0E8E0);
    float[] one = Images.read(drawn, MNIST).data();
    float[] other = Images.read(moved, MNIST).data();

    // 60 pixels become 20: rows 4.5 to 24.5, columns 14.5 - 10/6 to 14.5 + 10/6.
    assertThat(one[14 * 28 + 13]).isCloseTo(1, within(0.01f));
    assertThat(one[5 * 28 + 14]).isGreaterThan(0.9f);
    assertThat(one[2 * 28 + 14]).isZero();
    assertThat(one[22 * 28 + 14]).isGreaterThan(0.9f);
    assertThat(one[25 * 28 + 14]).isZero();
    assertThat(one[14 * 28 + 10]).isZero();
    for (int i = 0; i < 784; i++) {
      assertThat(other[i]).isCloseTo(one[i], within(0.02f));
    }
  }

  @Test
  void takesTransparencyForGround() throws IOException {
    Path dark = image("dark.png", 100, 100, (x, y) -> bar(x, y) ? BLACK : 0);
    Path light = image("light.png", 100, 100, (x, y) -> bar(x, y) ? WHITE : 0);
    Path none = image("none.png", 100, 100, (x, y) -> 0);

    assertThat(Images.read(dark, MNIST)).isEqualTo(Images.read(light, MNIST));
    assertThat(Images.read(dark, MNIST).data()[14 * 28 + 14]).isCloseTo(1, within(0.01f));
    assertThat(Images.read(none, MNIST)).isEqualTo(Tensor.zeros(MNIST));
    assertThat(Images.readScaled(light, Shape.of(100, 100, 3))).isEqualTo(Tensor.filled(Shape.of(100, 100, 3), 1));
  }

  @Test
  void scalesColours() throws IOException {
    Path file = image("colours.png", 8, 4, (x, y) -> x < 4 ? 0xFFFF0000 : 0xFF0000FF);
    float[] half = Images.read(file, Shape.of(2, 4, 3)).data();
    float[] large = Images.read(file, Shape.of(40, 80, 3)).data();

    assertThat(Arrays.copyOfRange(half, 0, 3)).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
    assertThat(Arrays.copyOfRange(half, 9, 12)).containsExactly(new float[] {0, 0, 1}, within(1e-6f));
    assertThat(Arrays.copyOfRange(half, 3, 6)).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
    float[] three = Images.read(file, Shape.of(1, 3, 3)).data();
    assertThat(Arrays.copyOfRange(three, 3, 6)).containsExactly(new float[] {0.5f, 0, 0.5f}, within(1e-6f));
    assertThat(Arrays.copyOfRange(large, 0, 3)).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
    float grey = Images.read(file, Shape.of(64, 64, 1)).data()[0];
    assertThat(grey).isCloseTo(0.299f, within(1e-3f));
  }

  @Test
  void keepsALinearRampWhenScaling() {
    int size = 60;
    float[] ramp = new float[size * size];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 2f * (i / size) - 3f * (i % size);
    }
    for (int out : new int[] {6, 20, 60, 99, 144}) {
      float[] scaled = Resize.scale(ramp, size, size, 1, out, out);
      double scale = (double) size / out;
      for (int y = out / 4; y < 3 * out / 4; y++) {
        for (int x = out / 4; x < 3 * out / 4; x++) {
          double expected = 2 * ((y + 0.5) * scale - 0.5) - 3 * ((x + 0.5) * scale - 0.5);
          assertThat((double) scaled[y * out + x]).isCloseTo(expected, within(1e-3));
        }
      }
    }
  }

  @Test
  void keepsTheMeanWhenScalingDown() {
    float[] image = new float[50 * 30];
    Random random = new Random(12);
    double mean = 0;
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
      mean += image[i] / image.length;
    }
    for (int out : new int[] {1, 7, 11, 29}) {
      double sum = 0;
      for (float value : Resize.scale(image, 50, 30, 1, out, out)) {
        sum += value;
      }
      assertThat(sum / out / out).isCloseTo(mean, within(1e-5));
    }
  }

  @Test
  void readsJpeg() throws IOException {
    Path file = image("photo.jpg", 60, 60, (x, y) -> grey(180));

    assertThat(Images.read(file, Shape.of(20, 20, 3)).data()[7]).isCloseTo(180 / 255f, within(0.01f));
  }

  @Test
  void refusesWhatIsNoImage() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "not an image at all");
    Path whole = image("whole.png", 50, 50, (x, y) -> x * y);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);

    assertRefused(text, "a PNG or JPEG image");
    assertRefused(cut, "cannot be decoded");
    assertRefused(empty, "a PNG or JPEG image");
    assertRefused(folder, "a folder");
    assertRefused(folder.resolve("absent.png"), "nothing there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.read(whole, Shape.of(784)))
        .withMessageContaining("(784)");
  }

  /** A PNG whose header announces 60,000 by 60,000 pixels and that holds none. */
  @Test
  void refusesForgedSizesBeforeDecoding() throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeBytes("IHDR");
    out.writeInt(60_000);
    out.writeInt(60_000);
    out.write(new byte[] {8, 6, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(header.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(png);
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    file.writeInt(13);
    file.write(header.toByteArray());
    file.writeInt((int) sum.getValue());
    file.writeInt(0);
    file.writeBytes("IDAT");
    file.writeInt(0);

    assertRefused(Files.write(folder.resolve("forged.png"), png.toByteArray()), "60000 by 60000 pixels");
  }

  @Test
  void survivesRandomDamage() throws IOException {
    Random random = new Random(17);
    for (String name : new String[] {"a.png", "a.jpg", "a.gif", "a.bmp"}) {
      byte[] whole = Files.readAllBytes(image(name, 20, 20, (x, y) -> grey(10 * x)));
      for (int round = 0; round < 60; round++) {
        byte[] damaged = whole.clone();
        for (int i = 0; i < 3; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Path file = Files.write(folder.resolve(name), damaged);
        try {
          assertThat(Images.read(file, MNIST).size()).isEqualTo(784);
        } catch (DataException e) {
          assertThat(e).hasMessageContaining(file.toString());
        }
      }
    }
  }

  @Test
  void readsFoldersOfImages() throws IOException {
    image("set/dog/b.png", 8, 8, (x, y) -> grey(51));
    image("set/dog/a.jpg", 8, 8, (x, y) -> grey(102));
    image("set/cat/1.png", 16, 16, (x, y) -> grey(255));
    Files.writeString(folder.resolve("set/dog/notes.txt"), "passed over");
    Files.createDirectories(folder.resolve("set/.hidden"));
    AtomicLong seen = new AtomicLong();
    ProgressListener progress = (task, done, total) -> seen.incrementAndGet();
    ImageDataset data = ImageFolder.read(folder.resolve("set"), Shape.of(4, 4, 1), progress);

    assertThat(data.classNames()).containsExactly("cat", "dog");
    assertThat(data.targets(0)).isEqualTo(Tensor.vector(0, 1, 1));
    assertThat(data.pixels(0)).containsOnly(-1);
    assertThat(data.pixels(1)).containsOnly(102);
    assertThat(data.pixels(2)).containsOnly(51);
    assertThat(seen).hasValue(3);
  }

  @Test
  void namesTheImageAtFaultInAFolder() throws IOException {
    image("set/cat/1.png", 8, 8, (x, y) -> WHITE);
    Path bad = Files.write(folder.resolve("set/cat/2.png"), "nonsense".getBytes(StandardCharsets.UTF_8));
    Path set = folder.resolve("set");
    Shape shape = Shape.of(4, 4, 3);

    assertThatThrownBy(() -> ImageFolder.read(set, shape, ProgressListener.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(bad.toString());
    Files.delete(bad);
    Files.createDirectories(folder.resolve("set/empty"));
    assertThatThrownBy(() -> ImageFolder.read(set, shape, ProgressListener.NONE))
        .hasMessageContainingAll("empty", "at least one image");
    assertThatThrownBy(() -> ImageFolder.read(set.resolve("cat"), shape, ProgressListener.NONE))
        .hasMessageContaining("one folder for each class");
    assertThatThrownBy(() -> ImageFolder.read(folder.resolve("absent"), shape, ProgressListener.NONE))
        .isInstanceOf(DataException.class);
  }
}
