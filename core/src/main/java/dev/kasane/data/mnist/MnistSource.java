package dev.kasane.data.mnist;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.digits.GeneratedDigits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the MNIST digits wherever they can be had. Environment variables: {@code KASANE_DATA} names a folder with
 * datasets; {@code KASANE_MNIST_MIRRORS} names web addresses to download from instead of the public mirrors, and when
 * empty forbids downloads.
 */
public final class MnistSource {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final Map<String, String> environment;
  private final Path home;
  private final String system;

  MnistSource(Map<String, String> environment, Path home, String system) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.system = system.toLowerCase(Locale.ROOT);
  }

  private static MnistSource ofThisMachine() {
    return new MnistSource(
        System.getenv(), Path.of(System.getProperty("user.home", ".")), System.getProperty("os.name", ""));
  }

  /**
   * Loads MNIST from the first of: the given folder, the folder that {@code KASANE_DATA} names, the user's cache, the
   * net, or else digits drawn on this machine. The progress listener is told by a notice why a place was passed over.
   *
   * @param explicit a folder that must hold the files (itself or in its sub-folder {@code mnist}), or null to search
   * @throws DataException if the given folder lacks the files, or files in it or in {@code KASANE_DATA} are damaged
   */
  public static ImageData resolve(@Nullable Path explicit, ProgressListener progress) {
    return ofThisMachine().find(explicit, progress);
  }

  /**
   * Downloads what a folder lacks of MNIST; does nothing when all is there.
   *
   * @param folder where to, such as {@link #cacheFolder()}; made when missing
   * @return the folder
   * @throws DataException if no mirror yields the files or the folder cannot be written
   */
  public static Path download(Path folder, ProgressListener progress) {
    return ofThisMachine().get(folder, progress);
  }

  /**
   * Where downloads are kept: {@code kasane/mnist} below {@code XDG_CACHE_HOME}, {@code ~/.cache}, {@code
   * ~/Library/Caches} or {@code %LOCALAPPDATA%}.
   */
  public static Path cacheFolder() {
    return ofThisMachine().cache();
  }

  ImageData find(@Nullable Path explicit, ProgressListener progress) {
    if (explicit != null) {
      return Mnist.load(explicit);
    }
    String shared = environment.getOrDefault("KASANE_DATA", "");
    if (!shared.isBlank()) {
      Path folder = Path.of(shared);
      if (Mnist.find(folder) != null) {
        return Mnist.load(folder);
      }
      progress.notice("KASANE_DATA: no complete MNIST in " + folder + " or " + folder.resolve("mnist") + ".");
    }
    ImageData cached = fromCache(progress);
    return cached != null ? cached : fromNet(progress);
  }

  private @Nullable ImageData fromCache(ProgressListener progress) {
    if (Mnist.find(cache()) == null) {
      return null;
    }
    try {
      return Mnist.load(cache());
    } catch (DataException e) {
      progress.notice("The cached MNIST cannot be used. " + e.getMessage());
      return null;
    }
  }

  private ImageData fromNet(ProgressListener progress) {
    List<URI> mirrors = mirrors();
    try {
      fetch(mirrors, cache(), true, progress);
      return Mnist.load(cache());
    } catch (DataException e) {
      progress.notice(e.getMessage());
      ImageData digits = GeneratedDigits.draw(GeneratedDigits.TRAIN, GeneratedDigits.TEST, 0, progress);
      progress.notice(
          "MNIST could not be had, so these are GENERATED DIGITS: "
              + digits.source()
              + ". Accuracies cannot be compared with MNIST's. To use the real images, name their folder with --data or"
              + " KASANE_DATA.");
      return digits;
    }
  }

  Path get(Path folder, ProgressListener progress) {
    fetch(mirrors(), folder, folder.equals(cache()), progress);
    return folder;
  }

  private List<URI> mirrors() {
    return Mirrors.from(environment.get("KASANE_MNIST_MIRRORS"));
  }

  private static void fetch(List<URI> mirrors, Path folder, boolean replace, ProgressListener progress) {
    List<Published> wanted = new ArrayList<>();
    for (MnistFile file : MnistFile.values()) {
      if (isWanted(file, folder, replace)) {
        wanted.add(file.published());
      }
    }
    if (!wanted.isEmpty()) {
      new Downloader(CONNECT_TIMEOUT, READ_TIMEOUT, progress).fetch(wanted, mirrors, folder);
    }
  }

  /** Whether a folder lacks a file. In the cache a damaged file is as good as none; elsewhere it may be someone's. */
  private static boolean isWanted(MnistFile file, Path folder, boolean replace) {
    Path found = file.in(folder);
    if (found == null || Verifier.isSound(found, file.published())) {
      return found == null;
    }
    if (!replace) {
      throw new DataException(
          found.toString(),
          "MNIST's " + file.published().name(),
          "a file with other contents",
          "Remove it if it is damaged, or download to another folder if it belongs to another dataset.");
    }
    return true;
  }

  Path cache() {
    return cacheRoot().resolve("kasane").resolve("mnist");
  }

  private Path cacheRoot() {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (Path.of(xdg).isAbsolute()) {
      return Path.of(xdg);
    }
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (system.contains("windows") && !local.isBlank()) {
      return Path.of(local);
    }
    return system.contains("mac") ? home.resolve("Library").resolve("Caches") : home.resolve(".cache");
  }
}
