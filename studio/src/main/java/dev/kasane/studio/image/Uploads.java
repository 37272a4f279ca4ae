package dev.kasane.studio.image;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.readers.Idx;
import dev.kasane.data.readers.Images;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes images that come through the page. Trusts nothing that they say about themselves. */
final class Uploads {

  /** Bytes of an upload at most. */
  static final long MAX_BYTES = 96L << 20;

  static final int MAX_IMAGES = 20_000;
  static final int MAX_CLASSES = 200;
  static final int MAX_SIDE = 96;
  static final int MIN_IMAGES = 10;

  /** Pixels of one image at most, before it is scaled down. */
  static final long MAX_PIXELS = 16L << 20;

  private static final long MAX_UNPACKED = 512L << 20;
  private static final int MAX_ENTRY = 24 << 20;
  private static final int TEST_SHARE = 5;
  private static final int MAX_NAME = 60;
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  private Uploads() {}

  private record Labelled(byte[] pixels, String label) {}

  /**
   * Reads a zip of images, each in a folder named after its class. Every fifth image, by chance, is kept for testing.
   *
   * @param shape (height, width, channels) to scale images to
   */
  static ImageData zip(byte[] bytes, Shape shape) {
    List<Labelled> images = new ArrayList<>();
    long unpacked = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String label = label(entry);
        if (label == null) {
          continue;
        }
        byte[] file = entry(zip, entry.getName());
        unpacked += file.length;
        if (unpacked > MAX_UNPACKED || images.size() == MAX_IMAGES) {
          throw new RequestException(413, "The zip may hold " + MAX_IMAGES + " images and " + MAX_UNPACKED
              + " bytes of them unpacked; it holds more");
        }
        images.add(new Labelled(decode(file, entry.getName(), shape), label));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new RequestException("The zip file is damaged: " + e.getMessage());
    }
    return split(images, shape);
  }

  /** The class of an image: the folder it lies in; null for what is no image. */
  private static @Nullable String label(ZipEntry entry) {
    String name = entry.getName().replace('\\', '/');
    String file = name.substring(name.lastIndexOf('/') + 1);
    String lower = file.toLowerCase(Locale.ROOT);
    if (entry.isDirectory() || file.startsWith(".") || name.startsWith("__MACOSX/")
        || ENDINGS.stream().noneMatch(lower::endsWith)) {
      return null;
    }
    String folder = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    String label = folder.substring(folder.lastIndexOf('/') + 1).strip();
    if (label.isEmpty()) {
      throw new RequestException("The image '" + shown(name) + "' lies in no folder; expected a folder for each class, "
          + "named after it");
    }
    return shown(label);
  }

  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > MAX_NAME ? printable.substring(0, MAX_NAME) : printable;
  }

  private static byte[] entry(InputStream zip, String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 16];
    for (int read = zip.read(part); read >= 0; read = zip.read(part)) {
      if (out.size() + read > MAX_ENTRY) {
        throw new RequestException(413, "The image '" + shown(name) + "' has more than " + MAX_ENTRY + " bytes");
      }
      out.write(part, 0, read);
    }
    return out.toByteArray();
  }

  /** Decodes an image and scales it. */
  private static byte[] decode(byte[] file, String name, Shape shape) {
    checkPixels(file, name);
    float[] values = NetFiles.withFile(".image", path -> {
      Files.write(path, file);
      try {
        return Images.readScaled(path, shape).data();
      } catch (DataException e) {
        throw new RequestException(String.valueOf(e.getMessage()).replace(path.toString(), shown(name)));
      }
    });
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(255 * Math.clamp(values[i], 0f, 1f));
    }
    return pixels;
  }

  private static void checkPixels(byte[] file, String name) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new RequestException("'" + shown(name) + "' is no image that can be read: expected PNG, JPEG, GIF or "
            + "BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS || pixels < 1) {
          throw new RequestException(413, "'" + shown(name) + "' has " + pixels + " pixels, expected at most "
              + MAX_PIXELS);
        }
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new RequestException("'" + shown(name) + "' cannot be decoded: " + e.getMessage());
    }
  }

  private static ImageData split(List<Labelled> images, Shape shape) {
    List<String> classes = List.copyOf(new TreeSet<>(images.stream().map(Labelled::label).toList()));
    if (images.size() < MIN_IMAGES || classes.size() < 2 || classes.size() > MAX_CLASSES) {
      throw new RequestException("Expected at least " + MIN_IMAGES + " images in 2 to " + MAX_CLASSES
          + " folders named after their classes, received " + images.size() + " images in " + classes.size()
          + " folders");
    }
    // The same order for the same file, and one in which classes are mixed.
    long key = CounterRandom.stream(images.size(), "upload");
    Integer[] order = new Integer[images.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingLong(i -> CounterRandom.bits(key, i)));
    int test = Math.max(1, images.size() / TEST_SHARE);
    return new ImageData(part(images, order, test, order.length, shape, classes),
        part(images, order, 0, test, shape, classes), "upload", false);
  }

  private static ImageDataset part(
      List<Labelled> images, Integer[] order, int from, int to, Shape shape, List<String> classes) {
    byte[] pixels = new byte[Math.multiplyExact(to - from, shape.size())];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      Labelled image = images.get(order[i]);
      System.arraycopy(image.pixels(), 0, pixels, (i - from) * shape.size(), shape.size());
      labels[i - from] = classes.indexOf(image.label());
    }
    return new ImageDataset(shape, pixels, labels, classes);
  }

  /**
   * Reads IDX files, plain or packed with gzip.
   *
   * @param files images and labels, then, if there are four, those of the test set; without, a fifth is cut off
   * @param classes names of the classes
   */
  static ImageData idx(List<byte[]> files, List<String> classes) {
    ImageDataset train = idx(files.get(0), files.get(1), classes);
    if (files.size() == 4) {
      ImageDataset test = idx(files.get(2), files.get(3), classes);
      if (!test.imageShape().equals(train.imageShape())) {
        throw new RequestException("The test images have shape " + test.imageShape() + ", those to learn from "
            + train.imageShape());
      }
      return new ImageData(train, test, "upload", false);
    }
    if (train.size() < MIN_IMAGES) {
      throw new RequestException("Expected at least " + MIN_IMAGES + " images, received " + train.size());
    }
    int test = train.size() / TEST_SHARE;
    return new ImageData(cut(train, 0, train.size() - test), cut(train, train.size() - test, train.size()), "upload",
        false);
  }

  private static ImageDataset cut(ImageDataset data, int from, int to) {
    int each = data.imageShape().size();
    byte[] pixels = new byte[(to - from) * each];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      System.arraycopy(data.pixels(i), 0, pixels, (i - from) * each, each);
      labels[i - from] = data.label(i);
    }
    return new ImageDataset(data.imageShape(), pixels, labels, data.classNames());
  }

  private static ImageDataset idx(byte[] images, byte[] labels, List<String> classes) {
    return NetFiles.withFile(".images", first -> NetFiles.withFile(".labels", second -> {
      Files.write(first, images);
      Files.write(second, labels);
      try {
        ImageDataset data = Idx.readImages(first, second, classes);
        checkSize(data.imageShape());
        return data;
      } catch (DataException e) {
        throw new RequestException(named(String.valueOf(e.getMessage()), first, second));
      }
    }));
  }

  private static String named(String message, Path images, Path labels) {
    return message.replace(images.toString(), "the image file").replace(labels.toString(), "the label file");
  }

  private static void checkSize(Shape shape) {
    if (shape.dim(0) > 256 || shape.dim(1) > 256 || shape.dim(2) > 4) {
      throw new RequestException("Expected images of at most 256 by 256 pixels and 4 channels, received " + shape);
    }
  }
}
