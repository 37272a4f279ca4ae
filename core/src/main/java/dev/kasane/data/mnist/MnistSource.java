package dev.kasane.data.mnist;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the MNIST digits wherever they can be had. */
public final class MnistSource {

  private MnistSource() {}

  /**
   * Loads MNIST from the first of: the given folder, the folder that {@code KASANE_DATA} names, the user's cache, the
   * net, or else digits drawn on this machine.
   *
   * @param explicit a folder that must hold the files (itself or in its sub-folder {@code mnist}), or null to search
   * @throws DataException if the given folder lacks the files, or files that were found are damaged
   */
  public static ImageData resolve(@Nullable Path explicit, ProgressListener progress) {
    throw new UnsupportedOperationException("MnistSource.resolve: not yet here: " + explicit + progress);
  }
}
