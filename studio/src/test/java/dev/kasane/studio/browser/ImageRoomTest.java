package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.json.ConvNetJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A person trains an image network. Drawn digits and a small network, so that MNIST need not be there. */
class ImageRoomTest {

  private static final String NET = """
      [
        {type: 'input', out_sx: 28, out_sy: 28, out_depth: 1},
        {type: 'conv', sx: 5, filters: 4, stride: 3, activation: 'relu'},
        {type: 'fc', num_neurons: 12, activation: 'relu'},
        {type: 'softmax', num_classes: 10}
      ]
      """;

  private static void prepare(Page page) {
    page.waitForSelector("#start");
    page.selectOption("#data", "digits");
    page.fill("textarea", NET);
    Until.holds(page, "document.querySelector('#parameters').textContent === '3,318'");
    set(page, ".setup [name=samples]", "500");
    set(page, ".setup [name=epochs]", "100000");
  }

  private static void set(Page page, String field, String value) {
    page.fill(field, value);
    page.dispatchEvent(field, "change");
  }

  private static void state(Page page, String state) {
    page.waitForSelector("[data-state=" + state + "]");
  }

  private static void step(Page page, String condition) {
    Until.holds(page, "Number(document.querySelector('#fact-stepNo').textContent.replace(/\\D/g, '')) " + condition);
  }

  @Test
  void trainsAndIsSteered() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("image");
      prepare(page);
      page.click("#prepare");
      state(page, "ready");
      page.click("#step");
      state(page, "paused");
      step(page, "=== 1");
      page.click("#step");
      step(page, "=== 2");
      page.click("#go");
      state(page, "running");
      step(page, "> 60");
      set(page, "aside [name=learningRate]", "0.0005");
      set(page, "aside [name=batchSize]", "20");
      page.selectOption("aside [name=optimizer]", "rmsprop");
      Until.holds(page, "document.querySelector('aside [name=optimizer]').value === 'rmsprop'");
      assertThat(page.inputValue("aside [name=learningRate]")).isEqualTo("0.0005");

      // A page that is opened later finds the run, and both see what either does.
      Page second = browser.tab(page.context(), "image");
      state(second, "running");
      second.click("#pause");
      state(second, "paused");
      state(page, "paused");
      second.close();
      page.bringToFront();

      page.click("#tab-weights");
      Until.holds(page, "document.querySelector('histogram-map .ends')");
      Until.holds(page, "document.querySelector('run-layers kasane-chart').series.length > 0");
      browser.screenshot(page, "image-weights");
      page.click("#tab-inside");
      page.waitForSelector("inside-view canvas");
      browser.screenshot(page, "image-inside");
      page.click("#tab-training");
      page.waitForSelector("run-charts canvas");
      page.click("#language");
      Until.holds(page, "document.querySelector('#tab-training').textContent === '学習'");
      browser.screenshot(page, "image-training-ja");
      page.click("#stop");
      state(page, "stopped");
      page.click("#reset");
      state(page, "ready");
      step(page, "=== 0");
      browser.assertClean();
    }
  }

  @Test
  void editsSharesAndLoads() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("image", "en", ColorScheme.DARK, 1280, 900);
      prepare(page);
      page.fill("textarea", NET.replace("sx: 5", "sx: 50"));
      page.waitForSelector(".mistake.bad >> text=layer definition 1 (conv)");
      assertThat(page.isDisabled("#start")).isTrue();
      page.click("text=Blocks");
      set(page, "[data-type=conv] [name=sx]", "5");
      Until.holds(page, "document.querySelector('#parameters').textContent === '3,318'");
      page.selectOption("net-blocks select[aria-label='new layer']", "dropout");
      page.click("#add-layer");
      Until.holds(page, "document.querySelectorAll('.block').length === 5 && !document.querySelector('.mistake.bad')");
      browser.screenshot(page, "image-blocks-dark");
      page.click("#share");
      Until.holds(page, "location.hash.includes('setup=')");

      Page other = browser.room("image", "ja", ColorScheme.LIGHT, 390, 800);
      other.navigate(page.url());
      other.waitForSelector("textarea");
      Until.holds(other, "document.querySelector('textarea').value.includes('dropout')");
      assertThat(other.inputValue("#data")).isEqualTo("digits");
      assertThat(other.inputValue(".setup [name=samples]")).isEqualTo("500");
      Until.holds(other, "document.documentElement.scrollWidth <= 390");
      browser.screenshot(other, "image-setup-phone");

      Net net = new Net(3);
      net.makeLayers(NET);
      byte[] file = ConvNetJson.stringify(net.toJSON()).getBytes(StandardCharsets.UTF_8);
      page.setInputFiles("#load", new FilePayload("saved.json", "application/json", file));
      state(page, "ready");
      assertThat(page.textContent("run-controls .title")).isEqualTo("saved");
      page.click("#step");
      state(page, "paused");
      page.click("text=Edit as a new set-up");
      page.click("text=ConvNetJS text");
      Until.holds(page, "document.querySelector('textarea').value.includes('num_neurons: 12')");
      browser.assertClean();
    }
  }
}
