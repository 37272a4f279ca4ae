package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;

/** Both nets on the same batches. */
final class JointLesson extends BlogLesson {

  /** A colour of the theme that is red, and one that is blue: the article's curves. */
  private static final int RED = 1;

  private static final int BLUE = 0;

  JointLesson() {
    super(
        "blog-joint",
        Text.of("Two nets on the same batches", "2 つのネットを同じバッチで"),
        Text.of(
            "Perceptron and hidden layer side by side: equal at 3000 steps, more than two points apart at 30,000.",
            "単純パーセプトロンと隠れ層のあるネットを並べて学習させます。3000 ステップでは互角、30,000 ステップでは 2 ポイント以上の"
                + "差がつきます。"),
        120);
  }

  /** Both runs of a seed. */
  record Pair(BlogRun simple, BlogRun hidden) {
    double gap() {
      return hidden.lastTest() - simple.lastTest();
    }
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(3000, 40);
    int longer = context.scaled(30_000, 80);
    int[] lengths = lengths(steps / 20, 20);
    List<Integer> all = new ArrayList<>();
    for (int length : lengths) {
      all.add(length);
    }
    for (int i = 2; i <= 10; i++) {
      if (longer * i / 10 > steps) {
        all.add(longer * i / 10);
      }
    }
    int[] measured = all.stream().mapToInt(Integer::intValue).toArray();
    List<Pair> pairs = context.overSeeds(seed -> train(seed, data, measured));
    List<BlogRun> simple = pairs.stream().map(Pair::simple).toList();
    List<BlogRun> hidden = pairs.stream().map(Pair::hidden).toList();
    double[] xs = simple.getFirst().xs();
    return page()
        .paragraph(
            "To compare two networks, change the network and nothing else. Both get the same batches in the same "
                + "order, and where their parameters have one shape (the ten biases of the output) the same first "
                + "values.",
            "2 つのネットワークを比べるには、ネットワーク以外をすべて同じにします。ここでは同じバッチを同じ順序で与え、形が同じ"
                + "パラメータ（出力の 10 個のバイアス）には同じ初期値を使います。")
        .code(Listing.java(Text.of("Both of one seed", "1 つのシードで両方を学習"),
            Sources.members(JointLesson.class, "train")))
        .figures(
            caption(pairs.size()),
            List.of(
                Figure.of(Text.of("perceptron, " + steps + " steps", "単純パーセプトロン（" + steps + " ステップ）"), 86.64,
                    spread(simple, run -> run.testAt(steps)), 2, "%"),
                Figure.of(Text.of("hidden layer, " + steps + " steps", "隠れ層あり（" + steps + " ステップ）"), 87.08,
                    spread(hidden, run -> run.testAt(steps)), 2, "%"),
                Figure.oursOnly(Text.of("hidden − perceptron, " + steps + " steps", "差（" + steps + " ステップ）"),
                    new Spread(pairs.stream().map(p -> p.hidden.testAt(steps) - p.simple.testAt(steps)).toList()), 2,
                    "points"),
                Figure.oursOnly(Text.of("hidden − perceptron, " + longer + " steps", "差（" + longer + " ステップ）"),
                    new Spread(pairs.stream().map(Pair::gap).toList()), 2, "points")))
        .table(Text.of("Spread between seeds, " + longer + " steps", "シードによるばらつき（" + longer + " ステップ）"),
            spreadHeadings("test accuracy (%)", "テスト正解率 (%)"),
            List.of(row(BlogNet.PERCEPTRON.title(), spread(simple, BlogRun::lastTest), 2),
                row(BlogNet.HIDDEN.title(), spread(hidden, BlogRun::lastTest), 2)))
        .chart(
            accuracyPlot("Test accuracy, both nets", "両ネットのテスト正解率").xRange(0, steps).yRange(0, 100)
                .with(Series.ofRuns(BlogNet.PERCEPTRON.title(), xs, tests(simple)).colour(RED))
                .with(Series.ofRuns(BlogNet.HIDDEN.title(), xs, tests(hidden)).colour(BLUE)),
            "As the article draws it: 3000 steps, axis from 0 to 100. The two lie on each other.",
            "記事と同じ描き方です（3000 ステップ、縦軸は 0 から 100）。2 本の曲線はほぼ重なっています。")
        .chart(
            accuracyPlot("The same, longer and closer", "同じ実験を長く、拡大して").yRange(80, 96)
                .with(Series.ofRuns(BlogNet.PERCEPTRON.title(), xs, tests(simple)).colour(RED))
                .with(Series.ofRuns(BlogNet.HIDDEN.title(), xs, tests(hidden)).colour(BLUE)),
            "Ten times the steps, and an axis that shows what matters.",
            "ステップ数を 10 倍にし、違いが見える範囲に縦軸を拡大しました。")
        .chart(
            lossPlot().with(Series.ofRuns(BlogNet.PERCEPTRON.title(), xs, losses(simple)).colour(RED))
                .with(Series.ofRuns(BlogNet.HIDDEN.title(), xs, losses(hidden)).colour(BLUE)),
            "The loss (categorical cross entropy of training images), on a logarithmic axis.",
            "損失（訓練画像に対する多クラスの交差エントロピー）。縦軸は対数目盛です。")
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**Comparing too early.** At 3000 steps both have learned what ten templates can say. Only later does "
                    + "the hidden layer use what the perceptron lacks: combinations of strokes.",
                "**比べるのが早すぎます。** 3000 ステップの時点で、どちらもひな形 10 枚で言えることを学び終えたところです。隠れ層が、"
                    + "パーセプトロンにはない線の組み合わせを使い始めるのはその後です。"),
            Text.of(
                "**An axis from 0 to 100** hides the end of every learning curve: between 90 and 95 % half of all "
                    + "errors vanish, and it looks like nothing.",
                "**0 から 100 までの縦軸**は、学習曲線の終わりを隠します。90 % から 95 % への間に誤りは半分になるのに、図では変化がない"
                    + "ように見えます。"),
            Text.of(
                "**Pairs are worth more than runs.** With the same batches for both, the luck of the draw hits both "
                    + "and cancels in the difference.",
                "**対にした比較は情報量が多いのです。** 同じバッチを使えば、運の良し悪しは両方に同じようにはたらき、差をとると"
                    + "打ち消されます。"))
        .build();
  }

  private static Plot lossPlot() {
    return Plot.of(
            Text.of("Loss while learning", "学習中の損失"), Text.of("steps", "ステップ数"), Text.of("loss", "損失"))
        .logY();
  }

  private static double[][] losses(List<BlogRun> runs) {
    return runs.stream().map(BlogRun::loss).toArray(double[][]::new);
  }

  /** Trains both on the batches of a seed. */
  static Pair train(long seed, BlogData data, int... lengths) {
    try (CpuBackend backend = new CpuBackend(1);
        Model simple = BlogNets.perceptron(0.001, 100).seed(seed).backend(backend);
        Model hidden = BlogNets.hidden(0.001, 100).seed(seed).backend(backend)) {
      hidden.setWeight("dense_2/bias", simple.getWeight("dense_1/bias"));
      return new Pair(
          BlogRun.train(simple, seed, data, lengths),
          BlogRun.train(hidden, seed, data, lengths));
    }
  }
}
