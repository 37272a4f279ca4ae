package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A studio and a Chromium that looks at it. What the page prints as an error, throws, or fails to load is kept; {@link
 * #assertClean} tolerates none. Screenshots go to {@code target/screenshots}, or to {@code -Dkasane.screenshots=DIR}.
 */
public final class StudioBrowser implements AutoCloseable {

  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

  /** Where MNIST and CIFAR-10 are, if they are. */
  public static final Path DATA = Path.of(System.getProperty("kasane.testdata", "../../shared/data"));

  private final Studio studio;
  private final Playwright playwright;
  private final Browser browser;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  private StudioBrowser(Path program, StudioOptions options) {
    studio = Studio.start(options);
    // Playwright would fetch browsers of its own.
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(
        Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(
        new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox")));
  }

  /** Starts both; skips the test where there is no Chromium. */
  public static StudioBrowser open() {
    return open(new StudioOptions(0, Files.isDirectory(DATA) ? DATA : null, 1));
  }

  /** Starts both; skips the test where there is no Chromium. */
  public static StudioBrowser open(StudioOptions options) {
    Path program = find();
    assumeTrue(program != null, "no Chromium on this machine: install it, or name it with KASANE_CHROMIUM");
    return new StudioBrowser(program, options);
  }

  private static @Nullable Path find() {
    String named = System.getenv("KASANE_CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
  }

  /** The studio that is looked at. */
  public Studio studio() {
    return studio;
  }

  /** A page in English, light and wide, in a room such as {@code image}; the room is not yet waited for. */
  public Page room(String id) {
    return room(id, "en", ColorScheme.LIGHT, 1280, 900);
  }

  /** A page of a fresh browser, without cookies and settings. */
  public Page room(String id, String locale, ColorScheme scheme, int width, int height) {
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale(locale)
        .setColorScheme(scheme).setViewportSize(width, height).setAcceptDownloads(true));
    contexts.add(context);
    return tab(context, id);
  }

  /** Another tab of the same browser. */
  public Page tab(BrowserContext context, String id) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.type() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add("thrown: " + error));
    page.onRequest(request -> {
      if (!request.url().startsWith("http://127.0.0.1:" + studio.port() + "/") && !request.url().startsWith("blob:")
          && !request.url().startsWith("data:")) {
        complaints.add("outside address: " + request.url());
      }
    });
    page.navigate(studio.url());
    page.navigate("http://127.0.0.1:" + studio.port() + "/#/" + id);
    try {
      page.waitForSelector("main > *");
    } catch (TimeoutError e) {
      throw new AssertionError("The room '" + id + "' did not appear; the page said: " + complaints, e);
    }
    return page;
  }

  /** Keeps a picture of a page. */
  public void screenshot(Page page, String name) {
    Path folder = Path.of(System.getProperty("kasane.screenshots", "target/screenshots"));
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setFullPage(true));
  }

  /** Fails if a page printed an error or warning, threw, or asked another machine for something. */
  public void assertClean() {
    assertThat(complaints).as("what pages complained about").isEmpty();
  }

  /**
   * The same for a test that asked for mistakes: browsers print a line for each request that is refused.
   *
   * @param refusals how many lines about a status of 400 there must be; nothing else is tolerated
   */
  public void assertCleanBut(int refusals) {
    String line = "error: Failed to load resource: the server responded with a status of 400 (Bad Request)";
    assertThat(complaints).as("what pages complained about").containsOnly(line).hasSize(refusals);
  }

  @Override
  public void close() {
    contexts.forEach(BrowserContext::close);
    browser.close();
    playwright.close();
    studio.close();
  }
}
