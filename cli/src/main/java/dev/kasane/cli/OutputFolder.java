package dev.kasane.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that a command is going to write into: made and checked before the work begins. */
final class OutputFolder {

  private OutputFolder() {}

  /**
   * Makes a folder unless it is there, and checks that files can be written in it.
   *
   * @param option the option that names it, for the message
   * @return the folder
   * @throws CliException that says what is in the way
   */
  static Path check(String option, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw CliException.usage(option + ": expected a folder, received the file " + folder + ". Name another place.");
    }
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".kasane-", ".tmp"));
    } catch (IOException e) {
      throw CliException.failure(option + ": cannot write in the folder " + folder + " (" + Failures.reason(e)
          + "). Name a folder elsewhere or change its rights.", e);
    }
    return folder;
  }
}
