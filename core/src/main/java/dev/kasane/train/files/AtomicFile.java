package dev.kasane.train.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole: the new contents are written to a temporary file in the same folder, forced to the disk,
 * and moved into place. Whoever reads the file sees all of the old or all of the new contents, also after a crash. When
 * writing fails, the temporary file is removed and the old file is as it was.
 */
public final class AtomicFile {

  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** Writes the contents of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is buffered and need not be closed. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces or creates a file.
   *
   * @throws ModelFileException if the folder is missing, the path is no ordinary file, or writing fails, for example
   *     because the disk is full
   */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    try {
      target = Files.isSymbolicLink(target) ? target.toRealPath() : target;
      replace(target, content);
    } catch (NoSuchFileException e) {
      throw new ModelFileException(
          "Cannot write " + file + ": the folder " + target.getParent() + " does not exist; create it first", e);
    } catch (IOException e) {
      throw new ModelFileException(
          "Cannot write " + file + ": " + reason(e) + ". Nothing was changed; make room or choose another place", e);
    }
  }

  private static void replace(Path target, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new ModelFileException("Cannot write " + target + ": it is "
          + (Files.isDirectory(target) ? "a folder" : "no ordinary file") + "; choose a file name");
    }
    removeLeftovers(target);
    Path temporary = create(target);
    boolean moved = false;
    try {
      // Not a channel: those close themselves when their thread is interrupted, and a run that is stopped by an
      // interruption shall write its checkpoint.
      try (FileOutputStream file = new FileOutputStream(temporary.toFile())) {
        OutputStream out = new BufferedOutputStream(file, BUFFER);
        content.writeTo(out);
        out.flush();
        file.getFD().sync();
      }
      move(temporary, target);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
    forceFolder(target);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The name tells which process writes, so that what a killed one leaves behind can be told from work in progress. */
  private static Path create(Path target) throws IOException {
    for (int attempt = 0; ; attempt++) {
      Path temporary = target.resolveSibling(prefix(target) + ProcessHandle.current().pid() + "-" + attempt + ".tmp");
      try {
        return Files.createFile(temporary);
      } catch (FileAlreadyExistsException e) {
        if (attempt == 1000) {
          throw e;
        }
      }
    }
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /** Removes temporary files of this target whose process is gone: it was killed while it wrote. */
  private static void removeLeftovers(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    String prefix = prefix(target);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> isLeftover(file.getFileName().toString(), prefix))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isLeftover(String name, String prefix) {
    if (!name.startsWith(prefix) || !name.endsWith(".tmp")) {
      return false;
    }
    String middle = name.substring(prefix.length(), name.length() - ".tmp".length());
    return middle.matches("[0-9]{1,18}-[0-9]{1,4}")
        && ProcessHandle.of(Long.parseLong(middle.substring(0, middle.indexOf('-')))).isEmpty();
  }

  /** Makes the move outlast a power failure. Some systems cannot open folders; the move is still atomic there. */
  private static void forceFolder(Path target) {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      System.getLogger(AtomicFile.class.getName()).log(System.Logger.Level.DEBUG, "Cannot force " + folder, e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : e instanceof java.nio.file.FileSystemException failure && failure.getReason() != null
            ? failure.getReason()
            : String.valueOf(e.getMessage());
  }
}
