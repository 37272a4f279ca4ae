package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The apple world. */
class QLearningTest {

  @Test
  void runsLearnsSavesAndLoads() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("qlearning");
      page.click("button.step");
      page.waitForSelector(".steps:has-text('1 ticks')");
      page.selectOption("select.speed", "0");
      page.click("button.play");
      page.waitForCondition(() -> Integer.parseInt(text(page, "dd.experiences").replace(",", "")) > 1100);
      page.waitForCondition(() -> !text(page, "dd.loss").equals("–"));
      page.fill("input[name=rate]", "0.01");
      page.dispatchEvent("input[name=rate]", "change");
      page.uncheck("input.learning");
      page.waitForCondition(() -> text(page, "dd.epsilon").equals("0.05"));
      page.click("button.play");
      page.waitForSelector("button.play:has-text('Run')");
      browser.screenshot(page, "qlearning");

      Download download = page.waitForDownload(() -> page.click("button.save"));
      page.click("details summary");
      page.fill("input[name=hidden]", "20");
      page.dispatchEvent("input[name=hidden]", "change");
      page.click("button.apply");
      page.waitForCondition(() -> text(page, "dd.age").equals("0"));
      assertThat(page.inputValue("input[name=rate]")).isEqualTo("0.01");
      page.setInputFiles(".ql-file input", download.path());
      page.waitForCondition(() -> !text(page, "dd.age").equals("0"));
      page.waitForCondition(() -> page.inputValue("input[name=hidden]").equals("50, 50"));

      Page second = browser.tab(page.context(), "qlearning");
      second.waitForSelector("dd.age");
      assertThat(second.textContent("dd.age")).isEqualTo(page.textContent("dd.age"));
      browser.assertClean();
    }
  }

  private static String text(Page page, String selector) {
    return page.locator(selector).textContent();
  }

  @Test
  void fitsAPhoneInJapaneseAndDark() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("qlearning", "ja", ColorScheme.DARK, 390, 844);
      page.waitForSelector("apple-world canvas");
      page.keyboard().press("n");
      page.waitForSelector(".steps:has-text('1ティック')");
      browser.screenshot(page, "qlearning-phone");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      browser.assertClean();
    }
  }
}
