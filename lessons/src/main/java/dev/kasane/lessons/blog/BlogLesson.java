package dev.kasane.lessons.blog;

import dev.kasane.data.ImageData;
import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the lessons of this series share. */
abstract class BlogLesson implements Lesson {

  private final String name;
  private final Text title;
  private final Text summary;
  private final int seconds;

  BlogLesson(String name, Text title, Text summary, int seconds) {
    this.name = name;
    this.title = title;
    this.summary = summary;
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Text title() {
    return title;
  }

  @Override
  public Text summary() {
    return summary;
  }

  @Override
  public int seconds() {
    return seconds;
  }

  @Override
  public boolean needsMnist() {
    return true;
  }

  static BlogData data(LessonContext context) {
    ImageData mnist = context.mnist();
    return BlogData.of(mnist.train(), mnist.test());
  }

  /** The lengths {@code every}, {@code 2 · every} and so on. */
  static int[] lengths(int every, int count) {
    return IntStream.rangeClosed(1, count).map(i -> i * every).toArray();
  }

  static Spread spread(List<BlogRun> runs, ToDoubleFunction<BlogRun> value) {
    return new Spread(runs.stream().map(run -> value.applyAsDouble(run)).toList());
  }

  static double[][] tests(List<BlogRun> runs) {
    return runs.stream().map(BlogRun::test).toArray(double[][]::new);
  }

  static double[][] trains(List<BlogRun> runs) {
    return runs.stream().map(BlogRun::train).toArray(double[][]::new);
  }

  static Plot accuracyPlot(String en, String ja) {
    return Plot.of(Text.of(en, ja), Text.of("steps", "ステップ数"), Text.of("accuracy (%)", "正解率 (%)"));
  }

  /** How the figures' spread is to be read. */
  static Text caption(int seeds) {
    return Text.of(
        "The article's figures (one run) and ours: mean ± standard deviation of " + seeds + " seeds",
        "記事の値（1 回の実行）と追試の値（" + seeds + " 個のシードの平均 ± 標準偏差）");
  }

  /** A row for each measured thing: mean, standard deviation, smallest and largest. */
  static List<Text> row(Text what, Spread spread, int decimals) {
    String format = "%." + decimals + "f";
    return List.of(what, number(format, spread.mean()), number(format, spread.deviation()),
        number(format, spread.min()), number(format, spread.max()));
  }

  static List<Text> spreadHeadings(String en, String ja) {
    return List.of(Text.of(en, ja), Text.of("mean", "平均"), Text.of("standard deviation", "標準偏差"),
        Text.of("lowest", "最小"), Text.of("highest", "最大"));
  }

  private static Text number(String format, double value) {
    return Text.same(String.format(Locale.ROOT, format, value));
  }

  /** Runs jobs, as many at a time as there are threads; the results are in order of the jobs. */
  static <T> List<T> parallel(LessonContext context, List<? extends Callable<T>> jobs) {
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(context.threads(), jobs.size()))) {
      List<Future<T>> pending = new ArrayList<>();
      jobs.forEach(job -> pending.add(pool.submit(job)));
      List<T> results = new ArrayList<>();
      for (Future<T> each : pending) {
        results.add(each.get());
        context.progress().progress("runs", results.size(), jobs.size());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
