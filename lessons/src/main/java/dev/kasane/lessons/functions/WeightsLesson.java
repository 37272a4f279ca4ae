package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.chart.NetworkDiagram;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The weights of a deep network after learning, drawn: equally good fits have quite different ones. */
final class WeightsLesson implements Lesson {

  private static final int[] HIDDEN = {10, 10, 10, 10};
  private static final int UPDATES = 20_000;
  private static final int QUICK_UPDATES = 2000;
  private static final int DRAWN = 2;
  private static final List<Text> LAYERS = List.of(Text.of("input", "入力"), Text.of("hidden 1", "隠れ層 1"),
      Text.of("hidden 2", "隠れ層 2"), Text.of("hidden 3", "隠れ層 3"), Text.of("hidden 4", "隠れ層 4"),
      Text.of("output", "出力"));

  @Override
  public String name() {
    return "fn-weights";
  }

  @Override
  public Text title() {
    return Text.of("The picture of the weights", "重みの図");
  }

  @Override
  public Text summary() {
    return Text.of("1-10-10-10-10-1 after 20,000 updates: equally good fits, quite different weights.",
        "1-10-10-10-10-1 を 20,000 回更新した後の重みです。出来は同じでも、重みはまったく異なります。");
  }

  @Override
  public int seconds() {
    return 15;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    int updates = context.scaled(UPDATES, QUICK_UPDATES);
    Prose.add(page,
        """
        The article trains a net 1-10-10-10-10-1 (it counts six layers, input included) on a trigonometric function \
        for about 20,000 updates and draws, for each neuron, a line through its ten weights to the next layer. It \
        finds that the picture is another each time, though the fit is as good. Here are %d seeds on sin x, rate \
        0.1, %d updates."""
            .formatted(context.seeds(), updates),
        """
        記事では 1-10-10-10-10-1 のネットワーク（入力も数えて「6 層」）に三角関数を約 20,000 回の更新で学習させ、ニューロンごとに次の層への \
        10 個の重みを折れ線で描いています。そして、出来は同じように良いのに、図は毎回ちがうものになると述べています。ここでは sin x を\
        学習率 0.1、更新 %d 回で、%d 個のシードで学習させました。"""
            .formatted(updates, context.seeds()));
    List<Fit> fits = Fit.trainAll(
        context, FunctionTask.SINE, Activation.TANH, 0.1, updates, updates / context.scaled(100, 10), HIDDEN);
    comparison(page, fits);
    FitCharts.learningCurves(page, fits);
    FitCharts.fit(page, fits.getFirst());
    for (int run = 0; run < Math.min(DRAWN, fits.size()); run++) {
      pictures(page, fits.get(run).weights(), run + 1);
    }
    page.code(
        Prose.source("By hand: any number of layers", "手書き：任意の層数", FFNN.class),
        Prose.source("With Kasane", "Kasane では", FunctionFit.class));
    conclusion(page);
    return page.build();
  }

  private static void comparison(Page.Builder page, List<Fit> fits) {
    page.heading("As good, yet not alike", "出来は同じ、中身は別");
    List<List<Text>> rows = new ArrayList<>();
    Fit first = fits.getFirst();
    for (int i = 0; i < fits.size(); i++) {
      Fit fit = fits.get(i);
      rows.add(List.of(
          Text.same("" + (i + 1)),
          Format.cell(fit.check()),
          i == 0 ? Text.same("–") : Format.cell(rootMeanSquare(first.outputs(), fit.outputs())),
          i == 0 ? Text.same("–") : Format.cell(correlation(inner(first), inner(fit)))));
    }
    page.table(
        Text.of("Each run against the first", "最初の実行との比較"),
        List.of(Text.of("Run", "実行"), Text.of("Check", "チェック"),
            Text.of("Outputs differ by (root mean square)", "出力の差（二乗平均平方根）"),
            Text.of("Correlation of the 300 inner weights", "中間の 300 個の重みの相関")),
        rows);
  }

