package dev.kasane.cli;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.data.readers.Cifar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out which datasets a folder holds. */
final class DataFolders {

  private DataFolders() {}

  /**
   * Reads the datasets that a folder or its sub-folders {@code mnist} and {@code cifar10} hold.
   *
   * @throws DataException if there is none, or one cannot be used
   */
  static List<ImageData> openAll(Path folder) {
    List<ImageData> found = new ArrayList<>();
    if (Mnist.find(folder) != null) {
      found.add(Mnist.load(folder));
    }
    Path cifar = DataSource.findCifar10(folder);
    if (cifar != null) {
      found.add(Cifar.loadCifar10(cifar));
    }
    if (found.isEmpty()) {
      throw new DataException(
          folder.toString(),
          "the four MNIST files (train-images-idx3-ubyte and so on, also .gz) or CIFAR-10's data_batch*.bin",
          received(folder),
          "Name the folder that holds them; 'kasane data get mnist' downloads MNIST.");
    }
    return found;
  }

  private static String received(Path folder) {
    if (!Files.exists(folder)) {
      return "no such folder";
    }
    return Files.isDirectory(folder) ? "none of them" : "a file, not a folder";
  }
}
