package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.convnetjs.json.ConvNetJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Repeats what ConvNetJS itself computed on random nets ({@code conformance/golden/convnetjs.mjs}), its last source and
 * its npm package: outputs, gradients of inputs, losses, parameters after training with settings that change and after
 * loading, and what it wrote into the definitions.
 */
class GoldenRunTest {

  @TestFactory
  List<DynamicTest> lastSource() throws IOException {
    return tests("/convnetjs-last.json", Mode.FAITHFUL);
  }

  @TestFactory
  List<DynamicTest> npmPackage() throws IOException {
    return tests("/convnetjs-npm.json", Mode.FAITHFUL_NPM);
  }

  private static List<DynamicTest> tests(String resource, Mode mode) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = GoldenRunTest.class.getResourceAsStream(resource)) {
      assertThat(in).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Object each : ConvNetJson.parseLiteralList(text)) {
        Map<?, ?> run = (Map<?, ?>) each;
        String name = tests.size() + " " + run.get("layers") + " " + run.get("options");
        tests.add(DynamicTest.dynamicTest(name, () -> RecordedRun.repeat(run, mode)));
      }
    }
    return tests;
  }
}
