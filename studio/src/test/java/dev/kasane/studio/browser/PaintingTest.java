package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Image painting. */
class PaintingTest {

  @Test
  void paintsAndLetsItsRateBeChanged() {
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("painting");
      page.waitForSelector(".result canvas");
      double before = likeness(page);
      page.click("button.play");
      page.waitForCondition(() -> likeness(page) > before + 6);
      page.locator(".rate-slider").fill("-3");
      page.waitForSelector(".painting-rate output:has-text('0.001')");
      page.waitForCondition(() -> !text(page, "dd.speed").equals("–"));
      page.click("button.play");
      page.waitForSelector("button.play:has-text('Train')");
      browser.screenshot(page, "painting");

      page.fill("textarea.net-text", "[{type: 'input', out_sx: 1, out_sy: 1, out_depth: 3}]");
      page.click("button.net-apply");
      page.waitForSelector(".net-error");
      page.selectOption("select.net-preset", "2");
      page.waitForCondition(() -> text(page, "dd.samples").equals("0"));
      page.click("button.step");
      page.waitForCondition(() -> text(page, "dd.samples").equals("100"));

      Page second = browser.tab(page.context(), "painting");
      second.waitForCondition(() -> text(second, "dd.samples").equals("100"));
      browser.assertCleanBut(1);
    }
  }

  @Test
  void takesAPictureOfOnesOwnOnAPhone() throws IOException {
    BufferedImage image = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 300; x++) {
      for (int y = 0; y < 100; y++) {
        image.setRGB(x, y, x < 150 ? 0xFF0000 : 0x0000FF);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    try (StudioBrowser browser = StudioBrowser.open()) {
      Page page = browser.room("painting", "ja", ColorScheme.DARK, 390, 844);
      page.setInputFiles(
          ".painting-file input", new FilePayload("x.png", "image/png", "none".getBytes(StandardCharsets.UTF_8)));
      page.waitForSelector(".toast.bad");
      page.setInputFiles(".painting-file input", new FilePayload("own.png", "image/png", png.toByteArray()));
      page.waitForCondition(() -> page.evaluate("document.querySelector('.result canvas').width").equals(200));
      assertThat(page.evaluate("document.querySelector('.result canvas').height")).isEqualTo(67);
      page.click("button.play");
      page.waitForCondition(() -> likeness(page) > 15);
      browser.screenshot(page, "painting-phone");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      browser.assertCleanBut(1);
    }
  }

  private static double likeness(Page page) {
    String text = text(page, "dd.psnr").replace(" dB", "");
    return text.equals("–") ? 0 : Double.parseDouble(text);
  }

  private static String text(Page page, String selector) {
    return page.locator(selector).textContent();
  }
}
