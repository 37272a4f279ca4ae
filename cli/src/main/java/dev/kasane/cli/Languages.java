package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.report.Language;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which language a command speaks. */
final class Languages {

  private Languages() {}

  /**
   * The language that was asked for, or that of the system where the terminal can show it.
   *
   * @throws CliException if another one was asked for
   */
  static Language choose(@Nullable String asked, Console console) {
    if (asked == null) {
      boolean shown = console.out().charset().newEncoder().canEncode('重');
      return shown ? Language.of(Locale.getDefault()) : Language.EN;
    }
    for (Language language : Language.values()) {
      if (language.tag().equals(asked.strip().toLowerCase(Locale.ROOT))) {
        return language;
      }
    }
    throw CliException.usage("--lang: expected en or ja, received '" + asked + "'");
  }
}
