package dev.kasane.sweep;

import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Bars;
import dev.kasane.report.chart.Chart;
import dev.kasane.report.chart.HeatMap;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The page of a sweep: the best trials, a heat map, what each setting does, and curves. */
public final class SweepPage {

  private static final int MOST_ROWS = 20;
  private static final int MOST_CURVES = 6;
  private static final int MOST_CELLS = 24;

  private final SweepResult result;
  private final Metric metric;
  private final List<Dimension> dimensions;

  private SweepPage(SweepResult result) {
    this.result = result;
    this.metric = result.plan().metric();
    this.dimensions = result.plan().dimensions();
  }

  /** The page of a result. */
  public static Page of(SweepResult result) {
    return new SweepPage(result).page();
  }

  private Page page() {
    String name = result.plan().experiment().name();
    int stopped = (int) result.trials().stream().filter(trial -> !trial.finished()).count();
    Page.Builder page =
        Page.builder("sweep", Text.of("Sweep: " + name, "スイープ: " + name),
            Text.of(
                result.trials().size() + " trials with " + result.plan().seeds() + " seeds each. Best: "
                    + words(result.best()) + ".",
                result.trials().size() + " 通りの設定、シードはそれぞれ " + result.plan().seeds() + " 個。最良: "
                    + words(result.best()) + "。"));
    best(page);
    if (dimensions.size() >= 2) {
      page.heading("Two settings at a time", "二つの設定の組み合わせ");
      for (int a = 0; a < dimensions.size(); a++) {
        for (int b = a + 1; b < dimensions.size(); b++) {
          if (values(dimensions.get(a)).size() <= MOST_CELLS && values(dimensions.get(b)).size() <= MOST_CELLS) {
            page.chart(heatMap(dimensions.get(a), dimensions.get(b)),
                "Each cell: the best mean over seeds with these two settings, whatever the other settings are.",
                "各マス: この二つの設定での最良の平均値（ほかの設定は問わない）。");
          }
        }
      }
    }
    page.heading("Each setting", "設定ごとに");
    for (Dimension dimension : dimensions) {
      page.chart(byValue(dimension), "The best mean over seeds for each value; dots are single runs.",
          "それぞれの値での最良の平均。点は 1 回の実行です。");
    }
    page.heading("Curves of the best", "上位の学習曲線");
    page.chart(curves(), "Mean over seeds; the band goes from the lowest to the highest run.",
        "シードの平均。帯は最小から最大まで。");
    if (stopped > 0) {
      page.note(
          stopped + " of " + result.trials().size() + " trials were stopped early (successive halving, factor "
              + result.plan().halving().factor() + ", " + result.plan().halving().rounds()
              + " rounds): their figures are of fewer steps.",
          result.trials().size() + " 通りのうち " + stopped + " 通りは途中で打ち切られました（逐次半減法、係数 "
              + result.plan().halving().factor() + "、" + result.plan().halving().rounds()
              + " 回戦）。その値は少ないステップ数でのものです。");
    }
    return page.build();
  }

  private void best(Page.Builder page) {
    List<Text> headings = new ArrayList<>();
    headings.add(Text.of("rank", "順位"));
    dimensions.forEach(dimension -> headings.add(Text.same(dimension.setting().name())));
    headings.add(metric.title());
    headings.add(Text.of("steps", "ステップ数"));
    List<List<Text>> rows = new ArrayList<>();
    List<Trial> ranked = result.ranked();
    for (int i = 0; i < Math.min(MOST_ROWS, ranked.size()); i++) {
      Trial trial = ranked.get(i);
      List<Text> row = new ArrayList<>();
      row.add(Text.same(String.valueOf(i + 1)));
      dimensions.forEach(dimension -> row.add(Text.same(shown(trial.settings().get(dimension.setting().name())))));
      row.add(Text.same(spread(trial)));
      row.add(Text.same(Numbers.fixed((double) trial.runs().getFirst().steps(), 0)));
      rows.add(row);
    }
    page.table(
        Text.of("The best trials: mean ± standard deviation over seeds", "上位の設定: シードの平均 ± 標準偏差"),
        headings, rows);
  }

  private String spread(Trial trial) {
    double mean = trial.spread(metric.name()).mean();
    double deviation = trial.spread(metric.name()).deviation();
    return Numbers.general(mean, 5) + (trial.runs().size() > 1 ? " ± " + Numbers.general(deviation, 2) : "");
  }

