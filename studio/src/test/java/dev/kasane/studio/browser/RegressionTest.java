package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The room of curve fitting, as a person uses it. */
class RegressionTest {

  private static final String ROOM = "document.querySelector('regression-room')";

  @Test
  void learnsACurve() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("regression");
      Until.holds(page, ROOM + "?.curves && " + ROOM + ".curve");
      page.click("[data-function=cubic]");
      Until.holds(page, ROOM + ".reply.setup.samples.function === 'cubic'");
      page.click(".world-controls .play");
      page.locator("input[name=learningRate]").fill("0.03");
      page.locator("input[name=learningRate]").press("Enter");
      Until.holds(page, ROOM + ".reply.setup.trainer.learningRate === 0.03 && " + ROOM + ".view.loss < 0.05");
      page.selectOption(".overlay", "2");
      page.click(".world-controls .play");
      Until.holds(page, "!" + ROOM + ".loop.running");
      browser.screenshot(page, "regression");
      browser.assertClean();
    }
  }

  @Test
  void takesDragsAndRemovesPoints() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("regression");
      Until.holds(page, ROOM + "?.curves");
      page.click(".clear");
      Until.holds(page, ROOM + ".reply.dots.length === 0");
      Locator plot = page.locator("regression-plot canvas");
      plot.click(new Locator.ClickOptions().setPosition(300, 200));
      Until.holds(page, ROOM + ".reply.dots.length === 1");
      BoundingBox box = plot.boundingBox();
      double before = ((Number) page.evaluate(ROOM + ".reply.dots[0].y")).doubleValue();
      page.mouse().move(box.x + 300, box.y + 200);
      page.mouse().down();
      page.mouse().move(box.x + 320, box.y + 120);
      page.mouse().move(box.x + 350, box.y + 100);
      page.mouse().up();
      Until.holds(page, ROOM + ".reply.dots.length === 1 && " + ROOM + ".reply.dots[0].y > " + before);
      plot.press("ArrowRight");
      plot.press("Enter");
      Until.holds(page, ROOM + ".reply.dots.length === 2");
      plot.press("Delete");
      Until.holds(page, ROOM + ".reply.dots.length === 1");
      plot.click(new Locator.ClickOptions().setPosition(100, 300).setModifiers(List.of(KeyboardModifier.CONTROL)));
      Until.holds(page, ROOM + ".reply.dots.length === 0");
      page.locator(".net-text").fill("layer_defs = [];");
      page.click(".net-apply");
      page.waitForSelector(".net-error");
      page.selectOption(".net-preset", "6");
      Until.holds(page, ROOM + ".reply.layers.length === 11 && location.hash.includes('?s=')");
      browser.assertClean();
    }
  }

  @Test
  void isReadableInJapaneseOnADarkPhone() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("regression", "ja", ColorScheme.DARK, 390, 844);
      Until.holds(page, ROOM + "?.curves && " + ROOM + ".curve");
      page.click(".world-controls .play");
      Until.holds(page, ROOM + ".loop.steps > 500");
      page.click(".world-controls .play");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
      browser.screenshot(page, "regression-ja-phone");
      page.setViewportSize(1280, 900);
      browser.screenshot(page, "regression-ja-dark");
      browser.assertClean();
    }
  }
}
