package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The frame around all rooms. */
class ShellTest {

  private static final int TABS = 12;

  /** What sticks out on the right. */
  private static final String WIDE = "[...document.querySelectorAll('main *')].filter(one => "
      + "one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll'))"
      + ".map(one => one.tagName + '.' + one.className).slice(0, 8).join(' ')";

  private static StudioBrowser browser;

  @BeforeAll
  static void open() {
    browser = StudioBrowser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void clean() {
    browser.assertClean();
  }

  @Test
  void switchesLanguageAndTheme() {
    Page page = browser.room("welcome");
    assertThat(page.title()).contains("Kasane Studio");
    assertThat(page.url()).doesNotContain("token");
    page.click("#language");
    assertThat(page.textContent("header h1")).contains("スタジオ");
    assertThat(page.title()).contains("スタジオ");
    assertThat(page.getAttribute("html", "lang")).isEqualTo("ja");
    page.click("#theme");
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
    page.reload();
    page.waitForSelector("header h1");
    assertThat(page.textContent("header h1")).contains("スタジオ");
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
  }

  @Test
  void followsTheBrowsersLanguageAndTheSystemsColours() {
    Page japanese = browser.room("welcome", "ja-JP", ColorScheme.DARK, 1280, 900);
    assertThat(japanese.textContent("main")).contains("学習を見る").doesNotContain("Watch networks");
    assertThat(japanese.getAttribute("html", "data-theme")).isEqualTo("dark");
    browser.screenshot(japanese, "welcome-ja-dark");
    // Neither English nor Japanese: English.
    Page german = browser.room("welcome", "de-DE", ColorScheme.LIGHT, 1280, 900);
    assertThat(german.textContent("main")).contains("Watch networks learn");
    assertThat(german.getAttribute("html", "data-theme")).isEqualTo("light");
    browser.screenshot(german, "welcome-en-light");
  }

  @Test
  void fitsAPhoneWhoseMenuFolds() {
    for (String locale : List.of("en", "ja")) {
      Page page = browser.room("welcome", locale, ColorScheme.LIGHT, 390, 844);
      assertThat(fits(page)).isTrue();
      assertThat(page.isVisible("header nav")).isFalse();
      page.click("#menu");
      assertThat(page.isVisible("header nav")).isTrue();
      assertThat(page.getAttribute("#menu", "aria-expanded")).isEqualTo("true");
      browser.screenshot(page, "welcome-phone-" + locale);
      page.click("header nav a[href='#/runs']");
      page.waitForSelector("runs-room h2");
      assertThat(page.isVisible("header nav")).as("the menu folds again").isFalse();
      assertThat(fits(page)).isTrue();
    }
  }

  @Test
  void canBeUsedWithTheKeyboardAlone() {
    Page page = browser.room("welcome");
    page.keyboard().press("Tab");
    assertThat(focused(page)).as("the first stop leads past the menu").contains("Skip");
    page.keyboard().press("Enter");
    assertThat((Boolean) page.evaluate("document.activeElement.id === 'main'")).isTrue();
    page.keyboard().press("Shift+Tab");
    page.focus("header nav a");
    page.keyboard().press("ArrowRight");
    String second = focused(page);
    assertThat(second).isNotEqualTo("Welcome");
    page.keyboard().press("ArrowLeft");
    assertThat(focused(page)).isEqualTo("Welcome");
    page.keyboard().press("End");
    page.keyboard().press("Home");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> page.textContent("nav [aria-current=page]").equals(second));
    assertThat(outline(page)).as("focus can be seen").isNotEqualTo("none");
    page.focus("#language");
    page.keyboard().press("Space");
    assertThat(page.getAttribute("html", "lang")).isEqualTo("ja");
  }

  private static boolean fits(Page page) {
    return (Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth");
  }

  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.textContent.trim()");
  }

  private static String outline(Page page) {
    return (String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
  }

  /** Every room, in both languages: opens, says nothing on the console, and does not scroll sideways on a phone. */
  @Test
  void opensEveryRoom() {
    for (String locale : List.of("en", "ja")) {
      Page page = browser.room("welcome", locale, ColorScheme.DARK, 390, 844);
      List<?> rooms = (List<?>) page.evaluate(
          "[...document.querySelectorAll('header nav a')].map(a => a.getAttribute('href').slice(2))");
      assertThat(rooms.size()).isGreaterThan(1);
      for (Object room : rooms) {
        page.evaluate("id => { location.hash = '#/' + id; }", room);
        page.waitForCondition(() -> ("#/" + room).equals(page.getAttribute("nav [aria-current=page]", "href")));
        page.waitForSelector("main > *");
        try {
          page.waitForCondition(() -> fits(page), new Page.WaitForConditionOptions().setTimeout(10_000));
        } catch (TimeoutError e) {
          throw new AssertionError("The room '" + room + "' (" + locale + ") is too wide for a phone: "
              + page.evaluate(WIDE), e);
        }
      }
      page.context().close();
    }
  }

  @Test
  void twelveTabsAskAtATime() {
    Page first = browser.room("runs");
    BrowserContext context = first.context();
    List<Page> pages = new ArrayList<>(List.of(first));
    while (pages.size() < TABS) {
      pages.add(browser.tab(context, "runs"));
    }
    for (Page page : pages) {
      page.waitForSelector("runs-room p.panel");
      page.waitForResponse(response -> response.url().contains("/api/runs/list") && response.status() == 200, () -> {});
    }
    pages.forEach(Page::close);
  }

  /** Cookies do not know ports; each studio still knows its own. */
  @Test
  void twoStudiosInOneBrowser() {
    Page first = browser.room("runs");
    try (Studio other = Studio.start(StudioOptions.standard())) {
      Page second = first.context().newPage();
      second.navigate(other.url());
      second.waitForSelector("welcome-room h2");
      second.navigate("http://127.0.0.1:" + other.port() + "/#/runs");
      second.waitForSelector("runs-room p.panel");
      first.reload();
      first.waitForSelector("runs-room p.panel");
      second.reload();
      second.waitForSelector("runs-room p.panel");
      second.close();
    }
  }
}
