package dev.kasane.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.TestData;
import dev.kasane.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {

  @TempDir Path folder;

  private static byte[] records(int count, int labelBytes, long seed) {
    byte[] bytes = new byte[count * (labelBytes + 3072)];
    new Random(seed).nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < labelBytes; j++) {
        bytes[i * (labelBytes + 3072) + j] = (byte) ((3 * i + 2 * j) % 10);
      }
    }
    return bytes;
  }

  private Path packed(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  @Test
  void putsTheColoursOfAPixelTogether() throws IOException {
    byte[] first = records(3, 1, 1);
    byte[] second = records(2, 1, 2);
    ImageDataset data =
        Cifar.readCifar10(List.of(Files.write(folder.resolve("a.bin"), first), packed("b.bin.gz", second)));

    assertThat(data.size()).isEqualTo(5);
    assertThat(data.imageShape()).isEqualTo(Shape.of(32, 32, 3));
    assertThat(data.label(1)).isEqualTo(3);
    assertThat(data.label(4)).isEqualTo(3);
    byte[] image = data.pixels(4);
    for (int i : new int[] {0, 1, 31, 32, 500, 1023}) {
      for (int c = 0; c < 3; c++) {
        assertThat(image[3 * i + c]).isEqualTo(second[3073 + 1 + 1024 * c + i]);
      }
    }
  }

  @Test
  void readsFineAndCoarseLabels() throws IOException {
    Path file = Files.write(folder.resolve("train.bin"), records(4, 2, 3));

    assertThat(Cifar.readCifar100(List.of(file), false).targets(0).data()).containsExactly(0, 3, 6, 9);
    assertThat(Cifar.readCifar100(List.of(file), true).targets(0).data()).containsExactly(2, 5, 8, 1);
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    byte[] whole = records(2, 1, 1);
    Path cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(whole, 6000));
    Path empty = Files.write(folder.resolve("empty.bin"), new byte[0]);
    whole[3073] = 10;
    Path label = Files.write(folder.resolve("label.bin"), whole);

    assertThatThrownBy(() -> Cifar.readCifar10(List.of(cut)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(cut.toString(), "3073", "6000 bytes");
    assertThatThrownBy(() -> Cifar.readCifar10(List.of(empty))).hasMessageContaining("0 bytes");
    assertThatThrownBy(() -> Cifar.readCifar10(List.of(label)))
        .hasMessageContainingAll("0 to 9", "label 10 in record 1");
    assertThatThrownBy(() -> Cifar.loadCifar10(folder)).hasMessageContainingAll("data_batch", "none of them");
    assertThatThrownBy(() -> Cifar.loadCifar10(folder.resolve("absent"))).isInstanceOf(DataException.class);
  }

  @Test
  void readsTheRealFiles() {
    ImageData data = Cifar.loadCifar10(TestData.folder("cifar10"));

    assertThat(data.train().size()).isEqualTo(10_000);
    assertThat(data.test().size()).isEqualTo(1000);
    // The first training image is a frog, the first test image a cat; (0, 0) of the frog is (59, 62, 63).
    assertThat(data.train().classNames().get(data.train().label(0))).isEqualTo("frog");
    assertThat(data.test().classNames().get(data.test().label(0))).isEqualTo("cat");
    assertThat(data.train().pixels(0)).startsWith(59, 62, 63);
  }
}
