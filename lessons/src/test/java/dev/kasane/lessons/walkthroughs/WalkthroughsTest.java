package dev.kasane.lessons.walkthroughs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.data.Dataset;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.walkthroughs.convnetjs.FirstNet;
import dev.kasane.lessons.walkthroughs.convnetjs.LayerKinds;
import dev.kasane.lessons.walkthroughs.convnetjs.Saving;
import dev.kasane.lessons.walkthroughs.convnetjs.Trainers;
import dev.kasane.lessons.walkthroughs.convnetjs.TrainingLoop;
import dev.kasane.lessons.walkthroughs.convnetjs.Volumes;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code that the guides' pages show is run here, and prints what the guides say. */
class WalkthroughsTest {

  @Test
  void volumesHoldWhatTheGuideSays() {
    assertThat(Chapter.output(Volumes::run).lines()).containsExactly(
        "numbers: 3072, in a list of three: 3",
        "get(2, 0, 1): 5.0",
        "its place in w: 7 -> 5.0",
        "w: [1.2, 3.5, 3.6], dw: [0.0, 0.0, 0.0]");
  }

  @Test
  void theFirstNetGivesTheScoreOfItsWeights() {
    Net net = new Net(1);
    net.makeLayers("[{type:'input', out_sx:1, out_sy:1, out_depth:2}, {type:'svm', num_classes:2}]");
    double[] w = net.getParamsAndGrads().getFirst().params();
    double score = w[0] * 0.5 + w[1] * -1.3;

    assertThat(Chapter.output(FirstNet::run)).contains(String.format(Locale.ROOT, "score of class 0: %.4f", score));
    assertThat(net.layers()).hasSize(3);
  }

  @Test
  void layersHaveTheSizesOfTheGuide() {
    String text = Chapter.output(LayerKinds::run);
    assertThat(text).contains("maxout -> 1x1x3", "dropout -> 1x1x10", "regression -> 1x1x3", "conv -> 24x24x8",
        "pool -> 12x12x8");
  }

  @Test
  void eachTrainerLowersTheCost() {
    String text = Chapter.output(Trainers::run);
    Matcher costs = Pattern.compile("cost ([0-9.]+) -> ([0-9.]+)").matcher(text);
    int found = 0;
    while (costs.find()) {
      assertThat(Double.parseDouble(costs.group(2))).isLessThan(Double.parseDouble(costs.group(1)));
      found++;
    }
    assertThat(found).isEqualTo(3);
    assertThat(text).contains("[0.700] and [0.700, 0.100, 0.300]");
  }

  @Test
  void theLoopLearnsTheCircle() {
    List<String> lines = Chapter.output(TrainingLoop::run).lines().toList();
    assertThat(lines).hasSize(5);
    Matcher right = Pattern.compile("right (\\d+) of 200").matcher(lines.getLast());
    assertThat(right.find()).isTrue();
    assertThat(Integer.parseInt(right.group(1))).isGreaterThan(180);
  }

  @Test
  void aNetComesBackFromItsText() {
    assertThat(Chapter.output(Saving::run)).contains("{\"layers\":[", "the same answers: true");
  }

  @Test
  void pagesShowTheSourceThatRan() {
    assertThat(Sources.of(Volumes.class)).contains("zeros.set(2, 0, 1, 5.0)").doesNotContain("import ");
    assertThat(Sources.members(TfjsMnist.class, "createConvModel")).contains("conv2d(16, 3).activation(RELU)");
  }

  @Test
  void theTfjsModelHasItsShapesAndParameters() {
    try (Model model = TfjsMnist.createConvModel()) {
      assertThat(model.parameterCount()).isEqualTo(33_194);
      assertThat(model.summary().toString()).contains("(26, 26, 16)", "(13, 13, 16)", "(11, 11, 32)", "(5, 5, 32)",
          "(3, 3, 32)", "(288)", "4,640", "9,248", "18,496", "650");
    }
  }

  @Test
  void trainingPrintsItsProgressAndEndsWithBothAccuracies() {
    int samples = 753; // 640 to train: two batches an epoch
    Tensor images = Tensor.zeros(samples, 28, 28, 1);
    Tensor labels = Tensor.zeros(samples, 10);
    long key = CounterRandom.stream(5, "images");
    for (int i = 0; i < samples; i++) {
      int label = i % 10;
      labels.set(1, i, label);
      for (int p = 0; p < 784; p++) {
        boolean stripe = p / 28 / 2 == label;
        images.data()[i * 784 + p] = (stripe ? 0.8f : 0) + 0.2f * CounterRandom.uniform(key, (long) i * 784 + p);
      }
    }
    Dataset data = Dataset.of(images, labels);

    String text = Chapter.output(out -> {
      try (Model model = TfjsMnist.createConvModel()) {
        TfjsMnist.train(model, data, data.take(100), 2, out);
      }
    });

    assertThat(text.lines().filter(line -> line.startsWith("Training"))).containsExactly(
        "Training... (25.0% complete)", "Training... (50.0% complete)", "Training... (75.0% complete)",
        "Training... (100.0% complete)");
    assertThat(text.lines().filter(line -> line.startsWith("Epoch"))).hasSize(2);
    assertThat(text.lines().toList().getLast()).matches(
        "Final validation accuracy: [0-9.]+%; Final test accuracy: [0-9.]+%");
  }

  @Test
  void aVolMadeFromAListHasItsGradients() {
    assertThat(Vol.of(1.2, 3.5, 3.6).dw()).containsExactly(0, 0, 0);
  }
}
