package dev.kasane.data.mnist;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.readers.Idx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The MNIST digits in a folder: 60,000 training and 10,000 test images {@code (28, 28, 1)} of 10 classes. */
public final class Mnist {

  /** The classes: the digits. */
  public static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private Mnist() {}

  /**
   * The folder that holds the four files: {@code folder} itself or its sub-folder {@code mnist}; null if neither does.
   */
  public static @Nullable Path find(Path folder) {
    for (Path candidate : List.of(folder, folder.resolve("mnist"))) {
      if (missing(candidate).isEmpty()) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * Loads MNIST from wherever it can be had: the folder that {@code KASANE_DATA} names, the user's cache, the net, or
   * else digits drawn on this machine. A notice on the error stream says so when the latter happens.
   *
   * @throws DataException if files in {@code KASANE_DATA} are damaged
   */
  public static ImageData load() {
    return MnistSource.resolve(
        null,
        new ProgressListener() {
          @Override
          public void progress(String task, long done, long total) {
            // A program that wants to show progress gives MnistSource a listener of its own.
          }

          @Override
          public void notice(String message) {
            System.err.println(message);
          }
        });
  }

  /**
   * Reads the four files {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
   * t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each possibly with {@code .gz}, from a folder or its
   * sub-folder {@code mnist}. Other sets in the same form, such as Fashion-MNIST, are read as well.
   *
   * @throws DataException if a file is missing or cannot be used
   */
  public static ImageData load(Path folder) {
    Path found = find(folder);
    if (found == null) {
      throw new DataException(
          folder.toString(),
          "the MNIST files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and"
              + " t10k-labels-idx1-ubyte, each possibly with .gz",
          received(folder),
          "Name the folder that holds all four.");
    }
    ImageDataset train = read(found, MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS);
    ImageDataset test = read(found, MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS);
    if (!train.imageShape().equals(test.imageShape())) {
      throw new DataException(
          found.toString(),
          "test images of the training images' shape " + train.imageShape(),
          "shape " + test.imageShape(),
          "Take all four files from the same dataset.");
    }
    return new ImageData(train, test, found.toString(), false);
  }

  private static String received(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder) ? "a file, not a folder" : "no such folder";
    }
    List<String> missing = missing(folder);
    return missing.size() == MnistFile.values().length ? "none of them" : "a folder without " + missing;
  }

  private static List<String> missing(Path folder) {
    List<String> missing = new ArrayList<>();
    for (MnistFile file : MnistFile.values()) {
      if (file.in(folder) == null) {
        missing.add(file.published().name());
      }
    }
    return missing;
  }

  private static ImageDataset read(Path folder, MnistFile images, MnistFile labels) {
    Path imageFile = images.in(folder);
    Path labelFile = labels.in(folder);
    if (imageFile == null || labelFile == null) {
      throw new DataException(
          folder.toString(),
          images.published().name() + " and " + labels.published().name(),
          "a folder from which one just vanished",
          "Try again.");
    }
    return Idx.readImages(imageFile, labelFile, CLASSES);
  }
}
