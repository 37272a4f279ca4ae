package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
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
    page.waitForFunction("() => document.querySelector('#parameters')?.textContent === '3,318'");
    page.fill("[name=samples]", "500");
    page.dispatchEvent("[name=samples]", "change");
    page.fill(".setup [name=epochs]", "100000");
    page.dispatchEvent(".setup [name=epochs]", "change");
  }

  private static void state(Page page, String state) {
    page.waitForSelector("[data-state=" + state + "]");
  }

  private static long step(Page page) {
    return Long.parseLong(page.textContent("#fact-stepNo").replaceAll("\\D", "0").replace(",", ""));
  }

  @Test
  void trainsPausesAndIsFoundAgain() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("image");
      prepare(page);
      page.click("#start");
      state(page, "running");
      page.waitForFunction("() => document.querySelector('#fact-speed')?.textContent !== '–'");
      page.fill("aside [name=learningRate]", "0.0005");
      page.dispatchEvent("aside [name=learningRate]", "change");
      page.waitForFunction("() => document.querySelector('aside [name=learningRate]').value === '0.0005'");
      browser.screenshot(page, "image-training");
      page.click("#pause");
      state(page, "paused");
      browser.assertClean();
    }
  }
}
