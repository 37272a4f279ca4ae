package dev.kasane.cli;

import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.terminal.Console;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioCallback;
import dev.kasane.studio.StudioOptions;
import dev.kasane.train.FitOptions;
import dev.kasane.train.Model;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The page that a run of {@code kasane train} is shown on, if one is wanted. */
final class AttachedStudio implements AutoCloseable {

  private final @Nullable Studio studio;
  private final @Nullable StudioCallback callback;
  private final Console console;

  private AttachedStudio(@Nullable Studio studio, @Nullable StudioCallback callback, Console console) {
    this.studio = studio;
    this.callback = callback;
    this.console = console;
  }

  /** Opens the page, says where it is, and lets Ctrl-C end a pause. */
  static AttachedStudio open(
      TrainSettings settings,
      String title,
      Model model,
      DataSource.Found data,
      Interruption interruption,
      Console console) {
    if (!settings.studio()) {
      return new AttachedStudio(null, null, console);
    }
    Studio studio = StudioLink.start(new StudioOptions(0, settings.data(), 0));
    StudioCallback callback = StudioCallback.in(studio, title, model, data.train(), data.test());
    callback.describe("data", data.source());
    callback.describe("recipe", title);
    interruption.onRequest(callback.control()::resume);
    console.out().println(console.bold("studio") + "    " + callback.url());
    console.out().println();
    console.out().flush();
    if (console.interactive()) {
      DesktopBrowser.open(callback.browserUrl());
    }
    return new AttachedStudio(studio, callback, console);
  }

  /** Lets the page follow a run. */
  void attach(FitOptions fit) {
    if (callback != null) {
      fit.callbacks(callback);
    }
  }

  /** Whether somebody has stopped the run on the page. */
  boolean stopped() {
    return callback != null && callback.isStopAsked();
  }

  /** Where a person watches, keeps the page until that person has seen enough. */
  void stay(Interruption interruption) {
    if (studio == null || !console.interactive()) {
      return;
    }
    console.err().println("The page stays open: " + studio.url() + "  Enter ends it.");
    console.err().flush();
    CountDownLatch enough = new CountDownLatch(1);
    Thread.ofPlatform().daemon().name("kasane-enter").start(() -> {
      try {
        int key = System.in.read();
        while (key >= 0 && key != '\n') {
          key = System.in.read();
        }
      } catch (IOException _) {
        // Nobody can press Enter: do not wait for it.
      }
      enough.countDown();
    });
    try {
      interruption.awaitOr(enough);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (callback != null) {
      callback.close();
    }
    if (studio != null) {
      studio.close();
    }
  }
}
