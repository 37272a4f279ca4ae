package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The room of classification, as a person uses it. */
class ClassifyTest {

  private static final String ROOM = "document.querySelector('classify-room')";

  @Test
  void learnsAndIsChangedMeanwhile() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("classify");
      Until.holds(page, ROOM + "?.maps && " + ROOM + ".curve");
      page.click(".world-controls .step");
      Until.holds(page, ROOM + ".loop.steps === 1");
      page.click(".world-controls .play");
      Until.holds(page, ROOM + ".view.train.accuracy === 1 && " + ROOM + ".loop.running");

      page.locator("input[name=momentum]").fill("0.5");
      page.locator("input[name=momentum]").press("Enter");
      Until.holds(page, ROOM + ".reply.setup.trainer.momentum === 0.5");
      assertThat((Boolean) page.evaluate(ROOM + ".loop.running")).isTrue();

      Page second = browser.tab(page.context(), "classify");
      Until.holds(second, ROOM + "?.loop?.running && " + ROOM + ".reply.setup.trainer.momentum === 0.5");
      second.click(".world-controls .play");
      Until.holds(page, "!" + ROOM + ".loop.running");
      browser.screenshot(page, "classify");
      second.close();
      browser.assertClean();
    }
  }

  @Test
  void takesPointsWeightsAndNetworksByHand() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("classify");
      Until.holds(page, ROOM + "?.maps");
      page.click(".clear");
      Until.holds(page, ROOM + ".reply.points.length === 0");
      page.click(".world-controls .step");
      page.waitForSelector(".world-error");
      var plane = page.locator("classify-plane canvas");
      plane.click();
      Until.holds(page, ROOM + ".reply.points.length === 1");
      plane.click(new Locator.ClickOptions()
          .setModifiers(List.of(KeyboardModifier.SHIFT)).setPosition(40, 60));
      Until.holds(page, ROOM + ".reply.points.length === 2");
      assertThat(page.evaluate(ROOM + ".reply.points.map(p => p.label).join()")).isEqualTo("0,1");
      plane.press("ArrowRight");
      plane.press("2");
      plane.press("Enter");
      Until.holds(page, ROOM + ".reply.points.length === 3");
      assertThat(page.evaluate(ROOM + ".reply.points[2].x + ',' + " + ROOM + ".reply.points[2].label"))
          .isEqualTo("0.25,1");
      plane.press("Delete");
      Until.holds(page, ROOM + ".reply.points.length === 2");

      page.locator("classify-diagram canvas").focus();
      for (String key : List.of("ArrowRight", "ArrowDown")) {
        page.keyboard().press(key);
      }
      page.locator("#weight-1-1--1").fill("1.5");
      page.locator("#weight-1-1--1").press("Enter");
      Until.holds(page, ROOM + ".view.weights[0].biases[1] === 1.5");

      clickALine(page);
      page.locator(".net-text").fill("[{type:'input'}]");
      page.click(".net-apply");
      page.waitForSelector(".net-error");
      page.selectOption(".net-preset", "6");
      Until.holds(page, ROOM + ".reply.layers.length === 9");
      page.locator("[data-feature=sinx]").check();
      Until.holds(page, ROOM + ".reply.layers[0].size === 3");
      page.locator("input[name=classes]").fill("3");
      page.locator("input[name=classes]").press("Enter");
      Until.holds(page, ROOM + ".reply.classes === 3 && " + ROOM + ".reply.points.length === 150");
      browser.assertClean();
    }
  }

  /** Lines begin at inputs: one is hit somewhere in a column of places right of them. */
  private static void clickALine(Page page) {
    var diagram = page.locator("classify-diagram canvas");
    double height = diagram.boundingBox().height;
    for (double y = 0.3 * height; y < 0.7 * height; y += 5) {
      diagram.click(new Locator.ClickOptions().setPosition(140, y));
      if (page.evaluate(ROOM + ".chosen.from") != null) {
        page.waitForSelector("input[id^=weight-1-]:focus");
        return;
      }
    }
    throw new AssertionError("No click hit a line");
  }

  @Test
  void carriesASetUpInItsAddress() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("classify");
      Until.holds(page, ROOM + "?.maps");
      page.click("[data-kind=spiral]");
      Until.holds(page, ROOM + ".reply.setup.data.kind === 'spiral' && location.hash.includes('?s=')");
      String hash = (String) page.evaluate("location.hash");
      page.click("[data-kind=gauss]");
      Until.holds(page, ROOM + ".reply.setup.data.kind === 'gauss'");
      page.close();
      Page linked = browser.room(hash.substring(2));
      Until.holds(linked, ROOM + "?.reply?.setup.data.kind === 'spiral'");
      browser.assertClean();
    }
  }

  @Test
  void isReadableInJapaneseOnADarkPhone() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("classify", "ja", ColorScheme.DARK, 390, 844);
      Until.holds(page, ROOM + "?.maps && " + ROOM + ".curve");
      page.click("[data-kind=xor]");
      Until.holds(page, ROOM + ".reply.setup.data.kind === 'xor'");
      page.click(".world-controls .play");
      Until.holds(page, ROOM + ".loop.steps > 300");
      page.click(".world-controls .play");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
      browser.screenshot(page, "classify-ja-phone");
      page.setViewportSize(1280, 900);
      browser.screenshot(page, "classify-ja-dark");
      browser.assertClean();
    }
  }
}
