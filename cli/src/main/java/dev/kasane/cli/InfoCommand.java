package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.cli.recipes.Recipe;
import dev.kasane.cli.recipes.Recipes;
import dev.kasane.cli.terminal.Console;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.plan.Plan;
import dev.kasane.train.Model;
import dev.kasane.train.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane info}: what a model is made of. */
@Command(
    name = "info",
    description = "Shows the layers of a model: output shape, parameters, FLOPs and bytes.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {

  private static final int DEFAULT_BATCH = 128;

  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "A model file, a ConvNetJS net (JSON), or the name of a recipe such as mnist-cnn.")
  private String model;

  @Option(names = "--plan", description = "Also show the compiled plans of a training step and of a prediction.")
  private boolean plan;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_BATCH,
      converter = Converters.AtLeastOne.class,
      description = "Samples of a batch in the plans (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ComputeOptions compute;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!plan && !model.isBlank() && ConvNetFile.isJson(Path.of(model))) {
      new NetInfo(ConvNetFile.read(Path.of(model))).print(model, json, console);
      return Main.SUCCESS;
    }
    try (Backend backend = compute.open();
        Model opened = open(backend)) {
      Summary summary = opened.summary();
      if (json) {
        console.out().println(asJson(opened, summary).line());
        return Main.SUCCESS;
      }
      String plans = plan ? plans(opened) : "";
      console.out().print(summary);
      opened.metadata().forEach((name, text) -> console.out().println(name + ": " + text.replace("\n", ", ")));
      if (opened.compilation() != null) {
        console.out().println("optimizer: " + opened.compilation().optimizer());
        console.out().println("steps trained: " + opened.steps());
      }
      console.out().print(plans);
    }
    return Main.SUCCESS;
  }

  private String plans(Model opened) {
    StringBuilder text = new StringBuilder();
    if (opened.compilation() != null) {
      text.append('\n').append(console.bold("Plan of a training step, batch " + batch)).append('\n');
      text.append(trainingPlan(opened));
    }
    text.append('\n').append(console.bold("Plan of a prediction, batch " + batch)).append('\n');
    return text.append(predictionPlan(opened)).toString();
  }

  private Plan trainingPlan(Model opened) {
    try {
      return opened.trainingPlan(batch);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw tooLarge(e);
    }
  }

  private Plan predictionPlan(Model opened) {
    try {
      return opened.predictionPlan(batch);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw tooLarge(e);
    }
  }

  /** The size of the batch is all that can be wrong with a plan. */
  private CliException tooLarge(RuntimeException e) {
    return CliException.usage("--batch: a batch of " + batch + " samples has values that no array can hold ("
        + e.getMessage() + "). Use a smaller one.");
  }

  /** A file is preferred to a recipe of the same name. */
  private Model open(Backend backend) {
    Recipe recipe = Recipes.find(model);
    if (recipe != null && !Files.exists(Path.of(model))) {
      return recipe.model(0).backend(backend).build(recipe.data().shape());
    }
    if (model.isBlank() || !Files.exists(Path.of(model))) {
      throw CliException.failure(model + " is neither a model file nor a recipe." + Suggestions.sentence(model,
          Recipes.names()) + " The recipes are " + String.join(", ", Recipes.names()) + ".");
    }
    Path file = Path.of(model);
    return ConvNetFile.isJson(file) ? converted(file, backend) : Model.load(file, backend);
  }

  /** Plans of a ConvNetJS net are those of the model that it can be converted to. */
  private static Model converted(Path file, Backend backend) {
    Net net = ConvNetFile.read(file);
    try {
      return NetToModel.convert(net, backend);
    } catch (ConvNetException e) {
      throw new ConvNetException(file + ": " + e.getMessage(), e);
    }
  }

  private JsonOutput asJson(Model opened, Summary summary) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Summary.Row row : summary.rows()) {
      layers.add(new JsonOutput()
          .put("name", row.name())
          .put("kind", row.kind())
          .put("output_shape", row.outputShape().dims())
          .put("parameters", row.parameters())
          .put("states", row.states())
          .put("flops", row.flops())
          .put("bytes", row.bytes())
          .put("connected_to", row.connectedTo())
          .fields());
    }
    JsonOutput result = new JsonOutput()
        .put("model", model)
        .put("parameters", summary.parameters())
        .put("states", summary.states())
        .put("flops", summary.flops())
        .put("bytes", summary.bytes())
        .put("layers", layers)
        .put("metadata", opened.metadata())
        .put("weights_sha256", opened.weightsSha256());
    if (plan) {
      if (opened.compilation() != null) {
        result.put("training_plan", describe(trainingPlan(opened)));
      }
      result.put("prediction_plan", describe(predictionPlan(opened)));
    }
    return result;
  }

  private static Map<String, Object> describe(Plan plan) {
    return new JsonOutput()
        .put("batch", plan.samples())
        .put("pieces", plan.pieces())
        .put("flops", plan.flops())
        .put("text", plan.toString())
        .fields();
  }
}
