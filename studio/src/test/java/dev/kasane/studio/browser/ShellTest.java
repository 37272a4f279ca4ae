package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The frame around all rooms. */
class ShellTest {

  @Test
  void switchesLanguageAndTheme() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("welcome");
      assertThat(page.title()).contains("Kasane Studio");
      assertThat(page.url()).doesNotContain("token");
      page.click("#language");
      assertThat(page.textContent("header h1")).contains("スタジオ");
      assertThat(page.getAttribute("html", "lang")).isEqualTo("ja");
      page.click("#theme");
      assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
      page.reload();
      page.waitForSelector("header h1");
      assertThat(page.textContent("header h1")).contains("スタジオ");
      assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
      browser.screenshot(page, "shell");
      browser.assertClean();
    }
  }
}
