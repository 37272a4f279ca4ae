package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.tensor.Shape;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The binary files of CIFAR-10 and CIFAR-100, plain or packed with gzip. A record is one label byte (CIFAR-100: coarse,
 * then fine) and 3072 bytes of a 32 by 32 image, all red, then all green, then all blue; it becomes {@code (32, 32, 3)}
 * with the colours of a pixel together.
 */
public final class Cifar {

  /** {@code (32, 32, 3)}. */
  public static final Shape IMAGE = Shape.of(32, 32, 3);

  /** The classes of CIFAR-10. */
  public static final List<String> CIFAR10_CLASSES =
      List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final int PLANE = 32 * 32;
  private static final int COLOURS = 3;

  private Cifar() {}

  /** What a file's records look like: label bytes in front, which of them counts, and how many classes there are. */
  private record Format(int labelBytes, int labelAt, int classes, List<String> names) {

    int record() {
      return labelBytes + COLOURS * PLANE;
    }
  }

  /**
   * Reads CIFAR-10 files one after the other into one set.
   *
   * @throws DataException if a file is missing, not a whole number of records, or has a label above 9
   */
  public static ImageDataset readCifar10(List<Path> files) {
    return read(files, new Format(1, 0, 10, CIFAR10_CLASSES));
  }

  /**
   * Reads CIFAR-100 files one after the other into one set. The binary files hold no names, so the classes have none.
   *
   * @param fine whether the target is the fine label (100 classes) or the coarse one (20)
   * @throws DataException if a file is missing, not a whole number of records, or has a label out of range
   */
  public static ImageDataset readCifar100(List<Path> files, boolean fine) {
    return read(files, new Format(2, fine ? 1 : 0, fine ? 100 : 20, List.of()));
  }

  /**
   * Finds the CIFAR-10 files of a folder: {@code data_batch*.bin} for training and {@code test_batch*.bin} for testing,
   * each possibly with {@code .gz}.
   *
   * @throws DataException if there is none of one kind, or a file cannot be used
   */
  public static ImageData loadCifar10(Path folder) {
    ImageDataset train = readCifar10(find(folder, "data_batch"));
    return new ImageData(train, readCifar10(find(folder, "test_batch")), folder.toString(), false);
  }

  private static List<Path> find(Path folder, String prefix) {
    List<Path> found = new ArrayList<>();
    String pattern = prefix + "*.{bin,bin.gz}";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), "a folder that can be read", String.valueOf(e.getMessage()), "Check the path.", e);
    }
    if (found.isEmpty()) {
      throw new DataException(
          folder.toString(),
          "CIFAR-10 files " + pattern,
          "none of them",
          "Name the folder into which the binary version of CIFAR-10 was unpacked.");
    }
    Collections.sort(found);
    return found;
  }

  private static ImageDataset read(List<Path> files, Format format) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("Cifar: expected at least one file, received none");
    }
    List<byte[]> contents = new ArrayList<>();
    long records = 0;
    for (Path file : files) {
      byte[] content = readRecords(file, format);
      records += content.length / format.record();
      ByteSource.requireMemory(file.toString(), records * IMAGE.size());
      contents.add(content);
    }
    byte[] pixels = new byte[(int) records * IMAGE.size()];
    int[] labels = new int[(int) records];
    int at = 0;
    for (int f = 0; f < contents.size(); f++) {
      byte[] content = contents.get(f);
      for (int from = 0; from < content.length; from += format.record()) {
        labels[at] = label(files.get(f), content, from, format);
        interleave(content, from + format.labelBytes, pixels, at * IMAGE.size());
        at++;
      }
    }
    return new ImageDataset(IMAGE, pixels, labels, format.names);
  }

  private static byte[] readRecords(Path file, Format format) {
    try (ByteSource source = ByteSource.open(file)) {
      byte[] content = source.rest();
      if (content.length == 0 || content.length % format.record() != 0) {
        throw new DataException(
            file.toString(),
            "a whole number of records of " + format.record() + " bytes",
            content.length + " bytes",
            "The file is cut short, or is not the binary version of this CIFAR set.");
      }
      return content;
    }
  }

  private static int label(Path file, byte[] content, int from, Format format) {
    int label = content[from + format.labelAt] & 0xFF;
    if (label >= format.classes) {
      throw new DataException(
          file.toString(),
          "labels in 0 to " + (format.classes - 1),
          "label " + label + " in record " + from / format.record(),
          "The file is damaged, or is not the binary version of this CIFAR set.");
    }
    return label;
  }

  private static void interleave(byte[] from, int at, byte[] to, int offset) {
    for (int pixel = 0; pixel < PLANE; pixel++) {
      for (int colour = 0; colour < COLOURS; colour++) {
        to[offset + COLOURS * pixel + colour] = from[at + colour * PLANE + pixel];
      }
    }
  }
}
