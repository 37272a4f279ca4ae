package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.DataProgress;
import dev.kasane.cli.terminal.Quantities;
import dev.kasane.cli.terminal.TextTable;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.data.mnist.MnistSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kasane data}: get datasets and look at them. */
@Command(name = "data", description = "Gets datasets and shows what is in them.", mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {

  private final Console console;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  DataCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "expected 'get' or 'info' after kasane data");
  }

  @Command(name = "get", description = "Downloads a dataset, or completes a download that broke off.",
      mixinStandardHelpOptions = true)
  int get(
      @Parameters(paramLabel = "NAME", description = "The dataset: mnist.") String name,
      @Option(names = "--dir", paramLabel = "DIR", converter = Converters.PathName.class,
          description = "Where to (default: the cache folder, where training looks for it).") @Nullable Path folder) {
    if (!name.equals("mnist")) {
      throw CliException.usage("data get: expected mnist, the only dataset that can be downloaded, received '" + name
          + "'.");
    }
    DataProgress progress = new DataProgress(console, false);
    Path place = MnistSource.download(folder == null ? MnistSource.cacheFolder() : folder, progress);
    progress.close();
    ImageData data = Mnist.load(place);
    console.out().println("MNIST is in " + place + ": " + Quantities.count(data.train().size()) + " training and "
        + Quantities.count(data.test().size()) + " test images, checksums match.");
    return Main.SUCCESS;
  }

  @Command(name = "info", description = "Reads a folder with a dataset, checks it and shows what is in it.",
      mixinStandardHelpOptions = true)
  int info(
      @Parameters(paramLabel = "DIR", converter = Converters.PathName.class,
          description = "A folder with the files of MNIST or CIFAR-10, or sub-folders mnist, cifar10.") Path folder,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    List<ImageData> found = DataFolders.openAll(folder);
    if (json) {
      List<Map<String, Object>> sets = new ArrayList<>();
      for (ImageData data : found) {
        sets.add(new JsonOutput()
            .put("source", data.source())
            .put("train", describe(data.train()))
            .put("test", describe(data.test()))
            .fields());
      }
      console.out().println(new JsonOutput().put("datasets", sets).line());
    } else {
      found.forEach(this::print);
    }
    return Main.SUCCESS;
  }

  private void print(ImageData data) {
    console.out().println(console.bold(data.source()));
    TextTable table = new TextTable().left("class").right("train").right("test");
    long[] train = counts(data.train());
    long[] test = counts(data.test());
    List<String> names = data.train().classNames();
    for (int i = 0; i < Math.max(train.length, test.length); i++) {
      table.row(i < names.size() ? names.get(i) : Integer.toString(i), at(train, i), at(test, i));
    }
    table.row("all", Quantities.count(data.train().size()), Quantities.count(data.test().size()));
    console.out().print(table);
    console.out().println("shape of an image  " + data.train().imageShape());
    console.out().println("SHA-256 of train   " + data.train().contentHash());
    console.out().println("SHA-256 of test    " + data.test().contentHash());
    console.out().println();
  }

  private static Map<String, Object> describe(ImageDataset data) {
    return new JsonOutput()
        .put("samples", data.size())
        .put("shape", data.imageShape().dims())
        .put("classes", data.classNames())
        .put("class_counts", counts(data))
        .put("content_sha256", data.contentHash())
        .fields();
  }

  private static long[] counts(ImageDataset data) {
    long[] counts = new long[data.classes()];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    return counts;
  }

  private static String at(long[] counts, int index) {
    return index < counts.length ? Quantities.count(counts[index]) : "-";
  }
}
