package dev.kasane.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser of the desktop that a person sits at, if there is one. */
final class DesktopBrowser {

  private DesktopBrowser() {}

  /**
   * Opens an address. Never fails: a machine without desktop or browser is none of the command's business.
   *
   * @return whether something was started that should show it
   */
  static boolean open(String url) {
    List<String> command = command(System.getProperty("os.name", ""), System.getenv(), url);
    if (command.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(command).redirectInput(Redirect.PIPE).redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD).start().getOutputStream().close();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** What a system opens addresses with; nothing where there is no desktop. */
  static List<String> command(String system, Map<String, String> environment, String url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return List.of("open", url);
    }
    if (name.contains("win")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", url);
    }
    boolean desktop = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? List.of("xdg-open", url) : List.of();
  }
}
