package dev.kasane.lessons.blog;

import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.OneFilterCnn;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import java.util.List;

/** One filter, forward and backward by hand. */
final class CnnLesson extends BlogLesson {

  CnnLesson() {
    super(
        "blog-cnn-by-hand",
        Text.of("A convolution by hand", "畳み込みを手で書く"),
        Text.of(
            "One 5 × 5 filter slides over the image, and its gradient is itself a convolution. 6371 numbers do what "
                + "79,510 did.",
            "5 × 5 のフィルタ 1 枚が画像の上を動きます。その勾配もまた畳み込みです。6371 個の数で、79,510 個のネットワークに"
                + "並びます。"),
        60);
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(3000, 20);
    int[] lengths = lengths(steps / 10, 10);
    List<BlogRun> runs =
        context.overSeeds(seed -> BlogRun.train(BlogNet.CNN, BlogNet.CNN.rate(), seed, data, lengths));
    Page.Builder page = forward(page());
    backward(page);
    page.heading("By hand, and with Kasane", "手書きと Kasane")
        .code(
            Listing.java(Text.of("By hand", "手書き"), Sources.of(OneFilterCnn.class)),
            Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(BlogNets.class, "cnn", "normal")
                + "\n" + Sources.members(SlowedLayer.class, "update")));
    Twice.tell(page, BlogNet.CNN, data, context.seed());
    return results(page, runs, steps).build();
  }

  private static Page.Builder forward(Page.Builder page) {
    return page.heading("Forward", "順伝播")
        .paragraph(
            "Lay the filter on the upper left corner of the image, multiply the 25 pairs, add them: one number. Move "
                + "one pixel to the right, again. The filter fits 28 − 5 + 1 = 24 times across and 24 times down, so "
                + "the image becomes a feature map of 24 × 24 = 576 numbers, kept as one row. Each position adds a "
                + "bias of its own, ReLU cuts off what is below 0, and ten weighted sums of the 576 numbers decide.",
            "フィルタを画像の左上に重ね、25 組の数を掛けて足すと 1 個の数になります。右に 1 画素ずらして、また同じことをします。"
                + "フィルタは横に 28 − 5 + 1 = 24 回、縦に 24 回置けるので、画像は 24 × 24 = 576 個の数、つまり特徴マップに"
                + "なり、1 本の行として保存されます。位置ごとのバイアスを足し、ReLU で負の値を 0 にし、576 個の数の重み付き和 "
                + "10 個で判定します。")
        .formula("output size = (28 + 2 · padding − 5) / stride + 1 = 24")
        .table(
            Text.of("ReLU, worked", "ReLU の計算例"),
            List.of(Text.same("z"), Text.same("ReLU(z)"), Text.of("what passes back", "逆伝播で通る割合")),
            List.of(
                List.of(Text.same("2.3"), Text.same("2.3"), Text.same("1")),
                List.of(Text.same("0.1"), Text.same("0.1"), Text.same("1")),
                List.of(Text.same("0"), Text.same("0"), Text.same("0")),
                List.of(Text.same("-1.7"), Text.same("0"), Text.same("0"))))
        .chart(
            Plot.of(Text.of("ReLU and its derivative", "ReLU とその導関数"), Text.same("z"), Text.same("y"))
                .line(Text.same("ReLU(z)"), new double[] {-3, 0, 3}, new double[] {0, 0, 3})
                .line(Text.of("derivative", "導関数"), new double[] {-3, 0, 0, 3}, new double[] {0, 0, 1, 1}),
            "At 0 there is no derivative; any number between 0 and 1 may stand in for it. The article takes 0, as does "
                + "Kasane.",
            "0 では微分できないので、0 から 1 までのどの値を使ってもかまいません。記事も Kasane も 0 を使います。");
  }

  private static void backward(Page.Builder page) {
    page.heading("Backward", "逆伝播")
        .formula("δ = [z > 0] · ((y − t) Woᵀ),   dF[i, j] = Σ δ ∘ image[i : i + 24, j : j + 24],   dBc = δ")
        .paragraph(
            "Ask for one element of the filter, F[i, j]: which pixels did it meet? All those of a 24 × 24 window that "
                + "begins at (i, j), one for each position. Each contributed pixel · F[i, j] to the map, so the "
                + "gradient is the sum of pixel · δ: the image convolved with δ. Nothing is flipped; what libraries "
                + "call convolution is a cross-correlation, in the article too.",
            "フィルタの 1 要素 F[i, j] に注目します。この要素はどの画素と出会ったでしょうか。(i, j) から始まる 24 × 24 の窓の"
                + "画素すべてと、位置ごとに 1 回ずつです。それぞれが特徴マップに 画素 · F[i, j] を加えたので、勾配は 画素 · δ の"
                + "和、つまり画像と δ の畳み込みです。反転はしません。ライブラリが畳み込みと呼ぶものは、記事も含めて相互相関です。")
        .note(
            "The article sums the output's gradients over the batch and averages those of filter and bias. At one "
                + "rate, the filter then learns 100 times more slowly than the output. Whether it meant to is not "
                + "said; the page on [sums and averages](blog-sums-and-averages.html) tries both.",
            "記事では、出力層の勾配はバッチで合計し、フィルタとバイアスの勾配は平均しています。学習率が同じなら、フィルタは出力層の "
                + "100 分の 1 の速さでしか学習しません。意図したものかどうかは書かれていません。[合計と平均](blog-sums-and-averages.html)"
                + "のページで両方を試します。");
  }

  private static Page.Builder results(Page.Builder page, List<BlogRun> runs, int steps) {
    double[] xs = runs.getFirst().xs();
    return page.heading("What came out", "結果")
        .figures(
            caption(runs.size()),
            List.of(
                Figure.oursOnly(Text.of("test accuracy, " + steps + " steps", "テスト正解率（" + steps + " ステップ）"),
                    spread(runs, BlogRun::lastTest), 2, "%"),
                Figure.of(Text.of("training time, 3000 steps in the article", "学習時間（記事は 3000 ステップ）"),
                    RaceLesson.ARTICLE_SECONDS, spread(runs, BlogRun::seconds), 2, "s")))
        .table(Text.of("Spread between seeds", "シードによるばらつき"), spreadHeadings("measured", "測定値"),
            List.of(row(Text.of("test accuracy (%)", "テスト正解率 (%)"), spread(runs, BlogRun::lastTest), 2)))
        .chart(
            accuracyPlot("Accuracy while learning", "学習中の正解率").yRange(0, 100)
                .runs(Text.of("test images", "テスト画像"), xs, tests(runs))
                .runs(Text.of("training images", "訓練画像"), xs, trains(runs)),
            "The article shows a curve without a figure and stops here for lack of speed.",
            "記事には曲線だけがあり、数値はありません。計算が遅すぎるため、ここで終わっています。")
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**“CNNs reach 99 %.”** Deep ones do. One filter is one question asked at 576 places; what it finds is "
                    + "then weighed by place, as in the perceptron. About 90 % is what it can do in 3000 steps.",
                "**「CNN なら 99 % を超える」。** 深い CNN ならそうです。しかしフィルタ 1 枚は、576 か所で同じ質問を 1 つするだけ"
                    + "です。その答えは、パーセプトロンと同じように場所ごとの重みで評価されます。3000 ステップなら約 90 % です。"),
            Text.of(
                "**A bias for each position** is unusual. A convolution treats all places alike: one filter, one "
                    + "bias. 576 biases say “ink counts more up here”, which is the output layer's work. Kasane "
                    + "offers it as `BiasMode.PER_POSITION`; the default is one per filter.",
                "**位置ごとのバイアス**は一般的ではありません。畳み込みはどの場所も同じに扱うもので、フィルタ 1 枚にバイアス 1 個が"
                    + "普通です。576 個のバイアスは「この場所のインクは重要だ」と言いますが、それは出力層の仕事です。Kasane では "
                    + "`BiasMode.PER_POSITION` で指定でき、既定はフィルタごとに 1 個です。"),
            Text.of(
                "**One channel.** With colours or after a first convolution, a filter has depth: 5 × 5 × channels, "
                    + "and sums over all of them. Whoever keeps one 5 × 5 table per channel has written something "
                    + "else.",
                "**チャネルは 1 つです。** カラー画像や 2 層目以降の畳み込みでは、フィルタには深さがあり（5 × 5 × チャネル数）、"
                    + "全チャネルにわたって足し合わせます。"));
  }
}
