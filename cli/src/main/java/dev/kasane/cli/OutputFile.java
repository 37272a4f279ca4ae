package dev.kasane.cli;

import dev.kasane.cli.terminal.Quantities;
import dev.kasane.train.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that a command is going to write: checked before the work begins, written whole or not at all. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Checks that a file can be written, without changing it.
   *
   * @param option the option that names it, for the message
   * @param bytes about how large it will be
   * @throws CliException that says what is in the way
   */
  static void check(String option, Path file, long bytes) {
    Path target = file.toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      throw CliException.usage(
          option + ": expected a file, received the folder " + file + ". Name a file in it, such as "
              + file.resolve("model.kasane") + ".");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw CliException.usage(
          option + ": expected a regular file, received " + file + ", which is a device or pipe. Name another file.");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw CliException.usage(option + ": " + file + " is write-protected. Name another file or change its rights.");
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CliException.usage(
          option + ": the folder of " + file + " does not exist. Create it first: mkdir -p " + folder);
    }
    probe(option, file, folder, bytes);
  }

  /** Rights alone do not tell (read-only disks, quotas, access lists), so a file is made and removed. */
  private static void probe(String option, Path file, Path folder, long bytes) {
    Path probe = null;
    try {
      probe = Files.createTempFile(folder, ".kasane-", ".tmp");
      Files.write(probe, new byte[1]);
      FileStore store = Files.getFileStore(folder);
      if (store.getUsableSpace() < bytes) {
        throw CliException.failure(
            option + ": " + file + " needs about " + Quantities.bytes(bytes) + ", but its disk has only "
                + Quantities.bytes(store.getUsableSpace()) + " left. Free some space or name a file elsewhere.");
      }
    } catch (IOException e) {
      throw CliException.failure(
          option + ": cannot write in the folder " + folder + " (" + Failures.reason(e)
              + "). Name a file elsewhere or change the folder's rights.", e);
    } finally {
      deleteQuietly(probe);
    }
  }

  /**
   * Writes a text to a file beside the named one and moves it into place, so that no reader ever sees half of it.
   *
   * @throws dev.kasane.train.files.ModelFileException if it cannot be written; nothing of it is left then
   */
  static void write(Path file, String text) {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void deleteQuietly(@Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // A temporary file that cannot be removed is no reason to hide what happened before.
    }
  }
}
