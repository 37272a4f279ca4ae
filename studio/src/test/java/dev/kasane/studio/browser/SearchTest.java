package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.magic.MagicNet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Automatic search: a table in, a ranking live, an ensemble out. */
class SearchTest {

  @Test
  void findsAnEnsembleForAnExample() throws IOException {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("search");
      page.selectOption("select.example", "flowers");
      page.waitForSelector(".search-summary:has-text('180 rows')");
      page.fill("input[name=candidates]", "20");
      page.fill("input[name=epochs]", "20");
      page.dispatchEvent("input[name=epochs]", "change");
      page.click("button.start");
      page.waitForSelector(".search-ranking tbody tr");
      page.waitForSelector(".status[data-status=DONE]");
      String score = page.textContent(".search-test").replace("%", "");
      assertThat(Double.parseDouble(score)).isGreaterThan(80);
      assertThat(page.textContent(".search-words")).contains("The best network has");
      assertThat(page.locator(".search-ranking tr.member").count()).isEqualTo(10);

      page.locator(".search-answer input.field").nth(2).fill("1.4");
      page.locator(".search-answer input.field").nth(3).fill("0.3");
      page.click("button.ask");
      page.waitForSelector(".search-reply:has-text('asagao')");
      browser.screenshot(page, "search");

      Download download = page.waitForDownload(() -> page.click("button.download"));
      String json = Files.readString(download.path());
      assertThat(MagicNet.fromJSON(ConvNetJson.parse(json)).toJSON()).containsKey("nets");

      // Another tab finds the same search.
      Page second = browser.tab(page.context(), "search");
      second.waitForSelector(".search-test");
      assertThat(second.textContent(".search-test")).isEqualTo(page.textContent(".search-test"));
      browser.assertClean();
    }
  }

  @Test
  void readsAFileStopsAndSpeaksJapanese() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("search", "ja", ColorScheme.DARK, 390, 844);
      StringBuilder csv = new StringBuilder("a;b;y\n");
      for (int i = 0; i < 60; i++) {
        csv.append(i % 7).append(';').append(i % 5).append(';').append(0.5 + i % 7 - 2 * (i % 5)).append('\n');
      }
      page.click(".reading summary");
      page.selectOption("select.separator", ";");
      page.setInputFiles(
          "input[type=file]",
          new FilePayload("線形.csv", "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8)));
      page.waitForSelector(".search-summary:has-text('線形.csv')");
      page.fill("input[name=epochs]", "500");
      page.dispatchEvent("input[name=epochs]", "change");
      page.click("button.start");
      page.waitForSelector(".status[data-status=RUNNING]");
      page.click("button.stop");
      page.waitForSelector(".status[data-status=STOPPED]");
      page.fill("input[name=epochs]", "20");
      page.dispatchEvent("input[name=epochs]", "change");
      page.click("button.start");
      page.waitForSelector(".status[data-status=DONE]");
      page.locator(".search-answer input.field").nth(0).fill("3");
      page.locator(".search-answer input.field").nth(1).fill("1");
      page.click("button.ask");
      page.waitForSelector(".search-reply strong");
      browser.screenshot(page, "search-phone");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      browser.assertClean();
    }
  }
}
