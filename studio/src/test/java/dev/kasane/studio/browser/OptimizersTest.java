package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForSelectorOptions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** Optimizers side by side. */
class OptimizersTest {

  private static final String ROWS = ".opt-standings tbody tr";

  @Test
  void racesAllMethodsAndThenTwo() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("optimizers");
      page.waitForSelector(ROWS, new WaitForSelectorOptions().setTimeout(60_000));
      assertThat(page.locator(ROWS).count()).isEqualTo(9);
      assertThat(page.locator("kasane-chart").count()).isEqualTo(3);
      page.click("button.play");
      // The best is far above chance soon.
      page.waitForCondition(() -> best(page) > 60);
      page.click("button.play");
      page.waitForSelector("button.play:has-text('Race')");
      browser.screenshot(page, "optimizers");

      for (String method : new String[] {"sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop",
          "rmsprop_centered"}) {
        page.uncheck("input[name=" + method + "]");
      }
      page.fill("input[name=adam-rate]", "0.01");
      page.click("button.opt-apply");
      page.waitForCondition(() -> page.locator(ROWS).count() == 2);
      page.waitForSelector(".steps:has-text('0 batches')");
      page.click("button.step");
      page.waitForSelector(".steps:has-text('1 batches, 8 samples')");

      page.selectOption("select.net-preset", "1");
      page.waitForCondition(() -> page.inputValue("textarea.net-text").contains("out_sx: 28"));
      assertThat(page.locator(ROWS).count()).isEqualTo(2);
      browser.assertClean();
    }
  }

  @Test
  void fitsAPhoneInJapaneseAndDark() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("optimizers", "ja", ColorScheme.DARK, 390, 844);
      page.waitForSelector(ROWS, new WaitForSelectorOptions().setTimeout(60_000));
      page.click("button.step");
      page.waitForSelector(".steps:has-text('バッチ1回')");
      browser.screenshot(page, "optimizers-phone");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      browser.assertClean();
    }
  }

  private static double best(Page page) {
    String text = page.locator(ROWS + ":first-child strong").textContent().replace("%", "");
    return text.equals("–") ? 0 : Double.parseDouble(text);
  }
}
