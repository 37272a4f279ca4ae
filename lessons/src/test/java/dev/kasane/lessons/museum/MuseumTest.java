package dev.kasane.lessons.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each defect shows, and the committed page is what the code makes. */
class MuseumTest {

  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void thePageIsWhatTheCodeMakes() throws IOException {
    Map<String, String> files = MuseumPage.files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(DOCS.resolve(file.getKey()))
          .as("run %s to write the page anew", MuseumPage.class.getName())
          .content().isEqualToNormalizingNewlines(file.getValue());
    }
    try (Stream<Path> charts = Files.list(DOCS.resolve("images/museum"))) {
      List<String> names = charts.map(path -> "images/museum/" + path.getFileName()).toList();
      assertThat(files.keySet()).as("no chart is left over").containsAll(names);
    }
    assertThat(files.get("bug-museum.md").lines().filter(line -> line.startsWith("## "))).hasSize(14);
    assertThat(files.get("images/museum/adam.svg")).contains("prefers-color-scheme: dark", "var(--c1)");
  }

  @Test
  void dropoutFlattensPredictions() {
    Pair pair = LayerRuns.dropout();
    double faithful = 0;
    double correct = 0;
    for (int i = 0; i < pair.x().length; i++) {
      double y = LayerRuns.wave(pair.x()[i]);
      faithful += Math.pow(pair.faithful()[i] - y, 2) / pair.x().length;
      correct += Math.pow(pair.correct()[i] - y, 2) / pair.x().length;
    }
    assertThat(correct).isLessThan(0.3);
    assertThat(faithful).isGreaterThan(2.5 * correct);
  }

  @Test
  void normalizationHasAnotherSlopeThanItsFormula() {
    LayerRuns.Slopes slopes = LayerRuns.lrn();
    assertThat(slopes.correct()).containsExactly(slopes.measured(), within(1e-8));
    assertThat(slopes.faithful()[1] / slopes.measured()[1]).isCloseTo(2, within(1e-6));
  }

  @Test
  void loadedMaxoutLearnsLess() {
    Pair pair = LayerRuns.maxout();
    assertThat(pair.faithfulEnd()).isGreaterThan(2 * pair.correctEnd());
  }

  @Test
  void tanhAndSoftmaxOverflow() {
    Pair tanh = LayerRuns.tanh();
    assertThat(tanh.faithful()[35]).isEqualTo(1);
    assertThat(tanh.faithful()[36]).isNaN();
    assertThat(tanh.correct()[50]).isEqualTo(1);
    Pair softmax = LayerRuns.softmax();
    assertThat(softmax.faithful()[37]).isCloseTo(740, within(0.01));
    assertThat(softmax.faithful()[38]).isInfinite();
    assertThat(softmax.correct()[50]).isEqualTo(1000);
  }

  @Test
  void poolingOfPaddingExplodes() {
    Pair pair = LayerRuns.pool();
    assertThat(Arrays.stream(pair.faithful()).max().orElseThrow()).isGreaterThan(1e6);
    assertThat(Arrays.stream(pair.correct()).max().orElseThrow()).isLessThan(5);
    assertThat(pair.correctEnd()).isLessThan(0.01);
  }

  @Test
  void adamLearnsWorse() {
    Pair pair = TrainerRuns.adam();
    assertThat(pair.correctEnd()).isLessThan(0.2);
    assertThat(pair.faithfulEnd()).isGreaterThan(0.5);
  }

  @Test
  void l1DecayDoesNothing() {
    Pair pair = TrainerRuns.l1();
    assertThat(pair.correctEnd()).isLessThan(0.7 * pair.correct()[0]);
    assertThat(pair.faithfulEnd()).isGreaterThan(pair.faithful()[0]);
  }

  @Test
  void decayIsDividedAndSeldomReported() {
    Pair decay = TrainerRuns.decay();
    for (int i = 0; i < decay.x().length; i++) {
      assertThat(decay.correct()[i]).isCloseTo(Math.pow(0.99, 100), within(1e-12));
      assertThat(decay.faithful()[i]).isCloseTo(Math.pow(1 - 0.01 / decay.x()[i], 100), within(1e-12));
    }
    Pair reported = TrainerRuns.reportedDecay();
    for (int i = 0; i < 40; i++) {
      assertThat(reported.correct()[i]).isPositive();
      assertThat(reported.faithful()[i] > 0).isEqualTo(i % 10 == 9);
    }
  }

  @Test
  void definitionsAreWrittenTo() {
    PageRuns.Definition faithful = PageRuns.definition(Mode.FAITHFUL);
    PageRuns.Definition correct = PageRuns.definition(Mode.CORRECT);
    assertThat(correct.entries()).containsOnlyKeys("type", "num_neurons", "activation");
    assertThat(faithful.entries()).containsKeys("bias_pref", "in_sx", "in_sy", "in_depth");
    assertThat(correct.bias()).isZero();
    assertThat(faithful.bias()).isEqualTo(0.1);
  }

  @Test
  void theLastColumnsHaveNoEffect() {
    Pair crop = PageRuns.crop();
    for (int column = 0; column < 28; column++) {
      assertThat(crop.faithful()[column] > 0).as("column %d", column).isEqualTo(column < 26);
      assertThat(crop.correct()[column]).isPositive();
    }
  }

  @Test
  void aReloadedTrainerLearnsAnotherWay() {
    Pair reload = TrainerRuns.reload();
    assertThat(Arrays.copyOf(reload.faithful(), 20)).isEqualTo(Arrays.copyOf(reload.correct(), 20));
    assertThat(reload.faithfulEnd()).isGreaterThan(1.2 * reload.correctEnd());
  }

  @Test
  void magicNetKeepsNetsOfTheLastFold() {
    Pair accuracy = SearchRuns.lastFold();
    assertThat(Arrays.stream(accuracy.correct()).sum()).isGreaterThan(Arrays.stream(accuracy.faithful()).sum() + 0.04);
    SearchRuns.Answer faithful = SearchRuns.output(Mode.FAITHFUL);
    assertThat(Math.abs(faithful.after() - faithful.before())).isGreaterThan(0.01);
    SearchRuns.Answer correct = SearchRuns.output(Mode.CORRECT);
    assertThat(correct.after()).isEqualTo(correct.before());
    Pair neurons = SearchRuns.neurons();
    assertThat(neurons.faithful()).containsOnly(5);
    assertThat(neurons.correct()[39]).isGreaterThan(20);
  }

  @Test
  void eyesAreNotSymmetric() {
    Pair eyes = PageRuns.eyes();
    assertThat(Arrays.stream(eyes.correct()).sum()).isZero();
    assertThat(eyes.faithful()[0]).isEqualTo(-0.75);
    assertThat(eyes.faithful()[8]).isEqualTo(1.25);
  }

  @Test
  void oneBadSampleSpoilsTheNet() {
    Pair shapes = PageRuns.shapes();
    assertThat(shapes.faithful()[14]).isFinite();
    assertThat(shapes.faithful()[15]).isNaN();
    assertThat(Arrays.stream(shapes.correct())).allMatch(Double::isFinite);
    for (PageRuns.Mistake each : PageRuns.mistakes()) {
      assertThat(each.faithful()).matches("NaN|[0-9.]+");
      assertThat(each.correct()).contains("expected", "received");
    }
  }
}
