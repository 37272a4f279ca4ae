package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.Batch;
import dev.kasane.lessons.blog.byhand.OneFilterCnn;
import dev.kasane.report.Numbers;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Bars;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.train.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The CNN that took five hours, against loops, live. */
final class RaceLesson extends BlogLesson {

  /** 3000 steps of the CNN. */
  static final double ARTICLE_SECONDS = 18_282.343217134476;

  private static final int ARTICLE_STEPS = 3000;

  RaceLesson() {
    super(
        "blog-race",
        Text.of("Five hours in seconds", "5 時間を数秒に"),
        Text.of(
            "The one-filter CNN took the article 18,282 s. Here plain loops and Kasane race through it, on this "
                + "machine, now.",
            "フィルタ 1 枚の CNN の学習に、記事では 18,282 秒かかりました。ここではこのマシンで今、素朴なループと Kasane を競争"
                + "させます。"),
        15);
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(ARTICLE_STEPS, 20);
    double kasane;
    double accuracy;
    try (CpuBackend backend = new CpuBackend(1);
        Model model =
            BlogNet.CNN.model(BlogNet.CNN.rate(), BlogNets.BATCH).seed(context.seed()).backend(backend)) {
      long start = System.nanoTime();
      BlogRun.fit(model, data.draw(steps, BlogNets.BATCH, new Random(context.seed())), BlogNets.BATCH);
      kasane = (System.nanoTime() - start) * 1e-9;
      accuracy = 100 * model.evaluate(data.test(), 500).accuracy();
    }
    return page(steps, kasane, accuracy, naive(context, data, steps));
  }

  /** Seconds of the same steps on the same batches with loops, their just-in-time compilation included. */
  private static double naive(LessonContext context, BlogData data, int steps) {
    OneFilterCnn net = Twice.cnn(new Random(context.seed()));
    int[] chosen = BlogData.indices(data.train().size(), steps * BlogNets.BATCH, new Random(context.seed()));
    long nanos = 0;
    for (int step = 0; step < steps; step++) {
      int[] batch = Arrays.copyOfRange(chosen, step * BlogNets.BATCH, (step + 1) * BlogNets.BATCH);
      Batch tables = BlogData.tables(data.train().select(batch), BlogNets.BATCH);
      long start = System.nanoTime();
      net.train(tables.images(), tables.labels(), BlogNet.CNN.rate());
      nanos += System.nanoTime() - start;
      context.progress().progress("loops, step", step + 1, steps);
    }
    return nanos * 1e-9;
  }

  private Page page(int steps, double kasane, double accuracy, double naive) {
    double article = ARTICLE_SECONDS / ARTICLE_STEPS * steps;
    Spread ours = Spread.of(kasane);
    return page()
        .paragraph(
            "The job: one 5 × 5 filter with a bias for each position, ReLU, 10 outputs; " + steps
                + " steps with batches of 100. **Both make all of them, on the same batches**, from a standing start: "
                + "what the JVM needs to compile the loops, and Kasane its plan, counts. Kasane's network then names "
                + Numbers.fixed(accuracy, 1) + " % of the test images rightly.",
            "課題は、位置ごとのバイアスを持つ 5 × 5 のフィルタ 1 枚、ReLU、出力 10 個のネットワークを、100 枚のバッチで " + steps
                + " ステップ学習することです。**どちらも同じバッチで全ステップを実行します。** JVM がループをコンパイルする時間も、"
                + "Kasane が計画を作る時間も含みます。学習後、Kasane のネットワークはテスト画像の "
                + Numbers.fixed(accuracy, 1) + " % を正しく答えます。")
        .figures(
            Text.of(steps + " steps; the article's time for as many, both of ours on one thread",
                steps + " ステップの時間。記事は同じステップ数に換算した値、追試はどちらも 1 スレッド"),
            List.of(
                Figure.of(Text.of("with Kasane", "Kasane"), article, ours, 2, "s"),
                Figure.of(Text.of("with plain loops in Java", "Java の素朴なループ"), article,
                    Spread.of(naive), 1, "s"),
                Figure.oursOnly(Text.of("Kasane is faster than the loops", "ループに対する Kasane の速さ"),
                    Spread.of(naive / kasane), 1, "×"),
                Figure.oursOnly(Text.of("Kasane is faster than the article", "記事に対する Kasane の速さ"),
                    Spread.of(article / kasane), 0, "×")))
        .chart(
            Bars.of(Text.of(steps + " steps of the CNN", "CNN の " + steps + " ステップ"),
                    Text.of("seconds (logarithmic)", "秒（対数目盛）"),
                    List.of(Text.of("article", "記事"), Text.of("loops in Java", "Java のループ"), Text.same("Kasane")))
                .log()
                .set(Text.of("time", "時間"), article, naive, kasane),
            "Each grid line is a multiple of the one below: a bar that looks a little shorter is many times faster.",
            "対数目盛なので、少し短く見える棒でも実際は何倍も速いことを意味します。")
        .heading("Where the hours went", "何時間もかかった理由")
        .paragraph(
            "One step is about 10 million multiplications and additions. A processor core does billions a second, so "
                + "the arithmetic takes milliseconds. The article's six seconds a step went into the interpreter: "
                + "each of 100 · 576 positions is a round of a Python loop that cuts out a window, makes new arrays "
                + "and calls the library for 25 multiplications.",
            "1 ステップは約 1000 万回の積和です。プロセッサのコアは毎秒数十億回計算できるので、計算そのものは数ミリ秒で済みます。"
                + "記事の 1 ステップ約 6 秒は、インタプリタに使われていました。100 · 576 個の位置それぞれで Python のループが 1 回まわり、"
                + "窓を切り出し、新しい配列を作り、たった 25 回の掛け算のためにライブラリを呼び出しています。")
        .code(Listing.java(Text.of("The loops that run here", "ここで走るループ"),
            Sources.members(OneFilterCnn.class, "convolve", "train")))
        .bullets(
            Text.of(
                "**Loops in a compiled language are fast already.** The same loops in Java, written without a thought "
                    + "for speed, are far ahead of the article. What remains between them and Kasane: several numbers "
                    + "in one instruction, `float` instead of `double`, and no new arrays.",
                "**コンパイルされる言語ならループでもすでに速いのです。** 速さを考えずに書いた Java のループでも、記事よりはるかに速く"
                    + "終わります。Kasane との差は、1 命令で複数の数を計算すること、`double` ではなく `float` を使うこと、配列を"
                    + "作り直さないことから生まれます。"),
            Text.of(
                "**The machines differ.** The article used a 2.4 GHz Core i5 laptop with 4 GB; ours is named below. "
                    + "Some of the factor is years of hardware. The race against the loops is the fair one: same "
                    + "machine, same minute.",
                "**マシンが違います。** 記事は 2.4 GHz の Core i5、メモリ 4 GB のノートパソコン、こちらは下に記したマシンです。差の"
                    + "一部はハードウェアの進歩です。公平なのはループとの競争で、同じマシンで同じ時に測っています。"),
            Text.of(
                "**Usual mistake.** To blame the network. Whoever waits five hours tries fewer ideas; the article "
                    + "gave up here, one step before the ideas that would have helped.",
                "**よくある誤解。** ネットワークが悪いと考えることです。5 時間待つ人は、試せる案も減ります。記事はここで諦めましたが、"
                    + "効果のある工夫はそのすぐ先にありました。"))
        .build();
  }
}
