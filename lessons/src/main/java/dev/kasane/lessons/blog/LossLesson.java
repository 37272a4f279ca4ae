package dev.kasane.lessons.blog;

import static dev.kasane.nn.Initializers.randomNormal;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.categoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.Losses;
import dev.kasane.nn.losses.Loss;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.train.Evaluation;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The loss that is printed is not the loss that is differentiated. */
final class LossLesson extends BlogLesson {

  LossLesson() {
    super(
        "blog-loss",
        Text.of("Two losses under one name", "1 つの名前、2 つの損失"),
        Text.of(
            "The article prints one loss and goes downhill on another. Both fall, so nobody notices.",
            "記事が表示する損失と、勾配を計算している損失は別のものです。どちらも下がるので気づきにくいのです。"),
        30);
  }

  /** Both losses and the accuracy in percent, at each length. */
  record Measured(double[] oneVsRest, double[] categorical, double[] accuracy) {
    double last() {
      return accuracy[accuracy.length - 1];
    }
  }

  /** The perceptron, trained with one loss and judged by both. */
  static Model model(Loss loss) {
    return Sequential.of(
            input(784),
            dense(10).activation(SOFTMAX).kernelInitializer(randomNormal(1)).biasInitializer(randomNormal(1)))
        .compile(sgd(0.001 * 100), loss, accuracy(), new LossMetric(new OneVsRest()),
            new LossMetric(categoricalCrossentropy()));
  }

