package dev.kasane.data.mnist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four files of MNIST. */
enum MnistFile {
  TRAIN_IMAGES(
      "train-images",
      "idx3-ubyte",
      47_040_016,
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
  TRAIN_LABELS(
      "train-labels",
      "idx1-ubyte",
      60_008,
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
  TEST_IMAGES(
      "t10k-images",
      "idx3-ubyte",
      7_840_016,
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
  TEST_LABELS(
      "t10k-labels",
      "idx1-ubyte",
      10_008,
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  private final String plainName;
  private final String dottedName;
  private final int unpackedSize;
  private final String sha256;

  MnistFile(String part, String ending, int unpackedSize, String sha256) {
    this.plainName = part + "-" + ending;
    this.dottedName = part + "." + ending;
    this.unpackedSize = unpackedSize;
    this.sha256 = sha256;
  }

  /** The file as mirrors publish it, packed. */
  Published published() {
    return new Published(plainName + ".gz", unpackedSize, sha256);
  }

  /** The names under which the file is found: packed or not, and with a dot, as some programs unpack it. */
  List<String> names() {
    return List.of(plainName + ".gz", plainName, dottedName, dottedName + ".gz");
  }

  /** This file in a folder, or null. */
  @Nullable Path in(Path folder) {
    for (String name : names()) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
