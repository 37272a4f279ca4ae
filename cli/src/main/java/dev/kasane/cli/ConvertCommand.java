package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.cli.terminal.Console;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.convert.ModelToNet;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.train.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kasane convert}: between ConvNetJS's files and Kasane's. */
@Command(
    name = "convert",
    description = "Turns a ConvNetJS net (JSON) into a model file, or a model file into a ConvNetJS net.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Which way is told by what the first file holds. A net becomes a model if all its layers have a counterpart; a"
          + " model becomes a net if it is a chain of layers that ConvNetJS knows.",
    })
final class ConvertCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      converter = Converters.PathName.class,
      description = "A ConvNetJS net or a model file.")
  private Path from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      converter = Converters.PathName.class,
      description = "The file to write, such as model.kasane or net.json.")
  private Path to;

  @Mixin private ComputeOptions compute;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws java.io.IOException {
    boolean net = ConvNetFile.isJson(from);
    boolean json = String.valueOf(to.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
    if (Files.exists(from) && net == json) {
      throw CliException.usage("<TO>: " + from + (net ? " is a ConvNetJS net and becomes a model file; expected a name"
          + " such as model.kasane" : " is a model file and becomes a ConvNetJS net; expected a name such as net.json")
          + ", received '" + to + "'");
    }
    if (Files.exists(from) && Files.exists(to) && Files.isSameFile(from, to)) {
      throw CliException.usage("<TO>: expected another file than the one to convert, received '" + to + "'");
    }
    OutputFile.check("<TO>", to, Files.exists(from) ? Files.size(from) : 0);
    try (Backend backend = compute.open()) {
      if (net) {
        toModel(backend);
      } else {
        toNet(backend);
      }
    }
    console.out().println("Wrote " + to);
    return Main.SUCCESS;
  }

  private void toModel(Backend backend) {
    Net net = ConvNetFile.read(from);
    try (Model model = model(net, backend)) {
      model.save(to);
    }
  }

  private Model model(Net net, Backend backend) {
    try {
      return NetToModel.convert(net, backend);
    } catch (ConvNetException e) {
      throw new ConvNetException(from + ": " + e.getMessage(), e);
    }
  }

  private void toNet(Backend backend) {
    try (Model model = Model.load(from, backend)) {
      OutputFile.write(to, ConvNetJson.stringify(ModelToNet.convert(model).toJSON()));
    } catch (ConvNetException e) {
      throw new ConvNetException(from + ": " + e.getMessage(), e);
    }
  }
}
