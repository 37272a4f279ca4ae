package dev.kasane.cli.recipes;

import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.mnist.MnistSource;
import dev.kasane.data.readers.Cifar;
import dev.kasane.tensor.Shape;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The datasets that the program knows by name, in the form a network takes them. */
public enum DataSource {

  /** Handwritten digits, {@code (28, 28, 1)}. */
  MNIST("MNIST", Shape.of(28, 28, 1)),

  /** The middle 24 by 24 pixels of MNIST, as ConvNetJS's demonstration uses them: {@code (24, 24, 1)}. */
  MNIST_24("MNIST 24x24", Shape.of(24, 24, 1)),

  /** Small colour photographs, {@code (32, 32, 3)}. */
  CIFAR10("CIFAR-10", Shape.of(32, 32, 3));

  private static final String CIFAR_FILES = "{data,test}_batch*.{bin,bin.gz}";

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // a shape never changes
  private final Shape shape;

  DataSource(String title, Shape shape) {
    this.title = title;
    this.shape = shape;
  }

  /**
   * What was found.
   *
   * @param train to learn from
   * @param test to be tested on
   * @param source where it comes from, in words
   * @param generated whether it was drawn because the real one could not be had
   */
  public record Found(Dataset train, Dataset test, String source, boolean generated) {}

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The shape of one image. */
  public Shape shape() {
    return shape;
  }

  /** The dataset for a network whose input has a shape, or null if there is none. */
  public static @Nullable DataSource forShape(Shape shape) {
    for (DataSource source : values()) {
      if (source.shape.equals(shape)) {
        return source;
      }
    }
    return null;
  }

  /**
   * Reads the dataset.
   *
   * @param folder a folder that must hold it, itself or in its sub-folder {@code mnist} or {@code cifar10}; null to
   *     search where {@code KASANE_DATA} says, then in the cache and, for MNIST, the net
   * @throws DataException if it cannot be had or used
   */
  public Found open(@Nullable Path folder, ProgressListener progress) {
    return switch (this) {
      case MNIST -> found(MnistSource.resolve(folder, progress));
      case MNIST_24 -> {
        ImageData whole = MnistSource.resolve(folder, progress);
        yield new Found(
            CenterCrop.of(whole.train(), shape.dim(0), shape.dim(1)),
            CenterCrop.of(whole.test(), shape.dim(0), shape.dim(1)),
            whole.source() + ", middle " + shape.dim(0) + " by " + shape.dim(1) + " pixels",
            whole.generated());
      }
      case CIFAR10 -> found(Cifar.loadCifar10(cifarFolder(folder, System.getenv())));
    };
  }

  private static Found found(ImageData data) {
    return new Found(data.train(), data.test(), data.source(), data.generated());
  }

  private static Path cifarFolder(@Nullable Path folder, Map<String, String> environment) {
    List<Path> places = new ArrayList<>();
    String shared = environment.getOrDefault("KASANE_DATA", "");
    if (folder != null) {
      places.add(folder);
    } else {
      if (!shared.isBlank()) {
        places.add(Path.of(shared));
      }
      places.add(MnistSource.cacheFolder().resolveSibling("cifar10"));
    }
    for (Path place : places) {
      Path found = findCifar10(place);
      if (found != null) {
        return found;
      }
    }
    throw new DataException(
        "CIFAR-10",
        "the files data_batch_*.bin and test_batch.bin, each possibly with .gz, in " + places,
        "none of them",
        "Unpack the binary version of CIFAR-10 and name its folder with --data or KASANE_DATA.");
  }

  /**
   * The folder with CIFAR-10 files: {@code folder} or its sub-folder {@code cifar10}; null if neither has any.
   *
   * @throws DataException if a folder cannot be read
   */
  public static @Nullable Path findCifar10(Path folder) {
    for (Path candidate : List.of(folder, folder.resolve("cifar10"))) {
      if (!Files.isDirectory(candidate)) {
        continue;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(candidate, CIFAR_FILES)) {
        if (files.iterator().hasNext()) {
          return candidate;
        }
      } catch (IOException e) {
        throw new DataException(
            candidate.toString(), "a folder that can be read", String.valueOf(e.getMessage()), "Check its rights.", e);
      }
    }
    return null;
  }
}
