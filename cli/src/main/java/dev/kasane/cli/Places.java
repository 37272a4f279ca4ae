package dev.kasane.cli;

import java.io.File;
import java.nio.file.Path;

/** Names of files and of the command as people know them. */
final class Places {

  private Places() {}

  /** The whole path, with {@code ~} for the home folder. */
  static String shown(Path path) {
    return shown(path.toAbsolutePath().normalize().toString());
  }

  /** A text that may begin with a path, with {@code ~} for the home folder. */
  static String shown(String text) {
    String home = System.getProperty("user.home", "");
    return home.length() > 1 && text.startsWith(home + File.separator) ? "~" + text.substring(home.length()) : text;
  }

  /** What to type to run this program: as it was typed, when the launcher tells. */
  static String command() {
    return System.getProperty("kasane.command", "kasane");
  }
}
