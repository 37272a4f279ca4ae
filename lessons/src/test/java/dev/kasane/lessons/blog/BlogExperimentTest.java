package dev.kasane.lessons.blog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.data.Dataset;
import dev.kasane.sweep.Experiment;
import dev.kasane.sweep.Halving;
import dev.kasane.sweep.Point;
import dev.kasane.sweep.Sweep;
import dev.kasane.sweep.SweepResult;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The networks as experiments of the sweep tool, on images that are told apart by where their ink is. */
class BlogExperimentTest {

  private static final BlogData DATA = new BlogData(stripes(300, 1), stripes(100, 2));

  @Test
  void aSweepIsTheSameRunsAsOneAfterTheOther() {
    Experiment experiment = new BlogExperiment(BlogNet.PERCEPTRON, () -> DATA);
    SweepResult result = Sweep.of(experiment).grid("learning_rate", 0.001, 0.02).set("steps", 27).seeds(2).run();
    assertThat(result.trials()).hasSize(2);
    BlogRun alone = BlogRun.train(BlogNet.PERCEPTRON, 0.02, 2, DATA, 5, 20, 27);
    List<Point> points = result.trials().get(1).runs().get(1).points();
    assertThat(points).extracting(Point::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 7L, 10L, 15L, 20L, 27L);
    BlogRun swept = BlogRun.of(points, 5, 20, 27);
    assertThat(swept.test()).containsExactly(alone.test());
    assertThat(swept.loss()).containsExactly(alone.loss());
    assertThat(swept.lastTest()).as("it learns").isGreaterThan(60);
  }

  @Test
  void allThreeRunWithOtherBatchesAndStopWhenAsked() {
    for (Experiment experiment : BlogExperiment.all(() -> DATA)) {
      SweepResult result = Sweep.of(experiment).grid("learning_rate", 0.0001, 0.001, 0.005)
          .set("steps", 12).set("batch_size", 7).earlyStop(new Halving(3, 2)).run();
      assertThat(result.trials()).filteredOn(trial -> trial.finished()).as(experiment.name()).hasSize(1);
      assertThat(result.best().spread("test_accuracy").mean()).isBetween(0.0, 100.0);
    }
  }

  @Test
  void measuredStepsAreRound() {
    assertThat(BlogExperiment.measuredAfter(0)).isEqualTo(1);
    assertThat(BlogExperiment.measuredAfter(7)).isEqualTo(10);
    assertThat(BlogExperiment.measuredAfter(10)).isEqualTo(15);
    assertThat(BlogExperiment.measuredAfter(150_000)).isEqualTo(200_000);
    assertThat(BlogExperiment.measuredAfter(1_999_999_999)).isEqualTo(2_000_000_000);
    assertThat(BlogExperiment.measuredAfter(2_000_000_000)).isEqualTo(Integer.MAX_VALUE);
  }

  private static Dataset stripes(int count, long seed) {
    Random random = new Random(seed);
    Tensor images = Tensor.zeros(count, 784);
    Tensor labels = Tensor.zeros(Shape.of(count, 10));
    for (int n = 0; n < count; n++) {
      int digit = n % 10;
      labels.set(1, n, digit);
      for (int i = 0; i < 784; i++) {
        images.set(i / 79 == digit || random.nextInt(20) == 0 ? 1 : 0, n, i);
      }
    }
    return Dataset.of(images, labels);
  }
}
