package dev.kasane.studio.optimizers;

import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.digits.GeneratedDigits;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.data.mnist.MnistSource;
import dev.kasane.studio.server.RequestException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digits that optimizers race on: MNIST if it is on this machine, or drawn ones. Nothing is downloaded. */
final class DigitData {

  private static final int TRAIN = 6_000;
  private static final int TEST = 1_000;
  private static final long SEED = 3;

  private final @Nullable Path folder;
  private final Map<String, ImageData> loaded = new HashMap<>();

  DigitData(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Where MNIST is, or null. */
  @Nullable Path mnist() {
    if (folder != null) {
      return Mnist.find(folder);
    }
    String named = System.getenv("KASANE_DATA");
    Path found = named == null || named.isBlank() ? null : Mnist.find(Path.of(named));
    return found != null ? found : Mnist.find(MnistSource.cacheFolder());
  }

  /**
   * Reads or draws a set; takes up to some seconds for the first time.
   *
   * @throws RequestException if MNIST is not on this machine
   */
  synchronized ImageData load(String name) {
    ImageData known = loaded.get(name);
    if (known != null) {
      return known;
    }
    ImageData data;
    if (name.equals("mnist")) {
      Path found = mnist();
      if (found == null) {
        throw new RequestException("MNIST is not on this machine; 'kasane data get mnist' downloads it");
      }
      data = Mnist.load(found);
    } else {
      data = GeneratedDigits.draw(TRAIN, TEST, SEED, new Silent());
    }
    loaded.put(name, data);
    return data;
  }

  private static final class Silent implements ProgressListener {

    @Override
    public void progress(String task, long done, long total) {
      // The page says that it is preparing, and it is soon over.
    }

    @Override
    public void notice(String message) {
      // As above.
    }
  }
}
