package dev.kasane.lessons.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Chromium that is installed on this machine. */
final class Browsers implements AutoCloseable {

  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Path program) {
    // Playwright would fetch browsers of its own.
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(
        Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(
        new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox")));
  }

  /** Where it is, or null: the variable {@code KASANE_CHROMIUM} or the usual places. */
  static @Nullable Path find() {
    String named = System.getenv("KASANE_CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
  }

  static Browsers open(Path program) {
    return new Browsers(program);
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
