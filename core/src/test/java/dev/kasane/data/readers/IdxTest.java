package dev.kasane.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageDataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {

  private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  @TempDir Path folder;

  /** An IDX file by the format's description, written without the code under test. */
  private static byte[] idx(int type, int[] dims, byte[] elements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(type << 8 | dims.length);
      for (int dim : dims) {
        out.writeInt(dim);
      }
      out.write(elements);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryTypeOfElement(IdxType type) throws IOException {
    long seed = 4711 + type.ordinal();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      int[] dims = random.ints(1 + random.nextInt(4), 1, 7).toArray();
      int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
      float[] expected = new float[size];
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      for (int i = 0; i < size; i++) {
        int bits = random.nextInt();
        float real = random.nextFloat() - 0.5f;
        switch (type) {
          case UNSIGNED_BYTE, SIGNED_BYTE -> out.writeByte(bits);
          case SHORT -> out.writeShort(bits);
          case INT -> out.writeInt(bits);
          case FLOAT -> out.writeFloat(real);
          case DOUBLE -> out.writeDouble(real);
        }
        expected[i] =
            switch (type) {
              case UNSIGNED_BYTE -> bits & 0xFF;
              case SIGNED_BYTE -> (byte) bits;
              case SHORT -> (short) bits;
              case INT -> bits;
              case FLOAT, DOUBLE -> real;
            };
      }
      byte[] content = idx(type.code(), dims, bytes.toByteArray());
      boolean packed = random.nextBoolean();
      Idx read = Idx.read(file("round" + round, packed ? gzip(content) : content));

      assertThat(read.type()).isEqualTo(type);
      assertThat(read.toTensor()).as("seed %d, round %d", seed, round).isEqualTo(Tensor.of(Shape.of(dims), expected));
    }
  }

  @Test
  void refusesAFileCutAnywhere() throws IOException {
    byte[] whole = idx(8, new int[] {3, 2, 2}, new byte[12]);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(file("cut", Arrays.copyOf(whole, length)), length == 0 ? "empty" : "expected");
    }
    byte[] elements = new byte[1200];
    new Random(5).nextBytes(elements);
    byte[] packed = gzip(idx(8, new int[] {300, 2, 2}, elements));
    for (int length = 3; length < packed.length; length += 7) {
      assertRefused(file("cut.gz", Arrays.copyOf(packed, length)), "expected");
    }
  }

  @Test
  void refusesTrailingBytes() throws IOException {
    byte[] longer = idx(8, new int[] {3}, new byte[4]);
    assertRefused(file("long", longer), "3 bytes", "more bytes behind");
    assertRefused(file("long.gz", gzip(longer)), "3 bytes", "more bytes behind");
  }

  @Test
  void refusesForgedSizesBeforeSettingMemoryAside() throws IOException {
    int most = Integer.MAX_VALUE;
    assertRefused(file("big", idx(8, new int[] {most}, new byte[10])), "2147483647 bytes", "10 bytes");
    assertRefused(file("huge", idx(14, new int[] {most, most, most, most}, new byte[10])), "10 bytes");
    assertRefused(file("big.gz", gzip(idx(8, new int[] {most, 1}, new byte[10]))), "at most", "cut short");
    assertRefused(file("none", idx(8, new int[] {0, 28, 28}, new byte[0])), "[0, 28, 28]");
    assertRefused(file("negative", idx(8, new int[] {-1, 28, 28}, new byte[784])), "[-1, 28, 28]");
    byte[] manyAxes = new byte[100];
    manyAxes[2] = 8;
    manyAxes[3] = 127;
    assertRefused(file("axes", manyAxes), "127 axis sizes", "24 of them");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertRefused(file("page.gz", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8)), "3c 21 44 4f");
    assertRefused(file("type", new byte[] {0, 0, 0x0A, 1, 0, 0, 0, 1, 5}), "00 00 0a 01");
    assertRefused(file("broken.gz", new byte[] {0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}), "gzip");
    byte[] damaged = gzip(idx(8, new int[] {200}, new byte[200]));
    damaged[damaged.length - 6] ^= 0x55;
    assertRefused(file("sum.gz", damaged), "damaged");
    assertRefused(folder, "a folder");
    assertRefused(folder.resolve("absent"), "nothing there");
  }

  @Test
  void pairsImagesWithLabels() throws IOException {
    Path images = file("images", idx(8, new int[] {2, 1, 3}, new byte[] {0, 51, (byte) 255, 1, 2, 3}));
    Path labels = file("labels", idx(8, new int[] {2}, new byte[] {7, 0}));
    ImageDataset data = Idx.readImages(images, labels, DIGITS);

    assertThat(data.imageShape()).isEqualTo(Shape.of(1, 3, 1));
    assertThat(data.inputs(0)).isEqualTo(Tensor.of(Shape.of(2, 1, 3, 1), 0, 0.2f, 1, 1 / 255f, 2 / 255f, 3 / 255f));
    assertThat(data.targets(0)).isEqualTo(Tensor.vector(7, 0));
    assertThat(data.classNames()).isEqualTo(DIGITS);
  }

  @Test
  void seesThatFilesWereSwapped() throws IOException {
    Path images = file("images", idx(8, new int[] {2, 1, 3}, new byte[6]));
    Path labels = file("labels", idx(8, new int[] {2}, new byte[2]));

    assertThatThrownBy(() -> Idx.readImages(labels, images, DIGITS))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(labels.toString(), "Did you swap");
    assertThatThrownBy(() -> Idx.readImages(images, images, DIGITS))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(images.toString(), "image file", "Did you swap");
  }

  @Test
  void comparesCountsAndLabels() throws IOException {
    Path images = file("images", idx(8, new int[] {3, 1, 1}, new byte[3]));
    Path few = file("few", idx(8, new int[] {2}, new byte[2]));
    Path wrong = file("wrong", idx(8, new int[] {3}, new byte[] {1, 9, 10}));
    Path reals = file("reals", idx(13, new int[] {3}, new byte[12]));

    assertThatThrownBy(() -> Idx.readImages(images, few, DIGITS)).hasMessageContainingAll("3 labels", "2 labels");
    assertThatThrownBy(() -> Idx.readImages(images, wrong, DIGITS))
        .hasMessageContainingAll(wrong.toString(), "0 to 9", "label 10 at position 2");
    assertThatThrownBy(() -> Idx.readImages(images, reals, DIGITS)).hasMessageContainingAll("FLOAT", "unsigned bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void survivesRandomDamage(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] whole = idx(8, new int[] {5, 4, 4}, new byte[80]);
    for (int round = 0; round < 100; round++) {
      byte[] plain = whole.clone();
      plain[random.nextInt(20)] = (byte) random.nextInt();
      byte[] content = random.nextBoolean() ? plain : gzip(plain);
      if (random.nextBoolean()) {
        content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = file("damaged", content);
      try {
        assertThat(Idx.read(file).bytes()).isNotEmpty();
      } catch (DataException e) {
        assertThat(e).as("seed %d, round %d", seed, round).hasMessageContaining(file.toString());
      }
    }
  }
}
