package dev.kasane.lessons.browser;

import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Bars;
import dev.kasane.report.chart.HeatMap;
import dev.kasane.report.chart.NetworkDiagram;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A page with every kind of block and chart. */
final class EveryBlock {

  private static final Text X = Text.of("steps", "ステップ数");
  private static final Text Y = Text.of("test accuracy (%)", "テスト正解率 (%)");

  private EveryBlock() {}

  static Page page() {
    Random random = new Random(3);
    double[] steps = new double[3001];
    double[][] runs = new double[5][steps.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i;
      for (double[] run : runs) {
        run[i] = 92 * (1 - Math.exp(-i / 400.0)) + random.nextGaussian();
      }
    }
    List<Plot> frames = new ArrayList<>();
    for (int end = 300; end <= 3000; end += 900) {
      frames.add(Plot.of(Text.same(end + " steps"), X, Y).xRange(0, 3000).yRange(0, 100)
          .line(Y, Arrays.copyOf(steps, end), Arrays.copyOf(runs[0], end)));
    }
    float[] ink = new float[784];
    float[] filter = new float[25];
    for (int i = 0; i < 784; i++) {
      ink[i] = (float) Math.abs(Math.sin(i / 30.0));
      filter[i % 25] = (float) random.nextGaussian();
    }
    return Page.builder("every-block", Text.of("Every block", "すべてのブロック"),
            Text.of("With **strong** words and `code`.", "**強調**と `code`。"))
        .heading("Charts", "図")
        .chart(
            Plot.of(Y, X, Y).yRange(0, 100).runs(Text.of("perceptron", "パーセプトロン"), steps, Arrays.copyOfRange(runs, 1, 5))
                .line(Text.of("with a hidden layer", "隠れ層あり"), steps, runs[1])
                .reference(Text.of("article: 86.64 %", "記事: 86.64 %"), 86.64),
            "Means and a band.", "平均と帯。")
        .chart(
            Plot.of(Y, X, Y).logX()
                .with(Series.of(Text.of("ours", "追試"), new double[] {2000, 30_000, 500_000}, new double[] {84, 91, 92},
                    Series.Mark.LINE_AND_POINTS))
                .points(Text.of("article", "記事"), new double[] {3000}, new double[] {86.64}),
            "Logarithmic.", "対数軸。")
        .chart(Plot.of(Text.of("Descent", "降下"), Text.same("x"), Text.same("y"))
            .over(new Plot.Field(new double[][] {{1, 2, 3}, {2, 3, 4}, {3, 4, 9}}, -2, 2, -2, 2))
            .line(Text.of("path", "経路"), new double[] {-1, 0, 1}, new double[] {1, 0.5, 0}), "A landscape.", "地形。")
        .chart(Bars.of(Text.of("Seconds", "秒数"), Text.of("seconds", "秒"),
                List.of(Text.of("the article's machine", "記事のマシン"), Text.of("a naive loop", "素朴なループ"),
                    Text.same("Kasane"))).log().set(Text.same("CNN"), 18_282, 60, 3), "A race.", "競走。")
        .chart(Bars.of(Y, Y, List.of(Text.same("1"), Text.same("2"))).set(Text.same("a"), 1, 2)
            .with(new Bars.Set(Text.same("b"), new double[] {3, 4}, new double[] {2, 3}, new double[] {4, 5})),
            "Whiskers.", "ひげ。")
        .chart(new HeatMap(Y, Text.of("learning rate", "学習率"), X, List.of("0.001", "0.002", "0.003", "0.005", "0.01"),
            List.of("2,000", "500,000"), new double[][] {{84, 85, 86, 87, 88}, {92, 92, 92.1, Double.NaN, 91}}, Y, 1),
            "Cells.", "マス。")
        .chart(new NetworkDiagram(Text.of("Weights", "重み"), List.of(Text.of("input", "入力"),
            Text.of("hidden", "隠れ層"), Text.of("output", "出力")), new int[] {1, 3, 1},
            new float[][][] {{{1}, {-1}, {0.1f}}, {{1, -2, 3}}}), "Weights.", "重み。")
        .animation(frames, Text.of("Learning", "学習"), 400)
        .heading("Figures", "数値")
        .figures(Y, List.of(Figure.of(Text.of("perceptron", "パーセプトロン"), 86.64, Spread.of(86, 87), 2, "%"),
            Figure.oursOnly(Text.same("CNN"), Spread.of(89), 2, "%")))
        .table(Y, List.of(X, Y), List.of(List.of(Text.same("2,000"), Text.same("84.1"))))
        .pictures(Y, List.of(Picture.digit(Text.of("digit", "数字"), ink),
            new Picture(Text.of("filter", "フィルタ"), 5, 5, filter, Picture.Tone.SIGNED),
            new Picture(Text.of("map", "特徴マップ"), 28, 28, ink, Picture.Tone.RANGE)))
        .heading("Code", "コード")
        .formula("y = Σᵢ wᵢ·xᵢ + b, and then a formula that is much wider than a phone, so that it must be scrolled")
        .code(Listing.java(Text.of("by hand", "手書き"), "for (int i = 0; i < " + "n".repeat(90) + "; i++) {\n}\n"),
            Listing.java(Text.same("Kasane"), "dense(10);"))
        .bullets(Text.of("one", "一"), Text.same("a" + "b".repeat(120)))
        .note("Mind this.", "注意。")
        .details(Text.of("More", "さらに"), inner -> inner.paragraph("Inside.", "中身。"))
        .build();
  }
}
