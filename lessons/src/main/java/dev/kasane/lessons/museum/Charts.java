package dev.kasane.lessons.museum;

import dev.kasane.report.Text;
import dev.kasane.report.chart.Bars;
import dev.kasane.report.chart.Chart;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Block;
import java.util.List;

/** Charts with a faithful curve in red and a correct one in blue. */
final class Charts {

  static final Text FAITHFUL = Text.of("faithful: as ConvNetJS does it", "忠実（ConvNetJS のまま）");
  static final Text CORRECT = Text.of("correct: mended", "修正後");

  private static final int RED = 1;
  private static final int BLUE = 0;

  private Charts() {}

  /** Both curves over two axes. */
  static Plot plot(Text title, Text x, Text y, Pair pair) {
    return Plot.of(title, x, y)
        .with(Series.of(FAITHFUL, pair.x(), pair.faithful(), Series.Mark.LINE).colour(RED))
        .with(Series.of(CORRECT, pair.x(), pair.correct(), Series.Mark.LINE).colour(BLUE));
  }

  /** Both as lines with dots. */
  static Plot dotted(Text title, Text x, Text y, Pair pair) {
    return Plot.of(title, x, y)
        .with(Series.of(FAITHFUL, pair.x(), pair.faithful(), Series.Mark.LINE_AND_POINTS).colour(RED))
        .with(Series.of(CORRECT, pair.x(), pair.correct(), Series.Mark.LINE_AND_POINTS).colour(BLUE));
  }

  /** A chart with its caption. */
  static Block figure(Chart chart, String en, String ja) {
    return new Block.ChartFigure(chart, Text.of(en, ja));
  }

  /** Bars of three sets. */
  static Bars slopes(Text title, Text values, LayerRuns.Slopes slopes) {
    return Bars.of(title, values, List.of(Text.same("x₁"), Text.same("x₂"), Text.same("x₃")))
        .set(CORRECT, slopes.correct())
        .set(FAITHFUL, slopes.faithful())
        .set(Text.of("finite differences", "差分による数値微分"), slopes.measured());
  }

  /** A table whose columns are a case and both modes. */
  static Block table(String en, String ja, Text first, List<List<Text>> rows) {
    return new Block.Table(Text.of(en, ja), List.of(first, FAITHFUL, CORRECT), rows);
  }
}
