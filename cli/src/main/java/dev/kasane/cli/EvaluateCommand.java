package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.terminal.ConfusionTable;
import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.DataProgress;
import dev.kasane.cli.terminal.Quantities;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Evaluation;
import dev.kasane.train.Model;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane evaluate}: measure a model on test images. */
@Command(
    name = "evaluate",
    description = "Measures a model on the test images of a dataset.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "MODEL", converter = Converters.PathName.class, description = "A model file.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "A folder with the files of MNIST or CIFAR-10 (default: searched as for training).")
  private @Nullable Path data;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      converter = Converters.AtLeastOne.class,
      description = "Samples computed at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ComputeOptions compute;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Backend backend = compute.open();
        Model loaded = Model.load(model, backend)) {
      DataSource.Found found = open(ModelInfo.inputShape(loaded, model.toString()));
      Dataset test = found.test();
      Evaluation evaluation = loaded.evaluate(test, batchSize);
      Confusion confusion = Confusion.of(loaded, test);
      if (json) {
        JsonOutput result = new JsonOutput()
            .put("model", model.toString())
            .put("data", found.source())
            .put("generated_data", found.generated())
            .put("samples", evaluation.samples());
        evaluation.values().forEach(result::put);
        result
            .put("accuracy", confusion.accuracy())
            .put("confusion_matrix", confusion.counts())
            .put("seconds", evaluation.seconds());
        console.out().println(result.line());
      } else {
        console.out().println("data      " + Places.shown(found.source()) + ", " + Quantities.count(test.size())
            + " test images");
        console.out().println();
        console.out().print(ConfusionTable.draw(confusion.counts(), test.classNames(), console));
        console.out().println();
        console.out().println("loss " + evaluation.loss() + ", accuracy "
            + console.bold(Quantities.percent(confusion.accuracy())));
      }
    }
    return Main.SUCCESS;
  }

  private DataSource.Found open(Shape shape) {
    DataSource source = DataSource.forShape(shape);
    if (source == null) {
      throw CliException.failure(model + ": the model expects inputs of shape " + shape
          + "; evaluate knows MNIST (28, 28, 1) or (24, 24, 1) and CIFAR-10 (32, 32, 3)."
          + " Evaluate it from Java instead.");
    }
    DataProgress progress = new DataProgress(console, json);
    try {
      return source.open(data, progress);
    } finally {
      progress.close();
    }
  }
}
