package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads labelled images from folders, one for each class: {@code root/cat/1.png}, {@code root/dog/a.jpg}. */
public final class ImageFolder {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  private ImageFolder() {}

  /**
   * Reads all images below a folder. Classes and files are taken in the order of their names, so the result does not
   * depend on the file system. Hidden entries and files without an image's ending are passed over.
   *
   * @param root holds one folder for each class, named as the class
   * @param shape {@code (height, width, channels)} to scale each image to, with 1 channel (grey) or 3 (RGB)
   * @param progress is told about each image
   * @throws DataException if there is no class folder, one holds no image, an image cannot be read, or all of them
   *     would not fit in memory
   */
  public static ImageDataset read(Path root, Shape shape, ProgressListener progress) {
    List<Path> folders = list(root, Files::isDirectory);
    if (folders.isEmpty()) {
      throw new DataException(
          root.toString(),
          "one folder for each class",
          "no folder in it",
          "Put the images of each class in a folder named after it, such as " + root.resolve("cat") + ".");
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < folders.size(); label++) {
      List<Path> images = list(folders.get(label), ImageFolder::isImage);
      if (images.isEmpty()) {
        throw new DataException(
            folders.get(label).toString(),
            "at least one image " + ENDINGS,
            "none",
            "Add images of this class, or remove the folder.");
      }
      files.addAll(images);
      for (int i = 0; i < images.size(); i++) {
        labels.add(label);
      }
    }
    ByteSource.requireMemory(root.toString(), (long) files.size() * shape.size());
    byte[] pixels = decode(files, shape, root, progress);
    List<String> names = folders.stream().map(ImageFolder::name).toList();
    return new ImageDataset(shape, pixels, labels.stream().mapToInt(Integer::intValue).toArray(), names);
  }

  private static byte[] decode(List<Path> files, Shape shape, Path root, ProgressListener progress) {
    byte[] pixels = new byte[files.size() * shape.size()];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i -> {
              float[] values = Images.readScaled(files.get(i), shape).data();
              for (int j = 0; j < values.length; j++) {
                pixels[i * values.length + j] = (byte) Math.round(255 * values[j]);
              }
              progress.progress(root.toString(), done.incrementAndGet(), files.size());
            });
    return pixels;
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(e -> !name(e).startsWith(".")).filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), "a folder that can be read", String.valueOf(e.getMessage()), "Check the path.", e);
    }
  }

  private static boolean isImage(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
