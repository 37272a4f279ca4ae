package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nets drawn at random, computed by the real ConvNetJS under Node and here. System property {@code
 * kasane.conformance.seed} repeats a draw, {@code kasane.conformance.cases} says how many nets. Skipped where there is no
 * Node, or where npm cannot get the package.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

  private static final int CASES = Integer.getInteger("kasane.conformance.cases", 250);

  private static final long SEED = Long.getLong("kasane.conformance.seed", System.nanoTime() & 0xffff_ffffL);

  private static final Path SCRIPTS = Path.of(System.getProperty("kasane.root", ".."), "conformance").toAbsolutePath();

  @TempDir static Path folder;

  private Path library = folder;
  private List<Object> runs = List.of();

  @BeforeAll
  void runConvNetJs() throws IOException, InterruptedException {
    assumeTrue(works(folder, "node", "--version"), "skipped: ConvNetJS cannot be run, there is no Node");
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(SCRIPTS.resolve("convnetjs").resolve(file), folder.resolve(file));
    }
    assumeTrue(
        works(folder, "npm", "ci", "--no-audit", "--no-fund"), "skipped: npm cannot get the package convnetjs 0.3.0");
    library = folder.resolve("node_modules/convnetjs/build/convnet.js");
    Path drawn = folder.resolve("runs.json");
    Process process =
        new ProcessBuilder(
                "node", SCRIPTS.resolve("golden/convnetjs.mjs").toString(), library.toString(), Integer.toString(CASES),
                Long.toString(SEED))
            .redirectOutput(drawn.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    runs = ConvNetJson.parseLiteralList(Files.readString(drawn));
    System.out.println("ConvNetJS under Node: " + runs.size() + " nets, kasane.conformance.seed=" + SEED);
  }

  private static boolean works(Path where, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @TestFactory
  Stream<DynamicTest> outputsGradientsStatsAndTrajectoriesAgree() {
    assertThat(runs).hasSize(CASES);
    return runs.stream()
        .map(run -> (Map<?, ?>) run)
        .map(
            run ->
                DynamicTest.dynamicTest(
                    "seed " + SEED + ": " + run.get("layers") + " " + run.get("options"),
                    () -> RecordedRun.repeat(run, Mode.FAITHFUL_NPM)));
  }

  @Test
  void convNetJsLoadsAndAnswersWhatAFaithfulNetWrote() throws IOException, InterruptedException {
    List<Net> nets = new ArrayList<>();
    for (Object run : runs) {
      Net net = RecordedRun.repeat((Map<?, ?>) run, Mode.FAITHFUL_NPM);
      if (finite(net)) {
        nets.add(net);
      }
    }
    assertThat(nets).hasSizeGreaterThan(CASES / 2);
    compareAnswers(nets);
  }

  @Test
  void convNetJsLoadsAndAnswersWhatACorrectNetWrote() throws IOException, InterruptedException {
    List<Net> nets = new ArrayList<>();
    for (Object each : runs) {
      Map<?, ?> run = (Map<?, ?>) each;
      Net net = new Net(Mode.CORRECT, nets.size());
      try {
        net.makeLayers((List<?>) run.get("defs"));
      } catch (ConvNetException e) {
        continue; // sizes that ConvNetJS takes and a correct net refuses
      }
      if (!mended((List<?>) run.get("defs"))) {
        nets.add(net);
      }
    }
    assertThat(nets).hasSizeGreaterThan(CASES / 4);
    compareAnswers(nets);
  }

  @Test
  void aCorrectNetReadsWhatItWroteWithTheSameBits() {
    for (Object each : runs) {
      Net net = new Net(Mode.CORRECT, 3);
      try {
        net.makeLayers((List<?>) ((Map<?, ?>) each).get("defs"));
      } catch (ConvNetException e) {
        continue;
      }
      String saved = ConvNetJson.stringify(net.toJSON());
      Net read = new Net(Mode.CORRECT, 4);
      read.fromJSON(saved);
      assertThat(read.layers()).extracting(Layer::layerType)
          .isEqualTo(net.layers().stream().map(Layer::layerType).toList());
      assertThat(ConvNetJson.stringify(read.toJSON())).isEqualTo(saved);
    }
  }

  /** Whether predictions of it are mended: it may pool nothing but padding. */
  private static boolean mended(List<?> definitions) {
    return definitions.stream()
        .map(each -> (Map<?, ?>) each)
        .anyMatch(each -> "pool".equals(each.get("type")) && each.get("pad") instanceof Number pad && pad.intValue() > 0);
  }

  private static boolean finite(Net net) {
    return net.getParamsAndGrads().stream()
        .flatMapToDouble(set -> Arrays.stream(set.params())).allMatch(Double::isFinite);
  }

  /** Sends each net with an input to ConvNetJS and compares its answer. */
  private void compareAnswers(List<Net> nets) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    List<Vol> inputs = new ArrayList<>();
    Rand rand = Rand.seeded(SEED);
    for (Net net : nets) {
      Layer input = net.layers().getFirst();
      Vol x = new Vol(input.outSx(), input.outSy(), input.outDepth(), rand);
      inputs.add(x);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("net", net.toJSON());
      line.put("inputs", List.of(x.toJSON()));
      lines.add(ConvNetJson.stringify(line));
    }
    List<String> answers = ask(lines);
    assertThat(answers).hasSameSizeAs(nets);
    for (int i = 0; i < answers.size(); i++) {
      String where = "seed " + SEED + ", net " + i + ": " + nets.get(i).layers().stream().map(Layer::layerType).toList();
      Object answer = ConvNetJson.parse("{\"answer\": " + answers.get(i) + "}").get("answer");
      assertThat(answer).as(where).isInstanceOf(List.class);
      RecordedRun.same(where, nets.get(i).forward(inputs.get(i)).w(), ((List<?>) answer).getFirst());
    }
  }

  private List<String> ask(List<String> lines) throws IOException, InterruptedException {
    Path questions = folder.resolve("questions-" + lines.hashCode());
    Path answers = folder.resolve("answers-" + lines.hashCode());
    Files.write(questions, lines, StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder("node", SCRIPTS.resolve("convnetjs/predict.mjs").toString(), library.toString())
            .redirectInput(questions.toFile())
            .redirectOutput(answers.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readAllLines(answers, StandardCharsets.UTF_8);
  }
}
