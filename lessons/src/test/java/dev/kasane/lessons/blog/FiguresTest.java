package dev.kasane.lessons.blog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.nn.Initializers;
import dev.kasane.report.Spread;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The article's figures on real MNIST: seeds 1 and up, two runs at a time. */
class FiguresTest {

  private static BlogData data;

  @BeforeAll
  static void load() {
    data = RealDigits.load();
  }

  @Test
  void perceptronAndHiddenLayerReachTheArticlesFiguresIn3000Steps() throws Exception {
    Spread simple = last(seeds(5, seed -> BlogRun.train(BlogNet.PERCEPTRON, 0.001, seed, data, 3000)));
    Spread hidden = last(seeds(5, seed -> BlogRun.train(BlogNet.HIDDEN, 0.001, seed, data, 3000)));
    assertThat(simple.mean()).as("perceptron %s, article 86.64", simple).isBetween(85.5, 88.0);
    assertThat(hidden.mean()).as("hidden layer %s, article 87.08", hidden).isBetween(85.5, 88.0);
  }

  @Test
  void oneFilterReaches88In3000Steps() throws Exception {
    Spread cnn = last(seeds(2, seed -> BlogRun.train(BlogNet.CNN, 0.01, seed, data, 3000)));
    assertThat(cnn.mean()).as("CNN %s", cnn).isGreaterThan(88);
  }

  @Test
  void theHiddenLayerIsTwoPointsAheadAt30000Steps() throws Exception {
    List<JointLesson.Pair> pairs = seeds(1, seed -> JointLesson.train(seed, data, 30_000));
    assertThat(pairs.getFirst().gap()).as("%s", pairs).isGreaterThan(2);
  }

  @Test
  void bothSaturateWhereTheArticleSays() throws Exception {
    // Ten times the article's rate arrives ten times sooner: so the plateaus fit into a test. At rate 0.001 the lesson
    // shows them.
    BlogRun simple = BlogRun.train(BlogNet.PERCEPTRON, 0.005, 1, data, 30_000, 40_000);
    BlogRun hidden = BlogRun.train(BlogNet.HIDDEN, 0.01, 1, data, 30_000);
    assertThat(Math.max(simple.test()[0], simple.test()[1])).as("perceptron %s", simple).isBetween(91.0, 93.0);
    assertThat(hidden.lastTest()).as("hidden layer %s", hidden).isGreaterThan(95);
  }

  @Test
  void glorotsStartIsFivePointsAhead() throws Exception {
    Spread normal = last(seeds(1, seed -> BlogRun.train(
        () -> StartLesson.hidden(Initializers.randomNormal(1)), seed, data, 3000)));
    Spread glorot = last(seeds(1, seed -> BlogRun.train(
        () -> StartLesson.hidden(Initializers.glorotUniform()), seed, data, 3000)));
    assertThat(glorot.mean()).as("article's repetition: 92.2").isBetween(91.5, 93.0);
    assertThat(glorot.mean() - normal.mean()).isGreaterThan(4);
  }

  private static Spread last(List<BlogRun> runs) {
    return new Spread(runs.stream().map(BlogRun::lastTest).toList());
  }

  private static <T> List<T> seeds(int count, LongFunction<T> run) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<T>> pending =
          LongStream.rangeClosed(1, count).mapToObj(seed -> pool.submit(() -> run.apply(seed))).toList();
      return pending.stream().map(FiguresTest::result).toList();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
