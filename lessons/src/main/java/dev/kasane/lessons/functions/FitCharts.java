package dev.kasane.lessons.functions;

import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Page;
import java.util.List;

/** The three pictures of each fit: how it learned, what it learned, of what it is made. */
final class FitCharts {

  private static final int MOST_CURVES = 5;

  private FitCharts() {}

  /** The check against updates, a line for each of the first seeds. */
  static void learningCurves(Page.Builder page, List<Fit> fits) {
    Plot chart = Plot.of(Text.of("Learning curves", "学習曲線"),
            Text.of("updates", "更新回数"), Text.of("check (log scale)", "チェック（対数目盛）"))
        .logY();
    for (int i = 0; i < Math.min(MOST_CURVES, fits.size()); i++) {
      chart = chart.line(Text.of("run " + (i + 1), "実行 " + (i + 1)), fits.get(i).steps(), fits.get(i).curve());
    }
    page.chart(chart, "The check while learning, of the first runs: they start and end apart.",
        "学習中のチェックの推移です。シードによって出発点も到達点も異なります。");
  }

  /** The output over the true curve. */
  static void fit(Page.Builder page, Fit fit) {
    page.chart(
        Plot.of(Text.of("The fit", "学習後の出力"), Text.same("x"), Text.same("y"))
            .dashed(Text.of("true: " + fit.task().formula(), "真の関数 " + fit.task().formula()), fit.xs(), fit.truth())
            .line(Text.of("network", "ネットワーク"), fit.xs(), fit.outputs()),
        "What the network of the first seed has learned, over the true curve.",
        "最初のシードのネットワークが学習した曲線と、真の曲線です。");
  }

  /** What each neuron adds. */
  static void neurons(Page.Builder page, Fit fit) {
    Plot chart = Plot.of(Text.of("What each hidden neuron adds to the output", "各隠れニューロンの出力への寄与"),
        Text.same("x"), Text.of("its value × its weight", "ニューロンの値 × 重み"));
    double[][] parts = fit.contributions();
    for (int i = 0; i < parts.length; i++) {
      chart = chart.line(Text.of("neuron " + (i + 1), "ニューロン " + (i + 1)), fit.xs(), parts[i]);
    }
    page.chart(chart, "The output is the sum of these curves and one bias. Each is a piece of the same S, stretched, "
            + "shifted and turned; none of them looks like " + fit.task().formula() + ".",
        "出力は、これらの曲線の和に出力のバイアスを足したものです。どの曲線も同じ S 字を伸ばし、ずらし、反転させたものに"
            + "すぎず、" + fit.task().formula() + " に似たものは一つもありません。");
  }
}