  private static void pictures(Page.Builder page, Weights weights, int run) {
    for (int layer = 1; layer < weights.w().length - 1; layer++) {
      Plot chart = Plot.of(
          Text.of("Run " + run + ": from hidden layer " + layer + " to " + (layer + 1),
              "実行 " + run + "：隠れ層 " + layer + " から " + (layer + 1) + " へ"),
          Text.of("neuron of the next layer", "次の層のニューロン"), Text.of("weight", "重み"));
      double[] to = IntStream.rangeClosed(1, weights.w()[layer].length).mapToDouble(i -> i).toArray();
      for (int from = 0; from < weights.w()[layer][0].length; from++) {
        int neuron = from;
        chart = chart.line(Text.of("neuron " + (from + 1), "ニューロン " + (from + 1)), to,
            Arrays.stream(weights.w()[layer]).mapToDouble(row -> row[neuron]).toArray());
      }
      page.chart(chart, "One line for each neuron: its ten weights to the next layer.",
          "ニューロンごとに 1 本の折れ線で、次の層への 10 個の重みを表します。");
    }
    page.chart(
        new NetworkDiagram(Text.of("Run " + run + ": the whole network", "実行 " + run + "：ネットワーク全体"),
            LAYERS, Fit.sizes(HIDDEN), floats(weights)),
        "The same weights as lines between neurons: blue above 0, red below.",
        "同じ重みをニューロン間の線で表しました。青は正、赤は負です。");
  }

  private static float[][][] floats(Weights weights) {
    float[][][] floats = new float[weights.w().length][][];
    for (int layer = 0; layer < floats.length; layer++) {
      double[][] w = weights.w()[layer];
      floats[layer] = new float[w.length][w[0].length];
      for (int to = 0; to < w.length; to++) {
        for (int from = 0; from < w[to].length; from++) {
          floats[layer][to][from] = (float) w[to][from];
        }
      }
    }
    return floats;
  }

  private static double[] inner(Fit fit) {
    return IntStream.range(1, fit.weights().w().length - 1)
        .mapToObj(layer -> fit.weights().w()[layer])
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static double rootMeanSquare(double[] a, double[] b) {
    double squares = IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
    return Math.sqrt(squares / a.length);
  }

  /** Pearson's correlation: 1 for the same picture, 0 for unrelated ones. */
  static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static void conclusion(Page.Builder page) {
    Prose.conclude(page, Text.of(
        """
        **Why this must be so.** Swap two neurons of a layer together with their weights: the network computes the \
        same. Turn the sign of all weights into and out of a tanh neuron: again the same, since tanh(−x) = −tanh(x). \
        For four layers of ten neurons that alone gives (10! · 2¹⁰)⁴ ≈ 10³⁸ different pictures of one and the same \
        function. Each random start runs into the one that is near.

        **What can be compared.** Not weights but outputs: the table shows that the functions agree to a few \
        hundredths where the weights have nothing in common.

        **Usual mistakes.** To average the weights of two trained networks: the mean of two good ones is as a rule \
        useless. To read a meaning into a single weight: only with its neuron, and its neuron only with the others, \
        does it mean something. And to look for “the” solution: there is none.""",
        """
        **そうなるのは当然です。** 同じ層の 2 つのニューロンを重みごと入れ替えても、ネットワークの計算結果は変わりません。tanh のニューロンに\
        入る重みと出る重みの符号をすべて反転させても、tanh(−x) = −tanh(x) なのでやはり同じです。10 個のニューロンの層が 4 つあれば、それだけで\
        同じ関数を表す図が (10! · 2¹⁰)⁴ ≈ 10³⁸ 通りあります。どの初期値も、そのうち近くにあるものへ向かいます。

        **比べられるもの。** 比べるべきは重みではなく出力です。表を見ると、重みには共通点がないのに、関数としては数百分の 1 の精度で一致して\
        います。

        **よくある誤解。** 学習済みの 2 つのネットワークの重みを平均しても、ふつうは使いものになりません。1 つの重みだけに意味を読み取る\
        こともできません。重みはニューロンと、ニューロンは仲間と合わせてはじめて意味を持ちます。そして「唯一の正解」を探しても、そのような\
        ものはありません。"""));
  }
}
