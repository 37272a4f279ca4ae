package dev.kasane.studio.image;

import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.digits.GeneratedDigits;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.data.mnist.MnistSource;
import dev.kasane.data.readers.Cifar;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images there are to learn from: MNIST and CIFAR-10 if they are on this machine, drawn digits, and what people
 * have uploaded. Nothing is downloaded. Thread-safe.
 */
final class ImageLibrary {

  /** Uploaded sets that are kept; the oldest goes first. */
  static final int MOST_UPLOADS = 4;

  private static final int TRAIN_DIGITS = 6_000;
  private static final int TEST_DIGITS = 1_000;

  private final @Nullable Path folder;
  private final Map<String, ImageData> loaded = new LinkedHashMap<>();
  private final Map<String, String> uploads = new LinkedHashMap<>();
  private final Object loading = new Object();
  private int uploaded;

  ImageLibrary(@Nullable Path folder) {
    this.folder = folder;
  }

  /**
   * What can be chosen.
   *
   * @param id names it
   * @param title what people call it; empty for those the page knows
   * @param available whether it is on this machine
   * @param shape height, width, channels; of uploads and known sets
   * @param classes names
   * @param train images to learn from; 0 if not counted yet
   * @param test images to be tested on
   */
  record Entry(String id, String title, boolean available, int[] shape, List<String> classes, int train, int test) {}

  synchronized List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(known("mnist", mnistFolder() != null, Shape.of(28, 28, 1), Mnist.CLASSES));
    entries.add(known("cifar10", cifarFolder() != null, Cifar.IMAGE, Cifar.CIFAR10_CLASSES));
    entries.add(known("digits", true, Shape.of(28, 28, 1), Mnist.CLASSES));
    uploads.forEach((id, title) -> {
      ImageData data = loaded.get(id);
      if (data != null) {
        entries.add(new Entry(id, title, true, dims(data.train().imageShape()), names(data), data.train().size(),
            data.test().size()));
      }
    });
    return entries;
  }

  private Entry known(String id, boolean available, Shape shape, List<String> classes) {
    ImageData data = loaded.get(id);
    return new Entry(id, "", available, dims(shape), classes, data == null ? 0 : data.train().size(),
        data == null ? 0 : data.test().size());
  }

  static int[] dims(Shape shape) {
    int[] dims = new int[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i);
    }
    return dims;
  }

  private static List<String> names(ImageData data) {
    return data.train().classNames();
  }

  /** Height, width, channels of a set's images, and its classes, without reading it. */
  Entry entry(String id) {
    return entries().stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow(() -> unknown(id));
  }

  private static RequestException unknown(String id) {
    return new RequestException(404, "There is no data '" + id + "' (any more); choose other data");
  }

  /**
   * Reads a set.
   *
   * @throws RequestException if there is none of that name, or it is not on this machine
   */
  ImageData load(String id) {
    synchronized (this) {
      ImageData known = loaded.get(id);
      if (known != null) {
        return known;
      }
    }
    // One at a time; meanwhile others may look at what there is.
    synchronized (loading) {
      synchronized (this) {
        ImageData known = loaded.get(id);
        if (known != null) {
          return known;
        }
      }
      ImageData data = read(id);
      synchronized (this) {
        loaded.put(id, data);
      }
      return data;
    }
  }

  private ImageData read(String id) {
    return switch (id) {
      case "mnist" -> Mnist.load(found(mnistFolder(), "MNIST", "kasane data mnist"));
      case "cifar10" -> Cifar.loadCifar10(found(cifarFolder(), "CIFAR-10", "kasane data"));
      case "digits" -> GeneratedDigits.draw(TRAIN_DIGITS, TEST_DIGITS, 1, ProgressListener.NONE);
      default -> throw unknown(id);
    };
  }

  private static Path found(@Nullable Path place, String name, String command) {
    if (place == null) {
      throw new RequestException(name + " is not on this machine: name its folder with --data or KASANE_DATA, or see "
          + "'" + command + "'. Digits drawn on this machine are always there.");
    }
    return place;
  }

  private List<Path> places(String set) {
    List<Path> places = new ArrayList<>();
    if (folder != null) {
      places.add(folder);
    }
    String shared = System.getenv().getOrDefault("KASANE_DATA", "");
    if (!shared.isBlank()) {
      places.add(Path.of(shared));
    }
    places.add(MnistSource.cacheFolder().resolveSibling(set));
    return places;
  }

  private @Nullable Path mnistFolder() {
    for (Path place : places("mnist")) {
      Path found = Mnist.find(place);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Path cifarFolder() {
    for (Path place : places("cifar10")) {
      for (Path candidate : List.of(place, place.resolve("cifar10"))) {
        if (has(candidate, "data_batch*") && has(candidate, "test_batch*")) {
          return candidate;
        }
      }
    }
    return null;
  }

  private static boolean has(Path candidate, String pattern) {
    if (!Files.isDirectory(candidate)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(candidate, pattern)) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /** Keeps an uploaded set; returns what it is called in addresses. */
  synchronized String add(String title, ImageData data) {
    uploaded++;
    String id = "upload-" + uploaded;
    loaded.put(id, data);
    uploads.put(id, title);
    if (uploads.size() > MOST_UPLOADS) {
      String oldest = uploads.keySet().iterator().next();
      uploads.remove(oldest);
      loaded.remove(oldest);
    }
    return id;
  }
}
