package dev.kasane.lessons.blog;

import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.Functions;
import dev.kasane.report.Numbers;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Chart;
import dev.kasane.report.chart.HeatMap;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.sweep.Run;
import dev.kasane.sweep.Sweep;
import dev.kasane.sweep.SweepResult;
import dev.kasane.sweep.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Both nets at five learning rates. */
final class RatesLesson extends BlogLesson {

  /** The article's rates. */
  static final List<Double> RATES = List.of(0.001, 0.002, 0.003, 0.005, 0.01);

  private static final int[] LENGTHS =
      {1_000, 2_000, 3_000, 5_000, 7_000, 10_000, 20_000, 30_000, 50_000, 70_000, 100_000, 150_000, 200_000};
  private static final int SEEDED = 6;
  private static final int SMALLER = 1_000;

  RatesLesson() {
    super(
        "blog-rates",
        Text.of("Five learning rates", "5 つの学習率"),
        Text.of(
            "0.001 to 0.01 at 200,000 steps: a larger rate arrives sooner at the same place, until its steps are too "
                + "long to settle.",
            "学習率 0.001 から 0.01 まで、200,000 ステップ学習します。大きいほど同じ場所に早く着きますが、大きすぎると落ち着かなく"
                + "なります。"),
        540);
  }

  /** The runs of one rate: one a seed, the first the longest. */
  private record Runs(double rate, List<BlogRun> simple, List<BlogRun> hidden) {}

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int[] all = Arrays.stream(LENGTHS).map(length -> length / (context.quick() ? SMALLER : 1)).toArray();
    int[] seeded = Arrays.copyOf(all, SEEDED);
    List<Runs> byRate = new ArrayList<>();
    List<List<BlogRun>> simple = sweep(context, BlogNet.PERCEPTRON, data, all, seeded);
    List<List<BlogRun>> hidden = sweep(context, BlogNet.HIDDEN, data, all, seeded);
    for (int r = 0; r < RATES.size(); r++) {
      byRate.add(new Runs(RATES.get(r), simple.get(r), hidden.get(r)));
    }
    return page(context, all, seeded[SEEDED - 1], byRate);
  }

  /** By rate: the long run of the first seed, then the shorter ones of all others. */
  private static List<List<BlogRun>> sweep(LessonContext context, BlogNet net, BlogData data, int[] all, int[] seeded) {
    SweepResult first = sweep(context, net, data, all[all.length - 1], context.seed(), 1);
    List<List<BlogRun>> byRate = new ArrayList<>();
    for (Trial trial : first.trials()) {
      byRate.add(new ArrayList<>(List.of(measured(trial.runs().getFirst(), all))));
    }
    if (context.seeds() > 1) {
      SweepResult others =
          sweep(context, net, data, seeded[seeded.length - 1], context.seed() + 1, context.seeds() - 1);
      for (Trial trial : others.trials()) {
        trial.runs().forEach(run -> byRate.get(trial.index()).add(measured(run, seeded)));
      }
    }
    return byRate;
  }

  /** Every rate with every seed, as many runs at a time as there are threads. */
  private static SweepResult sweep(
      LessonContext context, BlogNet net, BlogData data, int steps, long firstSeed, int seeds) {
    return Sweep.of(new BlogExperiment(net, () -> data))
        .grid("learning_rate", RATES.stream().mapToDouble(Double::doubleValue).toArray())
        .set("steps", steps)
        .seed(firstSeed)
        .seeds(seeds)
        .threads(context.threads())
        .run();
  }

  private static BlogRun measured(Run run, int[] lengths) {
    return BlogRun.of(run.points(), lengths);
  }

  private Page page(LessonContext context, int[] all, int common, List<Runs> byRate) {
    String last = Numbers.general(all[all.length - 1], 6);
    String shared = Numbers.general(common, 6);
    List<Figure> figures = new ArrayList<>();
    List<List<Text>> rows = new ArrayList<>();
    for (Runs runs : byRate) {
      figures.add(Figure.of(Text.of("hidden layer, rate " + runs.rate + ", " + last + " steps, one seed",
              "隠れ層あり、学習率 " + runs.rate + "、" + last + " ステップ、1 シード"),
          96, Spread.of(runs.hidden.getFirst().lastTest()), 2, "%"));
      rows.add(row(Text.of("perceptron, rate " + runs.rate, "単純パーセプトロン、学習率 " + runs.rate),
          spread(runs.simple, run -> run.testAt(common)), 2));
      rows.add(row(Text.of("hidden layer, rate " + runs.rate, "隠れ層あり、学習率 " + runs.rate),
          spread(runs.hidden, run -> run.testAt(common)), 2));
    }
    List<Chart> frames = new ArrayList<>();
    byRate.forEach(runs -> frames.add(curves(runs)));
    return page()
        .paragraph(
            "The gradient says which way is down, the learning rate how far to go. All runs of a seed begin with the "
                + "same weights and see the same batches; the rate is all that differs.",
            "勾配は下る向きを、学習率は進む距離を決めます。同じシードの実行は同じ初期値から始まり、同じバッチを使います。違うのは"
                + "学習率だけです。")
        .code(
            Listing.java(Text.of("By hand: the rate's place", "手書き: 学習率の使われるところ"),
                Sources.members(Functions.class, "update")),
            Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(BlogNets.class, "hidden")),
            Listing.java(Text.of("The sweep", "スイープ"), Sources.members(RatesLesson.class, "sweep")))
        .figures(Text.of("The article: all rates end alike (its hidden net near 96 %). Ours:",
            "記事では、どの学習率でも最後は同じ正解率です（隠れ層ありで約 96 %）。追試の値:"), figures)
        .table(Text.of("Test accuracy (%) after " + shared + " steps, " + context.seeds() + " seeds",
            shared + " ステップ後のテスト正解率 (%)、" + context.seeds() + " シード"), spreadHeadings("net", "ネット"), rows)
        .chart(heat(byRate, all), "Follow a row to see one rate learn, a column to compare rates after equal work.",
            "行をたどると 1 つの学習率での学習の進み方が、列を見ると同じ計算量での学習率の比較がわかります。")
        .chart(together(byRate, false),
            "Perceptron: larger rates are ahead at first; at 0.01 the end is lower and jumps.",
            "単純パーセプトロン。はじめは学習率が大きいほど先に進みますが、0.01 では最後が低く、値が跳ねます。")
        .chart(together(byRate, true), "Hidden layer: ten times the rate, about a tenth of the steps.",
            "隠れ層あり。学習率を 10 倍にすると、必要なステップ数は約 10 分の 1 になります。")
        .animation(frames, Text.of("Both nets as the rate grows from 0.001 to 0.01.",
            "学習率を 0.001 から 0.01 まで上げたときの両ネット。"), 1000)
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**A rate means nothing by itself.** The article's gradients are sums over 100 images. With means, as "
                    + "libraries take them, its 0.001 is 0.1 and its 0.01 is 1. Copying a rate from one to the other "
                    + "is a mistake by the factor of the batch size.",
                "**学習率だけを見ても意味がありません。** 記事の勾配は 100 枚分の合計です。ライブラリのように平均を使うなら、0.001 は "
                    + "0.1、0.01 は 1 に相当します。そのまま写すと、バッチサイズ倍だけずれてしまいます。"),
            Text.of(
                "**“The curve breaks up, so the program is wrong.”** Near the bottom, steps of fixed length jump "
                    + "across the valley: each batch has a bottom of its own. Lower the rate with time (`Schedules`) "
                    + "and the curve settles.",
                "**「曲線が乱れるのはプログラムの誤り」とは限りません。** 谷底の近くでは、歩幅が一定だと谷を飛び越えます。谷底の位置は"
                    + "バッチごとに違うからです。学習率を徐々に下げれば（`Schedules`）曲線は落ち着きます。"),
            Text.of(
                "**The next idea is named, not tried:** momentum. With `momentum(rate, 0.9)` in place of `sgd(rate)`, "
                    + "steps add up along the valley and cancel across it.",
                "**記事は次の案としてモメンタムを挙げて終わります。** `sgd(rate)` を `momentum(rate, 0.9)` に替えると、谷に沿った動きは"
                    + "積み重なり、谷を横切る動きは打ち消し合います。"))
        .build();
  }

  private static Plot curves(Runs runs) {
    return accuracyPlot("Learning rate " + runs.rate, "学習率 " + runs.rate).logX().yRange(60, 100)
        .with(series(BlogNet.PERCEPTRON.title(), runs.simple.getFirst()).colour(1))
        .with(series(BlogNet.HIDDEN.title(), runs.hidden.getFirst()).colour(0));
  }

  private static Plot together(List<Runs> byRate, boolean hidden) {
    Plot plot = (hidden ? accuracyPlot("Hidden layer, five rates", "隠れ層あり、5 つの学習率")
        : accuracyPlot("Perceptron, five rates", "単純パーセプトロン、5 つの学習率")).logX().yRange(60, 100);
    for (Runs runs : byRate) {
      plot = plot.with(series(Text.same(String.valueOf(runs.rate)), (hidden ? runs.hidden : runs.simple).getFirst()));
    }
    return plot;
  }

  private static Series series(Text name, BlogRun run) {
    return Series.of(name, run.xs(), run.test(), Series.Mark.LINE);
  }

  private static HeatMap heat(List<Runs> byRate, int[] all) {
    return new HeatMap(
        Text.of("Hidden layer: test accuracy", "隠れ層あり: テスト正解率"), Text.of("steps", "ステップ数"),
        Text.of("learning rate", "学習率"),
        Arrays.stream(all).mapToObj(length -> length >= 1000 ? length / 1000 + "k" : "" + length).toList(),
        byRate.stream().map(runs -> String.valueOf(runs.rate)).toList(),
        byRate.stream().map(runs -> runs.hidden.getFirst().test()).toArray(double[][]::new), Text.same("%"), 1);
  }
}
