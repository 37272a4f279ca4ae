package dev.kasane.lessons.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at a page as readers do: on a desk and on a phone, in both languages, by day and by night. */
final class PageCheck {

  /** What is wrong with the charts that can be seen, one sentence each. */
  private static final String CHARTS =
      """
      () => {
        const wrong = [];
        for (const svg of document.querySelectorAll('svg.chart')) {
          if (svg.closest('details:not([open])') || getComputedStyle(svg).display === 'none') continue;
          const title = svg.querySelector('title').textContent;
          const frame = svg.getBoundingClientRect();
          if (frame.width < 200 || frame.height < 100) wrong.push(title + ': is ' + frame.width + ' x ' + frame.height);
          let drawn = 0;
          for (const each of svg.querySelectorAll('path, rect, circle, image')) {
            for (const attribute of each.attributes) {
              if (/NaN|undefined|Infinity/.test(attribute.value.substring(0, 5000)) && attribute.name !== 'href')
                wrong.push(title + ': ' + each.tagName + ' ' + attribute.name + ' ' + attribute.value.substring(0, 60));
            }
            const box = each.getBBox();
            if (box.width > 0 || box.height > 0) drawn++;
          }
          if (drawn < 3) wrong.push(title + ': only ' + drawn + ' shapes');
          for (const text of svg.querySelectorAll('text')) {
            if (getComputedStyle(text).display === 'none') continue;
            const box = text.getBoundingClientRect();
            if (box.width === 0) wrong.push(title + ': an empty text');
            if (box.left < frame.left - 5 || box.right > frame.right + 5 || box.top < frame.top - 5
                || box.bottom > frame.bottom + 5)
              wrong.push(title + ': "' + text.textContent + '" is cut off');
          }
        }
        return wrong;
      }
      """;

  private static final String SHOWN_CHARTS =
      "() => [...document.querySelectorAll('svg.chart')]"
          + ".filter(svg => !svg.closest('details:not([open])') && svg.getBoundingClientRect().width > 0).length";

  private static final String SEEN =
      "tag => [...document.querySelectorAll('.' + tag)].filter(each => each.getClientRects().length > 0).length";

  private static final String LANGUAGE = "() => document.documentElement.lang";

  private static final String STORED =
      "() => localStorage.getItem('kasane-language') + ', ' + localStorage.getItem('kasane-theme')";

  /** A loaded machine's browser sometimes loses what a page stored; then all is seen once more, so often at most. */
  private static final int ATTEMPTS = 4;

  private final Browser browser;
  private final Path file;
  private final int charts;

  /** A check of a page that has so many charts outside of details. */
  PageCheck(Browser browser, Path file, int charts) {
    this.browser = browser;
    this.file = file;
    this.charts = charts;
  }

  void run() {
    view(new Browser.NewContextOptions().setLocale("en-GB").setColorScheme(ColorScheme.LIGHT)
        .setViewportSize(1200, 900), "en", true);
    view(new Browser.NewContextOptions().setLocale("ja-JP").setColorScheme(ColorScheme.DARK)
        .setViewportSize(375, 740).setDeviceScaleFactor(2).setReducedMotion(ReducedMotion.REDUCE), "ja", false);
  }

  private void view(Browser.NewContextOptions options, String language, boolean wide) {
    boolean stored = false;
    for (int i = 0; i < ATTEMPTS && !stored; i++) {
      stored = seen(options, language, wide);
    }
    assertThat(stored).as("what %s stored is there after loading it again", file.getFileName()).isTrue();
  }

  /** Checks the page in a window of its own; false if the browser lost what the page stored. */
  private boolean seen(Browser.NewContextOptions options, String language, boolean wide) {
    try (BrowserContext context = browser.newContext(options)) {
      Page page = context.newPage();
      List<String> problems = new ArrayList<>();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error") || message.type().equals("warning")) {
          problems.add(message.text());
        }
      });
      page.onPageError(problems::add);
      page.onRequest(request -> {
        if (!request.url().startsWith("data:") && !request.url().equals(file.toUri().toString())) {
          problems.add("request to " + request.url());
        }
      });
      page.navigate(file.toUri().toString());
      check(page, language, wide);
      boolean darkBefore = dark(page);
      assertThat(darkBefore).isEqualTo(!wide);
      page.click("#language");
      page.click("#theme");
      String other = language.equals("en") ? "ja" : "en";
      check(page, other, wide);
      assertThat(dark(page)).isEqualTo(!darkBefore);
      Object stored = page.evaluate(STORED);
      assertThat(stored).isEqualTo(other + ", " + (darkBefore ? "light" : "dark"));
      page.reload();
      if (!stored.equals(page.evaluate(STORED))) {
        return false;
      }
      check(page, other, wide); // remembered
      assertThat(dark(page)).isEqualTo(!darkBefore);
      String shots = System.getProperty("kasane.screenshots");
      if (shots != null) {
        String name = file.getFileName() + (wide ? "-wide" : "-narrow") + ".png";
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(shots, name)));
      }
      assertThat(problems).as("errors and requests of %s", file.getFileName()).isEmpty();
      return true;
    }
  }

  private void check(Page page, String language, boolean wide) {
    String where = file.getFileName() + " in " + language + (wide ? ", wide" : ", narrow");
    assertThat(page.evaluate(LANGUAGE)).as(where).isEqualTo(language);
    assertThat(page.title()).as(where).isNotBlank();
    assertThat((Integer) page.evaluate(SEEN, language)).as(where).isPositive();
    assertThat((Integer) page.evaluate(SEEN, language.equals("en") ? "ja" : "en")).as(where).isZero();
    assertThat(page.evaluate(SHOWN_CHARTS)).as("charts of " + where).isEqualTo(charts);
    assertThat((List<?>) page.evaluate(CHARTS)).as("charts of " + where).isEmpty();
    assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
        .as("pixels that stick out of " + where).isLessThanOrEqualTo(0);
    assertThat((List<?>) page.evaluate("() => [...document.images].filter(i => !i.complete || i.naturalWidth === 0)"
        + ".map(i => i.alt)")).as("pictures of " + where).isEmpty();
  }

  /** Whether the paper is darker than the ink. */
  private static boolean dark(Page page) {
    return (Boolean) page.evaluate(
        """
        () => {
          const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).reduce((sum, c) => sum + Number(c), 0);
          const style = getComputedStyle(document.body);
          return light(style.backgroundColor) < light(style.color);
        }
        """);
  }
}
