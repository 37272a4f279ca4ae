package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.Functions;
import dev.kasane.lessons.blog.byhand.Perceptron;
import dev.kasane.report.Text;
import dev.kasane.report.chart.NetworkDiagram;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Picture;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;

/** 784 inputs, 10 outputs, 3000 steps. */
final class PerceptronLesson extends BlogLesson {

  private static final double ARTICLE = 86.64;
  private static final double ARTICLE_SECONDS = 3.68457293510437;

  PerceptronLesson() {
    super(
        "blog-perceptron",
        Text.of("A perceptron reads digits", "単純パーセプトロンで数字を読む"),
        Text.of(
            "Ten weighted sums, one for each digit, learn MNIST in 3000 steps: about 86 % right.",
            "数字ごとの重み付き和 10 個だけで MNIST を学習します。3000 ステップで正解率は約 86 % です。"),
        10);
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(3000, 60);
    int[] lengths = lengths(steps / 30, 30);
    List<BlogRun> runs = context.overSeeds(
        seed -> BlogRun.train(BlogNet.PERCEPTRON, BlogNet.PERCEPTRON.rate(), seed, data, lengths));
    Page.Builder page = page();
    introduce(page, data);
    page.heading("By hand, and with Kasane", "手書きと Kasane")
        .code(
            Listing.java(Text.of("By hand: the network", "手書き: ネットワーク"), Sources.of(Perceptron.class)),
            Listing.java(
                Text.of("With Kasane", "Kasane では"), Sources.members(BlogNets.class, "perceptron", "normal")))
        .details(
            Text.of("The functions it is made of", "使っている関数"),
            inner -> inner.code(Listing.java(Text.same("Functions"),
                Sources.members(Functions.class, "softmax", "affine", "error", "deltaW", "deltaB", "update"))))
        .code(
            Listing.java(Text.of("Batches, drawn with replacement", "バッチ（復元抽出）"),
                Sources.members(BlogData.class, "draw", "indices")),
            Listing.java(Text.of("One step for each batch", "バッチごとに 1 ステップ"),
                Sources.members(BlogRun.class, "fit")));
    Twice.tell(page, BlogNet.PERCEPTRON, data, context.seed());
    results(page, runs, steps);
    weights(page, context, data, steps);
    return lessons(page).build();
  }

  private static void introduce(Page.Builder page, BlogData data) {
    float[] digit = new float[784];
    data.train().read(0, 0, digit, 0);
    page.paragraph(
            "An image is 28 × 28 = 784 numbers from 0 (paper) to 1 (ink). For each digit the network has 784 weights "
                + "and a bias; it multiplies, adds, and softmax turns the ten sums into ten probabilities. That makes "
                + "784 · 10 + 10 = 7850 numbers to learn.",
            "画像は 28 × 28 = 784 個の数で、0 が紙、1 がインクです。ネットワークは数字ごとに 784 個の重みと 1 個のバイアスを"
                + "持ち、掛けて足し合わせ、10 個の和をソフトマックスで 10 個の確率に変えます。学習する数は "
                + "784 · 10 + 10 = 7850 個です。")
        .formula("y = softmax(x · W + b),   W ← W − rate · xᵀ(y − t),   b ← b − rate · Σ(y − t)")
        .pictures(
            Text.of("The first training image. It is a 5, so its label is a row with a 1 at position 5.",
                "最初の訓練画像。数字は 5 なので、ラベルは位置 5 だけが 1 の行（one-hot ベクトル）です。"),
            List.of(Picture.digit(Text.same("0 0 0 0 0 1 0 0 0 0"), digit)))
        .chart(
            NetworkDiagram.of(Text.of("The network", "ネットワーク"),
                List.of(Text.of("pixels", "画素"), Text.of("digits", "数字")), 784, 10),
            "Every pixel is connected with every digit; nothing lies between.",
            "すべての画素がすべての数字につながっていて、間には何もありません。");
  }

