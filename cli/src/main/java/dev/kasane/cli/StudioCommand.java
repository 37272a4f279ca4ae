package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.terminal.Console;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.data.Dataset;
import dev.kasane.data.ProgressListener;
import dev.kasane.studio.Studio;
import dev.kasane.studio.StudioOptions;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane studio}: a page on this machine on which networks are built, trained, looked into and used. */
@Command(
    name = "studio",
    description = "Opens a page on this machine on which networks are built, trained, looked into and used.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "The page can be reached from this machine only, and by whoever has the link. Ctrl-C ends it."})
final class StudioCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      converter = Converters.PathName.class,
      description = "A model to look into: a .kasane file or ConvNetJS's JSON.")
  private @Nullable Path model;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = Converters.Port.class,
      description = "Port on the loopback address (default: any that is free).")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "Folder with the data files (default: KASANE_DATA, then the cache, then a download).")
  private @Nullable Path data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Threads.class,
      description = "Threads that compute (default: one for each core).")
  private @Nullable Integer threads;

  @Option(names = "--no-browser", description = "Print the link only; do not open it.")
  private boolean noBrowser;

  StudioCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (data != null && !Files.isDirectory(data)) {
      throw CliException.usage("--data: expected a folder, received " + data
          + (Files.exists(data) ? ", which is a file." : ", which does not exist."));
    }
    StudioOptions options =
        new StudioOptions(Objects.requireNonNullElse(port, 0), data, Objects.requireNonNullElse(threads, 0));
    try (Interruption interruption = new Interruption();
        Opened opened = open();
        Studio studio = StudioLink.start(options)) {
      opened.addTo(studio);
      StudioLink.show(studio, model == null ? "" : "#/runs", console, !noBrowser);
      console.out().println("Ctrl-C ends it.");
      console.out().flush();
      interruption.await();
    }
    return Main.INTERRUPTED;
  }

  private Opened open() {
    if (model == null) {
      return new Opened("", null, null, null);
    }
    Backend backend = Backends.open(Backends.NAMES.getFirst(), 1);
    try {
      Model read =
          ConvNetFile.isJson(model)
              ? NetToModel.convert(ConvNetFile.read(model), backend)
              : Model.load(model, backend);
      Shape shape = ModelInfo.inputShape(read, model.toString());
      return new Opened(String.valueOf(model.getFileName()), read, test(shape), backend);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  /** The images to try a model on; only where a folder was named, as nothing shall be downloaded for this. */
  private @Nullable Dataset test(Shape shape) {
    DataSource source = data == null ? null : DataSource.forShape(shape);
    return source == null ? null : source.open(data, ProgressListener.NONE).test();
  }

  /** The model that was named, if one was. */
  private record Opened(
      String title, @Nullable Model model, @Nullable Dataset test, @Nullable Backend backend)
      implements AutoCloseable {

    void addTo(Studio studio) {
      if (model != null) {
        studio.runs().add(new RunRecorder(studio.runs().newId(), title, model, null, test));
      }
    }

    @Override
    public void close() {
      if (model != null) {
        model.close();
      }
      if (backend != null) {
        backend.close();
      }
    }
  }
}
