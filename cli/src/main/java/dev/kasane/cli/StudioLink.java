package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Starts a studio and shows people where it is. */
final class StudioLink {

  private StudioLink() {}

  /**
   * Starts one.
   *
   * @throws CliException if its port cannot be had
   */
  static Studio start(StudioOptions options) {
    try {
      return Studio.start(options);
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNullElse(e.getCause(), new IOException("it cannot be opened"));
      throw CliException.failure("--port: cannot listen on port " + options.port() + " (" + Failures.reason(cause)
          + "). Name another port, or leave --port out for any that is free.", e);
    }
  }

  /**
   * Prints the link, and opens it if wanted and possible.
   *
   * @param room what follows the link, such as {@code #/runs}, or empty
   */
  static void show(Studio studio, String room, Console console, boolean browser) {
    console.out().println(console.bold("Kasane Studio") + "  " + studio.url() + room);
    console.out().flush();
    if (browser && !DesktopBrowser.open(studio.browserUrl() + room)) {
      console.out().println("Open this link in a browser.");
    }
  }
}