  private static Measured train(Loss loss, long seed, BlogData data, int... lengths) {
    Measured measured =
        new Measured(new double[lengths.length], new double[lengths.length], new double[lengths.length]);
    Random random = new Random(seed);
    Dataset sample = data.train().take(BlogRun.SAMPLE);
    try (CpuBackend backend = new CpuBackend(1);
        Model model = model(loss).seed(seed).backend(backend)) {
      int done = 0;
      for (int i = 0; i < lengths.length; i++) {
        BlogRun.fit(model, data.draw(lengths[i] - done, BlogNets.BATCH, random), BlogNets.BATCH);
        done = lengths[i];
        Map<String, Double> values = model.evaluate(sample, 500).values();
        Evaluation test = model.evaluate(data.test(), 500);
        measured.oneVsRest[i] = values.getOrDefault("one_vs_rest", Double.NaN);
        measured.categorical[i] = values.getOrDefault("categorical_crossentropy", Double.NaN);
        measured.accuracy[i] = 100 * test.accuracy();
      }
    }
    return measured;
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(3000, 60);
    int[] lengths = lengths(steps / 20, 20);
    List<Measured> article = context.overSeeds(seed -> train(categoricalCrossentropy(), seed, data, lengths));
    List<Measured> printed = context.overSeeds(seed -> train(new OneVsRest(), seed, data, lengths));
    double[] xs = new double[lengths.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = lengths[i];
    }
    Measured first = article.getFirst();
    return page()
        .formula("printed:         −Σ [ t · ln(y + δ) + (1 − t) · ln(1 − y + δ) ],  δ = 1e−7")
        .formula("differentiated:  −Σ t · ln y,  whose derivative by z is  y − t")
        .paragraph(
            "The first asks ten questions: is it a 0 or not, is it a 1 or not … It belongs to ten sigmoids, and of a "
                + "sigmoid its derivative by z would be y − t as well. That is probably where the mix-up comes from. "
                + "With softmax, where the ten outputs compete, y − t is the derivative of the second only.",
            "1 つ目は「0 かどうか」「1 かどうか」…という 10 個の質問に答える損失で、シグモイド 10 個と組み合わせるものです。シグモイド"
                + "なら z による微分はやはり y − t になります。おそらくここで取り違えが起きたのでしょう。10 個の出力が競い合う"
                + "ソフトマックスでは、y − t は 2 つ目の損失の微分です。")
        .code(
            Listing.java(Text.of("Both by hand, with their slopes", "両方の損失とその傾き（手書き）"), Sources.of(Losses.class)),
            Listing.java(Text.of("With Kasane: train one, watch both", "Kasane では: 一方で学習し、両方を見る"),
                Sources.members(LossLesson.class, "model") + "\n" + Sources.members(OneVsRest.class, "apply")))
        .figures(
            caption(article.size()),
            List.of(
                Figure.of(Text.of("test accuracy, trained with y − t (the article)", "y − t で学習（記事の方法）のテスト正解率"),
                    86.64, new Spread(article.stream().map(Measured::last).toList()), 2, "%"),
                Figure.oursOnly(
                    Text.of("test accuracy, trained with the printed loss", "表示される損失で学習した場合のテスト正解率"),
                    new Spread(printed.stream().map(Measured::last).toList()), 2, "%"),
                Figure.oursOnly(Text.of("printed loss at the end", "最後の表示損失"),
                    new Spread(article.stream().map(m -> m.oneVsRest[xs.length - 1]).toList()), 3, ""),
                Figure.oursOnly(Text.of("differentiated loss at the end", "最後の、微分している損失"),
                    new Spread(article.stream().map(m -> m.categorical[xs.length - 1]).toList()), 3, "")))
        .chart(
            Plot.of(Text.of("Both losses of one run", "1 回の実行での 2 つの損失"), Text.of("steps", "ステップ数"),
                    Text.of("loss", "損失")).logY()
                .line(Text.of("printed", "表示される損失"), xs, first.oneVsRest)
                .line(Text.of("differentiated", "微分している損失"), xs, first.categorical),
            "Both fall together: a lower value of the one mostly means a lower value of the other. That hides the "
                + "mix-up.",
            "2 つは一緒に下がります。一方が小さくなればもう一方もたいてい小さくなるので、取り違えに気づきません。")
        .chart(
            accuracyPlot("Trained with one, trained with the other", "どちらの損失で学習するか").yRange(0, 100)
                .runs(Text.of("trained with y − t", "y − t で学習"), xs,
                    article.stream().map(Measured::accuracy).toArray(double[][]::new))
                .runs(Text.of("trained with the printed loss", "表示される損失で学習"), xs,
                    printed.stream().map(Measured::accuracy).toArray(double[][]::new))
                .reference(Text.of("article", "記事"), 86.64),
            "Test accuracy, mean and range over the seeds. The printed loss is even a little ahead: against one rival "
                + "its "
                + "slope is twice as steep, which acts like a larger rate. That is no proof that it is the better "
                + "loss.",
            "テスト正解率。線はシードの平均、帯は範囲です。表示される損失のほうがわずかに先行します。競争相手が 1 つなら傾きが 2 倍に"
                + "なり、学習率を上げたのと同じ効果があるからです。損失として優れている証拠にはなりません。")
        .chart(slopes(),
            "How hard each loss pulls at the score of the right class, when one rival stands against it. Far to the "
                + "left, where the net is surely wrong, y − t still pulls with 1; the printed loss lets go, for y is "
                + "below δ.",
            "正解クラスのスコアを、それぞれの損失がどれだけ強く引くか（競争相手が 1 つの場合）。左端はネットが確信を持って間違えている"
                + "ところで、y − t は 1 の強さで引き続けますが、表示される損失は y が δ を下回ると手を放します。")
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**“The loss falls, so the gradient is right.”** Going down a neighbouring hill also leads down. Only "
                    + "a comparison with differences (move one weight a little, compute the loss twice) shows whether "
                    + "a gradient belongs to a loss.",
                "**「損失が下がるから勾配は正しい」とは限りません。** 隣の山を下っても標高は下がります。勾配がその損失のものかどうかは、"
                    + "重みを少し動かして損失を 2 回計算する数値微分と比べて初めてわかります。"),
            Text.of(
                "**Comparing losses across programs.** The printed one is half as large again near the end. Two "
                    + "curves can be compared only if their formula, and sum or mean, are the same.",
                "**プログラムをまたいで損失を比べるときの注意。** 表示される損失は、終わりごろにはもう一方の約 1.6 倍です。式も、合計か平均か"
                    + "も同じでなければ、曲線どうしは比べられません。"),
            Text.of(
                "**δ is not harmless.** It keeps ln 0 away, and with it every gradient of a probability below 1e−7. "
                    + "Libraries compute loss and softmax in one go, from the scores, and need no δ.",
                "**δ は無害ではありません。** ln 0 を避ける代わりに、1e−7 より小さい確率の勾配まで消してしまいます。ライブラリは"
                    + "ソフトマックスと損失をまとめてスコアから計算するので、δ は要りません。"))
        .build();
  }

  private static Plot slopes() {
    int points = 101;
    double[] x = new double[points];
    double[] categorical = new double[points];
    double[] oneVsRest = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = -25 + 0.3 * i;
      double p = 1 / (1 + Math.exp(-x[i]));
      double[] y = {p, 1 - p};
      categorical[i] = -Losses.slopeOfCategorical(y, new double[] {1, 0})[0];
      oneVsRest[i] = -Losses.slopeOfOneVsRest(y, new double[] {1, 0})[0];
    }
    return Plot.of(Text.of("Pull towards the right class", "正解クラスへ引く強さ"),
            Text.of("score of the right class − rival's", "正解クラスのスコア − 競争相手のスコア"), Text.of("−dL/dz", "−dL/dz"))
        .line(Text.of("differentiated: 1 − y", "微分している損失: 1 − y"), x, categorical)
        .line(Text.of("printed", "表示される損失"), x, oneVsRest);
  }
}
