package dev.kasane.lessons.blog;

import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.HiddenNet;
import dev.kasane.report.Text;
import dev.kasane.report.chart.NetworkDiagram;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import java.util.List;

/** 784 inputs, 100 sigmoid neurons, 10 outputs, 3000 steps. */
final class HiddenLesson extends BlogLesson {

  private static final double ARTICLE = 87.08;
  private static final double ARTICLE_SECONDS = 6.0202858448028564;

  HiddenLesson() {
    super(
        "blog-hidden",
        Text.of("A hidden layer, and no gain at first", "隠れ層を足す――はじめは差が出ない"),
        Text.of(
            "A hundred sigmoid neurons between pixels and digits: ten times the weights, and after 3000 steps nothing "
                + "to show for it.",
            "画素と数字の間にシグモイドのニューロンを 100 個置きます。重みは 10 倍になりますが、3000 ステップではまだ差が出ません。"),
        20);
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(3000, 60);
    int[] lengths = lengths(steps / 30, 30);
    List<BlogRun> runs = context.overSeeds(
        seed -> BlogRun.train(BlogNet.HIDDEN, BlogNet.HIDDEN.rate(), seed, data, lengths));
    double[] xs = runs.getFirst().xs();
    Page.Builder page = page()
        .paragraph(
            "Between pixels and digits come 100 neurons, each with its own weighted sum pressed between 0 and 1 by a "
                + "sigmoid. Without the sigmoid two layers would be no more than one: a product of two matrices is a "
                + "matrix. Numbers to learn: 784 · 100 + 100 + 100 · 10 + 10 = 79,510.",
            "画素と数字の間に 100 個のニューロンを置きます。それぞれが重み付き和を計算し、シグモイド関数で 0 と 1 の間に押し込め"
                + "ます。シグモイドがなければ、行列の積もまた行列なので、2 層あっても 1 層と変わりません。学習する数は "
                + "784 · 100 + 100 + 100 · 10 + 10 = 79,510 個です。")
        .formula("h = sigmoid(x · Wh + bh),   y = softmax(h · Wo + bo)")
        .formula("dWo = hᵀ(y − t),   dWh = xᵀ[h(1 − h) · ((y − t) Woᵀ)]")
        .chart(
            NetworkDiagram.of(Text.of("The network", "ネットワーク"),
                List.of(Text.of("pixels", "画素"), Text.of("hidden", "隠れ層"), Text.of("digits", "数字")),
                784, 100, 10),
            "The error travels the same lines backwards: through Woᵀ, then through the slope of the sigmoid.",
            "誤差は同じ線を逆向きにたどります。まず Woᵀ を通り、次にシグモイドの傾きを掛けます。")
        .heading("By hand, and with Kasane", "手書きと Kasane")
        .code(
            Listing.java(Text.of("By hand", "手書き"), Sources.of(HiddenNet.class)),
            Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(BlogNets.class, "hidden", "normal")));
    Twice.tell(page, BlogNet.HIDDEN, data, context.seed());
    return page.heading("What came out", "結果")
        .figures(
            caption(runs.size()),
            List.of(
                Figure.of(Text.of("test accuracy, " + steps + " steps", "テスト正解率（" + steps + " ステップ）"),
                    ARTICLE, spread(runs, BlogRun::lastTest), 2, "%"),
                Figure.of(Text.of("training time", "学習時間"), ARTICLE_SECONDS, spread(runs, BlogRun::seconds), 2,
                    "s")))
        .table(Text.of("Spread between seeds", "シードによるばらつき"), spreadHeadings("measured", "測定値"),
            List.of(row(Text.of("test accuracy (%)", "テスト正解率 (%)"), spread(runs, BlogRun::lastTest), 2)))
        .chart(
            accuracyPlot("Accuracy while learning", "学習中の正解率").yRange(0, 100)
                .runs(Text.of("test images", "テスト画像"), xs, tests(runs))
                .runs(Text.of("training images", "訓練画像"), xs, trains(runs))
                .reference(Text.of("article", "記事"), ARTICLE),
            "Mean over the seeds; the band reaches from the lowest to the highest.",
            "線はシードの平均、帯は最小から最大までの範囲です。")
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**“The hidden layer gained half a point.”** 87.08 against 86.64 is less than the spread between "
                    + "seeds. After 3000 steps the two are equal; the gain comes later and is then large. See [both "
                    + "together](blog-joint.html).",
                "**「隠れ層で 0.4 ポイント上がった」。** 87.08 と 86.64 の差はシードによるばらつきより小さく、3000 ステップの時点"
                    + "では互角です。差はもっと後で、はっきりと現れます。[2 つのネットを同時に](blog-joint.html)を見てください。"),
            Text.of(
                "**Why so slow?** With weights from N(0, 1) a hidden sum over some 100 inked pixels has a deviation "
                    + "near 10. There the sigmoid is flat: h(1 − h) is almost 0, and with it the gradient. The "
                    + "neurons are asleep before training begins. [Another start](blog-start.html) wakes them.",
                "**なぜ遅いのでしょうか。** 重みが N(0, 1) だと、インクのある画素が 100 個ほどある画像では、隠れ層の和の標準偏差が"
                    + "約 10 になります。そこではシグモイドは平らで h(1 − h) はほぼ 0、勾配もほぼ 0 です。学習が始まる前から"
                    + "ニューロンが飽和しています。[初期値を変える](blog-start.html)と解決します。"),
            Text.of(
                "**Update after all gradients.** The error goes back through Wo as it was in the forward pass. Whoever "
                    + "updates Wo first and then computes dWh uses weights that did not make the error.",
                "**更新は勾配をすべて求めてから行います。** 誤差は順伝播で使った Wo を通って戻ります。先に Wo を更新してから dWh を"
                    + "計算すると、誤差を生んだのとは別の重みを使うことになります。"))
        .build();
  }
}
