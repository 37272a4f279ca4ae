package dev.kasane.data.mnist;

import dev.kasane.data.DataException;
import dev.kasane.data.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches files from the first mirror that has them. What has arrived is kept in a file ending in {@code .part} and
 * taken up where it broke off, now or in a later run; it gets its name only once its contents have proved right.
 */
final class Downloader {

  private static final int TRIES_PER_MIRROR = 4;

  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final ProgressListener progress;

  Downloader(Duration connectTimeout, Duration readTimeout, ProgressListener progress) {
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
    this.progress = progress;
  }

  /**
   * Fetches files into a folder, which is made when missing. A file that is there but has other contents is replaced.
   *
   * @throws DataException if no mirror yields a file, or the folder cannot be written
   */
  void fetch(List<Published> wanted, List<URI> mirrors, Path folder) {
    if (mirrors.isEmpty()) {
      throw new DataException(
          "Download of MNIST",
          "a mirror to download from",
          "none: KASANE_MNIST_MIRRORS is empty",
          "Unset the variable to use the public mirrors, or supply the files.");
    }
    List<URI> reachable = Mirrors.reachable(mirrors, connectTimeout);
    if (reachable.isEmpty()) {
      throw new DataException(
          "Download of MNIST",
          "an answer from one of " + mirrors,
          "none within " + connectTimeout.toMillis() + " ms",
          "Connect to the net, name other mirrors in KASANE_MNIST_MIRRORS, or supply the files.");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
    for (Published file : wanted) {
      fetch(file, reachable, folder);
    }
  }

  private void fetch(Published file, List<URI> mirrors, Path folder) {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI address = mirror.resolve(file.name());
      for (int attempt = 0; attempt < TRIES_PER_MIRROR; attempt++) {
        try {
          fetch(file, address, folder);
          return;
        } catch (MirrorException e) {
          failures.add(address + ": " + e.getMessage());
          progress.notice(failures.getLast());
          if (!e.worthAnotherTry) {
            break;
          }
        }
      }
    }
    deleteIfEmpty(folder.resolve(file.name() + ".part"));
    throw new DataException(
        "Download of " + file.name(),
        "the file from one of " + mirrors.size() + " mirrors",
        String.join("; ", failures),
        "Try again later, name other mirrors in KASANE_MNIST_MIRRORS, or supply the files.");
  }

  private void fetch(Published file, URI address, Path folder) throws MirrorException {
    Path target = folder.resolve(file.name());
    Path part = folder.resolve(file.name() + ".part");
    boolean resumed;
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Another process may be fetching the same file: wait for it, and perhaps find the work done.
      out.lock();
      if (Files.exists(target) && Verifier.isSound(target, file)) {
        deleteQuietly(part);
        return;
      }
      resumed = out.size() > 0;
      transfer(file, address, out);
    } catch (DiskException e) {
      deleteQuietly(part);
      throw cannotWrite(part, e.cause);
    } catch (IOException | OverlappingFileLockException e) {
      throw cannotWrite(part, e);
    }
    if (!Verifier.isSound(part, file)) {
      deleteQuietly(part);
      // A part begun by another mirror need not be at fault together with this one: begin anew once.
      throw new MirrorException("sent something else than " + file.name() + " (wrong SHA-256)", resumed);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** Appends what the part lacks. */
  private void transfer(Published file, URI address, FileChannel part) throws MirrorException, DiskException {
    HttpURLConnection connection = null;
    long before = size(part);
    try {
      long have = before;
      connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout((int) connectTimeout.toMillis());
      connection.setReadTimeout((int) readTimeout.toMillis());
      connection.setRequestProperty("Accept-Encoding", "identity");
      connection.setRequestProperty("User-Agent", "kasane");
      if (have > 0) {
        connection.setRequestProperty("Range", "bytes=" + have + "-");
      }
      int status = connection.getResponseCode();
      if (status == 416) {
        // Nothing lies beyond what is here: it is complete, or something else; its sum will tell.
        return;
      }
      if (status != 200 && status != 206) {
        throw new MirrorException("answered with status " + status, false);
      }
      String range = connection.getHeaderField("Content-Range");
      boolean continues = status == 206 && range != null && range.startsWith("bytes " + have + "-");
      if (!continues) {
        if (status == 206) {
          throw restart(part, "sent another part than was asked for: " + range, have > 0);
        }
        truncate(part);
        have = 0;
      }
      copy(file, connection, part, have);
    } catch (IOException e) {
      // A mirror that keeps sending is taken up again where it broke off, a silent one is not waited for twice.
      throw new MirrorException("broke off (" + e.getMessage() + ")", size(part) > before);
    } finally {
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  private static MirrorException restart(FileChannel part, String message, boolean resumed) throws DiskException {
    truncate(part);
    return new MirrorException(message, resumed);
  }

  private void copy(Published file, HttpURLConnection connection, FileChannel part, long have)
      throws IOException, DiskException, MirrorException {
    long announced = connection.getContentLengthLong();
    long total = announced < 0 ? -1 : have + announced;
    long done = have;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = connection.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (done + n > file.largest()) {
          throw restart(part, "sends more than the whole unpacked file", have > 0);
        }
        write(part, buffer, n, done);
        done += n;
        progress.progress(file.name(), done, total);
      }
    }
  }

  private static long size(FileChannel part) throws DiskException {
    try {
      return part.size();
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private static void truncate(FileChannel part) throws DiskException {
    try {
      part.truncate(0);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private static void write(FileChannel part, byte[] bytes, int count, long at) throws DiskException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      while (buffer.hasRemaining()) {
        part.write(buffer, at + buffer.position());
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A part that cannot be removed is found wrong and begun anew by the next run.
      return;
    }
  }

  private static void deleteIfEmpty(Path part) {
    if (part.toFile().length() == 0) {
      deleteQuietly(part);
    }
  }

  private static DataException cannotWrite(Path file, Exception e) {
    return new DataException(
        file.toString(),
        "a file that can be written",
        String.valueOf(e.getMessage()),
        "Make room, change the folder's permissions, or supply the MNIST files.",
        e);
  }

  /** A mirror did not yield the file. */
  private static final class MirrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean worthAnotherTry;

    MirrorException(String message, boolean worthAnotherTry) {
      super(message);
      this.worthAnotherTry = worthAnotherTry;
    }
  }

  /** What arrived could not be written; no other mirror will change that. */
  private static final class DiskException extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException cause;

    DiskException(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