  private static void results(Page.Builder page, List<BlogRun> runs, int steps) {
    double[] xs = runs.getFirst().xs();
    page.heading("What came out", "結果")
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
            "The line is the mean over the seeds, the band reaches from the lowest to the highest.",
            "線はシードの平均、帯は最小から最大までの範囲です。")
        .paragraph(
            "The times compare a laptop of its time, one interpreter and a matrix library with the machine named "
                + "below, where several seeds run side by side.",
            "時間の比較は、当時のノートパソコン上のインタプリタと行列ライブラリの結果と、下に記したマシンの結果との比較です。"
                + "こちらでは複数のシードを並行して実行しています。");
  }

  private static void weights(Page.Builder page, LessonContext context, BlogData data, int steps) {
    List<Picture> pictures = new ArrayList<>();
    try (CpuBackend backend = new CpuBackend(1);
        Model model =
            BlogNet.PERCEPTRON.model(BlogNet.PERCEPTRON.rate(), BlogNets.BATCH).seed(context.seed()).backend(backend)) {
      Tensor before = model.getWeight("dense_1/kernel");
      BlogRun.train(model, context.seed(), data, steps);
      Tensor after = model.getWeight("dense_1/kernel");
      pictures.add(picture(Text.of("0: weights", "0 の重み"), after, after, 0, 0));
      for (int digit = 0; digit < 10; digit++) {
        pictures.add(picture(Text.of(digit + ": learned", digit + " で学んだ分"), after, before, digit, -1));
      }
    }
    page.pictures(
        Text.of("Weights as images: blue speaks for the digit, red against it. On the left all of a digit's weights: "
                + "noise, for N(0, 1) is larger than anything learned. The others show what training added: templates.",
            "重みを画像にしたもの。青はその数字を支持し、赤は否定します。左端は 0 の重みそのもので、初期値 N(0, 1) のほうが"
                + "学んだ量より大きいため雑音にしか見えません。残りは学習で加わった分で、数字のひな形が見えます。"),
        pictures);
  }

  private static Picture picture(Text caption, Tensor after, Tensor before, int digit, int sign) {
    float[] values = new float[784];
    for (int i = 0; i < values.length; i++) {
      values[i] = after.get(i, digit) + sign * before.get(i, digit);
    }
    return new Picture(caption, 28, 28, values, Picture.Tone.SIGNED);
  }

  private static Page.Builder lessons(Page.Builder page) {
    return page.heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**Steps are not epochs.** The article's axis says “EPOCH” but counts batches. 3000 batches of 100 are "
                    + "300,000 images: five passes through 60,000.",
                "**ステップはエポックではありません。** 記事の横軸には EPOCH とありますが、数えているのはバッチです。100 枚の"
                    + "バッチ 3000 個は 30 万枚、6 万枚の訓練データを 5 周する量にあたります。"),
            Text.of(
                "**With replacement.** Each batch is drawn from all images anew, so some images come often and about "
                    + "e⁻⁵ = 0.7 % never come. That harms nothing here, but “five passes” is only an average.",
                "**復元抽出です。** バッチは毎回すべての画像から引き直すので、何度も現れる画像もあれば、一度も現れない画像も"
                    + "約 e⁻⁵ = 0.7 % あります。ここでは害はありませんが、「5 周」は平均の話です。"),
            Text.of(
                "**One run is an anecdote.** 86.64 % lies within our seeds. Another start gives another figure, and a "
                    + "change that gains 0.3 points has shown nothing yet.",
                "**1 回の実行は一例にすぎません。** 86.64 % はシードによるばらつきの範囲にあります。初期値が変われば値も"
                    + "変わるので、0.3 ポイント上がっただけでは改善したとは言えません。"),
            Text.of(
                "**The gradient is a sum here.** Kasane, like most libraries, takes the mean, so its rate is 0.001 · "
                    + "100. See [sums and averages](blog-sums-and-averages.html).",
                "**ここでの勾配は合計です。** Kasane は多くのライブラリと同じく平均を使うので、学習率を 0.001 · 100 にして"
                    + "います。[合計と平均](blog-sums-and-averages.html)のページを見てください。"));
  }
}
