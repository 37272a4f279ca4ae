package dev.kasane.studio.autoencoder;

import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.digits.GeneratedDigits;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.data.mnist.MnistSource;
import dev.kasane.studio.server.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Digits of 28 by 28 pixels, from 0 to 1.
 *
 * @param source mnist or generated
 */
record Digits(String source, ImageDataset train, ImageDataset test) {

  /** Pixels of an image. */
  static final int PIXELS = 28 * 28;

  private static final int TRAIN = 4000;
  private static final int TEST = 600;

  /** Where MNIST is, if it is on this machine; nothing is downloaded. */
  static @Nullable Path mnist(@Nullable Path data) {
    List<Path> places = new ArrayList<>();
    if (data != null) {
      places.add(data);
    }
    String named = System.getenv("KASANE_DATA");
    if (named != null && !named.isBlank()) {
      places.add(Path.of(named));
    }
    places.add(MnistSource.cacheFolder());
    for (Path place : places) {
      Path found = Mnist.find(place);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Reads or draws digits, which takes a while. */
  static Digits load(String source, @Nullable Path data) {
    ImageData images = switch (source) {
      case "mnist" -> {
        Path folder = mnist(data);
        if (folder == null) {
          throw new RequestException("There is no MNIST on this machine: get it with 'kasane data mnist', or take"
              + " generated digits");
        }
        yield Mnist.load(folder);
      }
      case "generated" -> GeneratedDigits.draw(TRAIN, TEST, 1, ProgressListener.NONE);
      default -> throw new RequestException("Expected digits from mnist or generated, received " + source);
    };
    if (images.train().imageShape().size() != PIXELS || images.test().imageShape().size() != PIXELS) {
      throw new RequestException("The autoencoder expects images of 28 x 28 pixels, received "
          + images.train().imageShape());
    }
    return new Digits(source, images.train(), images.test());
  }

  /** Writes an image's pixels. */
  static void read(ImageDataset from, int index, float[] buffer, double[] into) {
    from.read(index, 0, buffer, 0);
    for (int i = 0; i < PIXELS; i++) {
      into[i] = buffer[i];
    }
  }
}
