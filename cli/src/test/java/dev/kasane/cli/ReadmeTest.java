package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.train.Model;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows works: its program is run as it stands, its links lead somewhere. */
class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("kasane.root", "..")).toAbsolutePath().normalize();
  private static final Pattern PROGRAM = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)\\)");

  @TempDir private Path folder;
  @TempDir private Path logs;

  private static String program(String readme) throws IOException {
    Matcher matcher = PROGRAM.matcher(Files.readString(ROOT.resolve(readme)));
    assertThat(matcher.find()).as("a Java program in " + readme).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.ja.md"})
  void showsAProgramOfTwelveLines(String readme) throws IOException {
    assertThat(program(readme).lines()).hasSize(12);
    assertThat(program(readme)).isEqualTo(program("README.md"));
  }

  @Test
  void showsAProgramThatTrains() throws IOException, InterruptedException, URISyntaxException {
    Path core = Path.of(Model.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assumeTrue(
        Files.isRegularFile(core) || Files.exists(core.resolve("module-info.class")),
        "skipped: the classes under test are no module");
    Files.writeString(folder.resolve("Digits.java"), program("README.md"));
    Path data = TinyMnist.write(folder.resolve("data"), 600, 100);
    List<String> command = List.of(ProcessRun.JAVA.toString(), "-p", core.toString(), "--add-modules",
        "dev.kasane,jdk.incubator.vector", "Digits.java");
    ProcessRun run = ProcessRun.of(folder, logs, Map.of("KASANE_DATA", data.toString()), command);

    assertThat(run.status()).as(run.err()).isZero();
    Matcher accuracy = Pattern.compile("accuracy ([0-9.]+)").matcher(run.out());
    assertThat(accuracy.find()).as(run.out()).isTrue();
    // Chance is 0.1; three epochs of five steps are few.
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.3);
    CliRun info = CliRun.of("info", folder.resolve("digits.kasane"));
    assertThat(info.out()).as(info.err()).contains("conv2d_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.ja.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/data.md",
      "docs/recipes.md"})
  void leadsOnlyToFilesThatExist(String page) throws IOException {
    Matcher links = LINK.matcher(Files.readString(ROOT.resolve(page)));
    while (links.find()) {
      assertThat(ROOT.resolve(page).resolveSibling(links.group(1))).as("link in " + page).exists();
    }
  }

  @Test
  void architectureNamesEachPackage() throws IOException {
    String text = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
    for (String module : List.of("core", "convnetjs", "report", "sweep", "lessons", "benchmarks", "cli")) {
      Path sources = ROOT.resolve(module).resolve("src/main/java/dev/kasane");
      try (Stream<Path> files = Files.walk(sources)) {
        assertThat(files.filter(file -> file.endsWith("package-info.java")))
            .isNotEmpty()
            .allSatisfy(file -> assertThat(text).contains(file.getParent().getFileName().toString()));
      }
    }
  }

  /** Names of commands and options in the tables and examples of both pages. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.ja.md", "docs/data.md", "docs/recipes.md"})
  void namesOnlyOptionsThatExist(String page) throws IOException {
    String help = Stream.of("train", "evaluate", "predict", "info", "data get", "data info")
        .map(command -> CliRun.of((Object[]) (command + " --help").split(" ")).out())
        .reduce("", String::concat);
    Matcher options = Pattern.compile("(?<![-\\w])--[a-z][a-z-]*").matcher(Files.readString(ROOT.resolve(page)));
    while (options.find()) {
      if (!options.group().equals("--add-modules")) {
        assertThat(help).as("option in " + page).contains(options.group());
      }
    }
  }
}
