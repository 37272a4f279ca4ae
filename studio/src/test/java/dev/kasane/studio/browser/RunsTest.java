package dev.kasane.studio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kasane.data.Dataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.digits.GeneratedDigits;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.studio.StudioCallback;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import dev.kasane.train.callbacks.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program's own {@code fit} on the page: followed, steered, reported. */
class RunsTest {

  @Test
  void followsSteersAndReportsARun(@TempDir Path folder) throws Exception {
    var digits = GeneratedDigits.draw(600, 200, 4, ProgressListener.NONE);
    Dataset train = digits.train();
    try (StudioBrowser browser = StudioBrowser.open();
        Model model = Sequential.of(Layers.input(28, 28, 1), Layers.flatten(),
                Layers.dense(16).activation(ActivationFunction.RELU),
                Layers.dense(10).activation(ActivationFunction.SOFTMAX))
            .compile(Optimizers.adam(), Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
        StudioCallback callback = StudioCallback.in(browser.studio(), "my digits", model, train, digits.test());
        Ending ending = new Ending(callback)) {
      CompletableFuture<History> training = CompletableFuture.supplyAsync(() -> model.fit(train,
          fit -> fit.epochs(1_000_000).batchSize(16).quiet().validationData(digits.test()).callbacks(callback)));
      ending.training = training;
      Page page = browser.room("runs");
      page.waitForSelector("runs-charts canvas");
      page.waitForSelector(".run-state.running");
      page.waitForSelector("runs-room table td");
      page.click("#pause");
      page.waitForSelector(".run-state.paused");
      browser.screenshot(page, "runs-en-light");
      page.fill("input[name=rate]", "0.005");
      page.press("input[name=rate]", "Enter");
      page.click("#pause");
      page.waitForSelector(".run-state.running");
      page.waitForCondition(() -> page.textContent(".run-numbers").contains("0.005"));
      // Another tab, opened later, in another language, finds the same run.
      Page other = browser.tab(page.context(), "runs");
      other.click("#language");
      other.waitForSelector(".run-state.running");
      assertThat(other.textContent(".run-state")).isEqualTo("学習中");
      other.click("#theme");
      other.setViewportSize(390, 844);
      other.waitForSelector("runs-charts canvas");
      browser.screenshot(other, "runs-ja-dark-phone");
      assertThat((Boolean) other.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
      other.click("#stop");
      page.waitForSelector(".run-state.stopped");
      assertThat(training.get().stopReason()).contains("studio");
      page.click("#view-inside");
      page.waitForSelector("inside-panel canvas");
      page.click("#view-curves");
      page.waitForSelector("runs-charts canvas");
      Download download = page.waitForDownload(() -> page.click("#report button"));
      Path file = folder.resolve("report.html");
      download.saveAs(file);
      assertThat(Files.readString(file)).contains("my digits", "混同行列");
      // The file works alone: opened from the disk, without a network.
      BrowserContext alone = page.context().browser().newContext(new Browser.NewContextOptions()
          .setOffline(true).setViewportSize(1000, 900).setColorScheme(ColorScheme.LIGHT));
      Page report = alone.newPage();
      List<String> errors = new ArrayList<>();
      report.onConsoleMessage(message -> errors.add(message.text()));
      report.onPageError(errors::add);
      report.onRequest(request -> errors.add(request.url()));
      report.navigate(file.toUri().toString());
      report.waitForSelector("svg");
      browser.screenshot(report, "report-en");
      report.click("#language");
      assertThat(report.isVisible("text=混同行列")).isTrue();
      assertThat(errors).as("requests and errors").containsExactly(file.toUri().toString());
      alone.close();
      browser.assertClean();
    }
  }

  /** Ends training whatever happens, as models in use cannot be closed. */
  private static final class Ending implements AutoCloseable {

    private final StudioCallback callback;
    private @Nullable CompletableFuture<History> training;

    Ending(StudioCallback callback) {
      this.callback = callback;
    }

    @Override
    public void close() {
      callback.control().stop();
      if (training != null) {
        training.join();
      }
    }
  }
}
