package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.Quantities;
import dev.kasane.cli.terminal.TextTable;
import dev.kasane.convnetjs.Net;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane predict}: ask a model about images or values. */
@Command(
    name = "predict",
    description = "Asks a model about images or values.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "An input is a PNG or JPEG image, or JSON: {\"shape\": [28, 28, 1], \"values\": [0, 0.5, ...]} with the shape of"
          + " one sample, or with the number of samples in front.",
      "MODEL may be a net that ConvNetJS saved as JSON; it is then given an image's pixels as ConvNetJS does, as"
          + " value/255 - 0.5.",
    })
final class PredictCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "MODEL",
      converter = Converters.PathName.class,
      description = "A model file, or a ConvNetJS net (JSON).")
  private Path model;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      converter = Converters.PathName.class,
      description = "An image or JSON file; may be given several times.")
  private List<Path> inputs;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      converter = Converters.AtLeastOne.class,
      description = "How many classes to show (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--json", description = "Print one JSON object for each sample, each on a line of its own.")
  private boolean json;

  @Mixin private ComputeOptions compute;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (ConvNetFile.isJson(model)) {
      Net net = ConvNetFile.read(model);
      answer(ConvNetFile.inputShape(net), true, List.of(), samples -> ConvNetFile.predict(net, samples));
      return Main.SUCCESS;
    }
    try (Backend backend = compute.open();
        Model loaded = Model.load(model, backend)) {
      Shape shape = ModelInfo.inputShape(loaded, model.toString());
      answer(shape, false, ModelInfo.classNames(loaded), loaded::predict);
    }
    return Main.SUCCESS;
  }

  private void answer(Shape shape, boolean centred, List<String> names, UnaryOperator<Tensor> predictor) {
    // All are read before the first result is printed: a bad one must not leave half an answer.
    List<Tensor> samples = new ArrayList<>();
    for (Path input : inputs) {
      Tensor read = SampleReader.read(input, shape);
      if (centred && !SampleReader.isJson(input)) {
        ConvNetFile.centre(read);
      }
      samples.add(read);
    }
    for (int i = 0; i < samples.size(); i++) {
      Tensor outputs = predictor.apply(samples.get(i));
      int count = outputs.shape().dim(0);
      for (int sample = 0; sample < count; sample++) {
        float[] values = Predictions.row(outputs, sample);
        Integer index = count == 1 ? null : sample;
        if (json) {
          console.out().println(asJson(inputs.get(i), index, values, outputs.shape().dropFirst(), names));
        } else {
          print(inputs.get(i), index, values, names);
        }
      }
    }
  }

  private String asJson(Path input, @Nullable Integer index, float[] values, Shape shape, List<String> names) {
    JsonOutput result = new JsonOutput().put("input", input.toString());
    if (index != null) {
      result.put("sample", index);
    }
    if (Predictions.areProbabilities(values)) {
      List<Integer> best = Predictions.largest(values, top);
      result
          .put("class", best.getFirst())
          .put("label", Predictions.name(names, best.getFirst()))
          .put("probability", values[best.getFirst()]);
      List<Map<String, Object>> ranking = new ArrayList<>();
      for (int c : best) {
        ranking.add(new JsonOutput()
            .put("class", c)
            .put("label", Predictions.name(names, c))
            .put("probability", values[c])
            .fields());
      }
      result.put("top", ranking).put("probabilities", numbers(values));
    } else {
      result.put("shape", shape.dims()).put("values", numbers(values));
    }
    return result.line();
  }

  private static List<Object> numbers(float[] values) {
    List<Object> numbers = new ArrayList<>();
    for (float value : values) {
      numbers.add(value);
    }
    return numbers;
  }

  private void print(Path input, @Nullable Integer index, float[] values, List<String> names) {
    String title = input + (index == null ? "" : ", sample " + index);
    console.out().println(console.bold(title));
    if (!Predictions.areProbabilities(values)) {
      for (int i = 0; i < values.length; i++) {
        console.out().println("  " + i + "  " + values[i]);
      }
      return;
    }
    TextTable table = new TextTable().left("class").right("probability");
    for (int c : Predictions.largest(values, top)) {
      table.row(Predictions.name(names, c), Quantities.percent(values[c]));
    }
    console.out().println(table);
  }
}