  private HeatMap heatMap(Dimension across, Dimension down) {
    List<Value> columns = values(across);
    List<Value> rows = values(down);
    double[][] cells = new double[rows.size()][columns.size()];
    double largest = 0;
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        Value row = rows.get(r);
        Value column = columns.get(c);
        cells[r][c] = bestMean(trial -> trial.settings().get(across.setting().name()).equals(column)
            && trial.settings().get(down.setting().name()).equals(row));
        largest = Double.isFinite(cells[r][c]) ? Math.max(largest, Math.abs(cells[r][c])) : largest;
      }
    }
    int decimals = largest >= 100 ? 1 : largest >= 10 ? 2 : largest >= 0.1 ? 3 : 5;
    return new HeatMap(
        Text.of(metric.title().en() + ", best mean", metric.title().ja() + "、最良の平均"),
        Text.same(across.setting().name()), Text.same(down.setting().name()),
        columns.stream().map(SweepPage::shown).toList(), rows.stream().map(SweepPage::shown).toList(), cells,
        metric.title(), decimals);
  }

  private double bestMean(Predicate<Trial> which) {
    return result.trials().stream().filter(which)
        .sorted(result.plan().better(trial -> trial.spread(metric.name()).mean()))
        .mapToDouble(trial -> trial.spread(metric.name()).mean()).findFirst().orElse(Double.NaN);
  }

  private Chart byValue(Dimension dimension) {
    List<Value> values = values(dimension);
    return values.getFirst() instanceof Value.Word ? bars(dimension, values) : scatter(dimension, values);
  }

  /** Words have no order and no distance: a bar each. */
  private Bars bars(Dimension dimension, List<Value> words) {
    String name = dimension.setting().name();
    double[] best = words.stream()
        .mapToDouble(word -> bestMean(trial -> trial.settings().get(name).equals(word))).toArray();
    return Bars.of(byTitle(name), metric.title(), words.stream().map(word -> Text.same(word.text())).toList())
        .set(Text.of("best mean", "最良の平均"), best);
  }

  private Text byTitle(String name) {
    return Text.of(metric.title().en() + " by " + name, name + " と" + metric.title().ja());
  }

  private Plot scatter(Dimension dimension, List<Value> values) {
    String name = dimension.setting().name();
    List<double[]> dots = new ArrayList<>();
    for (Trial trial : result.trials()) {
      for (Run run : trial.runs()) {
        dots.add(new double[] {number(trial.settings().get(name)), run.last(metric.name())});
      }
    }
    double[] x = values.stream().mapToDouble(SweepPage::number).toArray();
    double[] y = values.stream()
        .mapToDouble(value -> bestMean(trial -> trial.settings().get(name).equals(value))).toArray();
    Plot plot =
        Plot.of(byTitle(name), Text.same(name), metric.title())
            .with(Series.of(Text.of("best mean", "最良の平均"), x, y, Series.Mark.LINE_AND_POINTS))
            .with(Series.of(Text.of("runs", "各実行"), dots.stream().mapToDouble(dot -> dot[0]).toArray(),
                dots.stream().mapToDouble(dot -> dot[1]).toArray(), Series.Mark.POINTS).colour(7));
    boolean log = x[0] > 0 && x.length > 1 && (dimension instanceof Dimension.Range range
        ? range.log() : x[x.length - 1] / x[0] >= 8);
    return log ? plot.logX() : plot;
  }

  private Plot curves() {
    Plot plot = Plot.of(
        Text.of(metric.title().en() + " of the best trials", "上位の" + metric.title().ja()),
        Text.of("steps", "ステップ数"), metric.title());
    List<Trial> ranked = result.ranked();
    for (int i = 0; i < Math.min(MOST_CURVES, ranked.size()); i++) {
      Trial trial = ranked.get(i);
      Set<Long> steps = new TreeSet<>();
      trial.runs().getFirst().points().forEach(point -> {
        if (!Double.isNaN(point.get(metric.name()))) {
          steps.add(point.step());
        }
      });
      double[] x = steps.stream().mapToDouble(Long::doubleValue).toArray();
      double[][] runs = trial.runs().stream().map(run -> values(run, steps)).toArray(double[][]::new);
      plot = plot.with(Series.ofRuns(Text.same(words(trial)), x, runs)
          .mark(x.length < 20 ? Series.Mark.LINE_AND_POINTS : Series.Mark.LINE));
    }
    return plot;
  }

  private double[] values(Run run, Set<Long> steps) {
    return steps.stream()
        .mapToDouble(step -> run.points().stream().filter(point -> point.step() == step)
            .mapToDouble(point -> point.get(metric.name())).findFirst().orElse(Double.NaN))
        .toArray();
  }

  /** The values that were tried: of a random search, all that came up, in order. */
  private List<Value> values(Dimension dimension) {
    String name = dimension.setting().name();
    if (dimension instanceof Dimension.Values listed && listed.values().getFirst() instanceof Value.Word) {
      return listed.values();
    }
    Set<Value> seen = new LinkedHashSet<>();
    result.trials().forEach(trial -> seen.add(trial.settings().get(name)));
    return seen.stream().sorted((a, b) -> Double.compare(number(a), number(b))).toList();
  }

  private static double number(Value value) {
    return switch (value) {
      case Value.Whole(long whole) -> whole;
      case Value.Real(double real) -> real;
      case Value.Word _ -> 0;
    };
  }

  private static String shown(Value value) {
    return value instanceof Value.Real(double real) ? Numbers.general(real, 4) : value.text();
  }

  /** The varied settings of a trial. */
  private String words(Trial trial) {
    List<String> words = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      words.add(dimension.setting().name() + " " + shown(trial.settings().get(dimension.setting().name())));
    }
    return String.join(", ", words);
  }
}
