package dev.kasane.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.TestData;
import dev.kasane.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistSourceTest {

  @TempDir Path temp;
  private final List<String> notices = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final ProgressListener listener =
      new ProgressListener() {
        @Override
        public void progress(String task, long done, long total) {}

        @Override
        public void notice(String message) {
          notices.add(message);
        }
      };

  private MnistSource source() {
    environment.put("KASANE_MNIST_MIRRORS", "");
    environment.putIfAbsent("XDG_CACHE_HOME", temp.resolve("cache").toString());
    return new MnistSource(environment, temp, "Linux");
  }

  private static void idx(Path file, int... dims) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int size = 1;
    out.writeInt(8 << 8 | dims.length);
    for (int dim : dims) {
      out.writeInt(dim);
      size *= dim;
    }
    out.write(new byte[size]);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.toByteArray());
  }

  /** A set of so many training images and one test image under the names of MNIST, in different spellings. */
  private static Path small(Path folder, int train) throws IOException {
    idx(folder.resolve("train-images.idx3-ubyte"), train, 28, 28);
    idx(folder.resolve("train-labels-idx1-ubyte"), train);
    idx(folder.resolve("t10k-images-idx3-ubyte"), 1, 28, 28);
    idx(folder.resolve("t10k-labels.idx1-ubyte"), 1);
    return folder;
  }

  @Test
  void takesTheGivenFolderFirst() throws IOException {
    environment.put("KASANE_DATA", small(temp.resolve("env/mnist"), 3).getParent().toString());
    small(temp.resolve("given"), 2);

    ImageData data = source().find(temp.resolve("given"), listener);
    assertThat(data.train().size()).isEqualTo(2);
    assertThat(data.generated()).isFalse();
    assertThat(data.source()).isEqualTo(temp.resolve("given").toString());
    assertThat(source().find(temp.resolve("env"), listener).train().size()).isEqualTo(3);
  }

  @Test
  void refusesAGivenFolderWithoutTheFiles() throws IOException {
    small(temp.resolve("cache/kasane/mnist"), 4);
    small(temp.resolve("some"), 2);
    Files.delete(temp.resolve("some/t10k-images-idx3-ubyte"));

    assertThatThrownBy(() -> source().find(temp, listener))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(temp.toString(), "none of them");
    assertThatThrownBy(() -> source().find(temp.resolve("some"), listener))
        .hasMessageContaining("a folder without [t10k-images-idx3-ubyte.gz]");
    assertThatThrownBy(() -> source().find(temp.resolve("absent"), listener)).hasMessageContaining("no such folder");
  }

  @Test
  void takesTheEnvironmentThenTheCache() throws IOException {
    small(temp.resolve("cache/kasane/mnist"), 4);
    assertThat(source().find(null, listener).train().size()).isEqualTo(4);
    environment.put("KASANE_DATA", temp.resolve("env").toString());
    assertThat(source().find(null, listener).train().size()).isEqualTo(4);
    assertThat(notices).hasSize(1).first().asString().contains("KASANE_DATA");
    small(temp.resolve("env"), 5);
    assertThat(source().find(null, listener).train().size()).isEqualTo(5);
  }

  @Test
  void drawsDigitsWhenNothingCanBeHad() {
    ImageData data = source().find(null, listener);

    assertThat(data.generated()).isTrue();
    assertThat(data.train().imageShape()).isEqualTo(Shape.of(28, 28, 1));
    assertThat(notices).hasSize(2);
    assertThat(notices.getLast()).contains("GENERATED DIGITS", "--data");
    assertThat(temp.resolve("cache")).doesNotExist();
  }

  @Test
  void doesNotUseADamagedCache() throws IOException {
    Path cache = small(temp.resolve("cache/kasane/mnist"), 4);
    Files.write(cache.resolve("train-labels-idx1-ubyte"), new byte[7]);

    assertThat(source().find(null, listener).generated()).isTrue();
    assertThat(notices.getFirst()).contains("cached", "train-labels-idx1-ubyte");
  }

  @Test
  void doesNotOverwriteAnotherDataset() throws IOException {
    Path other = small(temp.resolve("fashion"), 4);

    assertThatThrownBy(() -> source().get(other, listener))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(other.toString(), "other contents");
  }

  @Test
  void refusesTestImagesOfAnotherSize() throws IOException {
    Path folder = small(temp.resolve("mixed"), 2);
    idx(folder.resolve("t10k-images-idx3-ubyte"), 1, 32, 32);

    assertThatThrownBy(() -> Mnist.load(folder)).hasMessageContainingAll("(28, 28, 1)", "(32, 32, 1)");
  }

  @Test
  void keepsDownloadsWhereTheSystemKeepsCaches() {
    Path home = Path.of("/home/u");
    assertThat(new MnistSource(Map.of(), home, "Linux").cache()).isEqualTo(home.resolve(".cache/kasane/mnist"));
    assertThat(new MnistSource(Map.of(), home, "Mac OS X").cache())
        .isEqualTo(home.resolve("Library/Caches/kasane/mnist"));
    assertThat(new MnistSource(Map.of("LOCALAPPDATA", "/local"), home, "Windows 11").cache())
        .isEqualTo(Path.of("/local/kasane/mnist"));
    assertThat(new MnistSource(Map.of("XDG_CACHE_HOME", "/xdg"), home, "Linux").cache())
        .isEqualTo(Path.of("/xdg/kasane/mnist"));
    assertThat(new MnistSource(Map.of("XDG_CACHE_HOME", "relative"), home, "Linux").cache())
        .isEqualTo(home.resolve(".cache/kasane/mnist"));
  }

  @Test
  void readsTheRealFiles() {
    ImageData data = Mnist.load(TestData.folder("mnist"));

    assertThat(data.train().size()).isEqualTo(60_000);
    assertThat(data.test().size()).isEqualTo(10_000);
    assertThat(data.train().imageShape()).isEqualTo(Shape.of(28, 28, 1));
    int[] first = new int[10];
    int[] counts = new int[10];
    for (int i = 0; i < 60_000; i++) {
      first[Math.min(i, 9)] = i < 10 ? data.train().label(i) : first[9];
      counts[data.train().label(i)]++;
    }
    // Published by many: the first ten labels, and how often each digit occurs.
    assertThat(first).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    assertThat(counts).containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    // The mean pixel of the training images is 0.1307, as every normalisation recipe for MNIST says.
    double sum = 0;
    float[] image = new float[784];
    for (int i = 0; i < 60_000; i++) {
      data.train().read(i, 0, image, 0);
      for (float value : image) {
        sum += value;
      }
    }
    assertThat(Math.round(sum / 60_000 / 784 * 10_000)).isEqualTo(1307);
  }

  @Test
  void knowsTheSumsOfTheRealFiles() throws IOException {
    Path folder = TestData.folder("mnist");
    for (MnistFile file : MnistFile.values()) {
      Path real = file.in(folder);
      assertThat(real).isNotNull();
      assertThat(Verifier.isSound(real, file.published())).as(file.name()).isTrue();
      Path plain = temp.resolve("plain");
      try (InputStream in = new GZIPInputStream(Files.newInputStream(real))) {
        Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(Verifier.isSound(plain, file.published())).isTrue();
    }
    assertThat(source().get(folder, listener)).isEqualTo(folder);
  }

  @Test
  void seesThatRealFilesAreSwappedOrCut() throws IOException {
    Path real = TestData.folder("mnist");
    Path images = real.resolve("t10k-images-idx3-ubyte.gz");
    Path labels = real.resolve("t10k-labels-idx1-ubyte.gz");
    Path swapped = small(temp.resolve("swapped"), 2);
    Files.copy(labels, swapped.resolve("train-images-idx3-ubyte.gz"));
    Files.copy(images, swapped.resolve("train-labels-idx1-ubyte.gz"));
    Path cut = small(temp.resolve("cut"), 2);
    byte[] half = Arrays.copyOf(Files.readAllBytes(images), 800_000);
    Files.write(cut.resolve("t10k-images-idx3-ubyte.gz"), half);

    assertThatThrownBy(() -> Mnist.load(swapped)).hasMessageContaining("Did you swap");
    assertThatThrownBy(() -> Mnist.load(cut))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("t10k-images-idx3-ubyte.gz", "breaks off");
  }
}
