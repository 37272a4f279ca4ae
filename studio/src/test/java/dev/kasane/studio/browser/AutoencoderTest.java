package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kasane.studio.StudioOptions;
import org.junit.jupiter.api.Test;

/** The room of the autoencoder, as a person uses it. */
class AutoencoderTest {

  private static final String ROOM = "document.querySelector('autoencoder-room')";

  @Test
  void learnsDigitsAndDecodesPlaces() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("autoencoder");
      Until.holds(page, ROOM + "?.codes && " + ROOM + ".filters");
      page.click(".world-controls .play");
      Until.holds(page, ROOM + ".view.train.y[0].at(-1) < 0.06");
      page.locator("input[name=l1]").fill("0");
      page.locator("input[name=l1]").press("Enter");
      page.selectOption("select[name=noise]", "gauss");
      Until.holds(page, ROOM + ".reply.setup.noise.kind === 'gauss' && " + ROOM + ".loop.running");
      page.locator(".code-map").click(new Locator.ClickOptions().setPosition(200, 180));
      Until.holds(page, ROOM + ".decoded?.length === 784");
      page.locator(".code-map").press("ArrowRight");
      page.locator("input[name=behind]").check();
      page.click(".world-controls .play");
      Until.holds(page, "!" + ROOM + ".loop.running && " + ROOM + ".behind");
      assertThat(page.evaluate(ROOM + ".codes.length")).isEqualTo(800);
      browser.screenshot(page, "autoencoder");
      page.selectOption(".code-layer", "1");
      Until.holds(page, ROOM + ".behind && " + ROOM + ".pair.join() === '0,1'");
      page.selectOption(".net-preset", "2");
      Until.holds(page, ROOM + ".reply.layers.length === 8 && " + ROOM + ".loop.steps === 0");
      browser.assertClean();
    }
  }

  @Test
  void isReadableInJapaneseOnADarkPhoneWithGeneratedDigits() {
    try (StudioBrowser browser = StudioBrowser.open(new StudioOptions(0, null, 1))) {
      Page page = browser.room("autoencoder", "ja", ColorScheme.DARK, 390, 844);
      Until.holds(page, ROOM + "?.reply");
      page.selectOption("select[name=source]", "generated");
      Until.holds(page, ROOM + ".reply.setup.source === 'generated' && " + ROOM + ".reply.ready && " + ROOM + ".codes");
      page.click(".world-controls .play");
      Until.holds(page, ROOM + ".loop.steps > 100");
      page.click(".world-controls .play");
      Until.holds(page, "!" + ROOM + ".loop.running");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
      browser.screenshot(page, "autoencoder-ja-phone");
      page.setViewportSize(1280, 900);
      page.selectOption("select[name=show]", "dots");
      browser.screenshot(page, "autoencoder-ja-dark");
      browser.assertClean();
    }
  }
}
