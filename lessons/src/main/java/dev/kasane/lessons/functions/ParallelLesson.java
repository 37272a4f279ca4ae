package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.SamplingTraining;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** Several workers train from the same point, the best is kept, all go on from there. */
final class ParallelLesson implements Lesson {

  private static final int UPDATES = 1000;
  private static final int QUICK_UPDATES = 200;
  private static final int ROUNDS = 12;
  private static final int QUICK_ROUNDS = 3;
  private static final long SEED_OF_RUN = 1_000_000L;
  private static final int[] WORKERS = {1, 2, 4, 8};
  private static final int[] SIZES = {1, 10, 10, 1};

  @Override
  public String name() {
    return "fn-parallel";
  }

  @Override
  public Text title() {
    return Text.of("Parallel sampling training", "並列サンプリング学習");
  }

  @Override
  public Text summary() {
    return Text.of("Workers train side by side for 1000 updates each; the best is kept.",
        "複数のワーカーが並列に 1000 回ずつ更新し、最良のものだけを残します。");
  }

  @Override
  public int seconds() {
    return 60;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    Prose.add(page,
        """
        Chapter 9 lets several workers train from the same weights, each with its own random samples, for 1000 \
        updates; the one with the smallest check is kept. The public text breaks off there; we take it that all then \
        go on from the winner, again and again. In the browser each worker is a WebWorker, here a thread. Seeds \
        belong to round and worker, so the outcome does not depend on which thread is faster.""",
        """
        第 9 章では、複数のワーカーが同じ重みから出発し、それぞれ別の乱数の標本で 1000 回ずつ更新して、チェックがいちばん小さいものを残します。\
        公開されている本文はそこで途切れていますが、ここでは全員が勝者の重みから学習を続け、それを繰り返すものと解釈しました。ブラウザでは\
        ワーカーは WebWorker、ここではスレッドです。シードはラウンドとワーカーごとに決まっているので、どのスレッドが速いかによって結果が\
        変わることはありません。""");
    same(page, context.scaled(500, 100));
    int rounds = context.scaled(ROUNDS, QUICK_ROUNDS);
    int updates = context.scaled(UPDATES, QUICK_UPDATES);
    Plot chart = Plot.of(Text.of("Check of the best worker, mean of seeds", "最良ワーカーのチェック（シード平均）"),
            Text.of("updates of one worker", "ワーカー 1 つあたりの更新回数"), Text.of("check (log scale)", "チェック（対数目盛）"))
        .logY();
    List<List<Text>> rows = new ArrayList<>();
    double[] xs = IntStream.rangeClosed(1, rounds).mapToDouble(round -> (double) round * updates).toArray();
    for (int workers : WORKERS) {
      SamplingTraining plan = plan(workers, updates);
      double[][] runs = new double[context.seeds()][rounds];
      double[] last = new double[runs.length];
      for (int i = 0; i < runs.length; i++) {
        Weights start = Weights.random(new Random(context.seed() + i), SIZES);
        List<SamplingTraining.Round> history =
            ParallelFit.train(plan, start, rounds, SEED_OF_RUN * (context.seed() + i));
        for (int round = 0; round < rounds; round++) {
          SamplingTraining.Round each = history.get(round);
          runs[i][round] = each.checks()[each.best()];
        }
        last[i] = runs[i][rounds - 1];
      }
      chart = chart.line(Text.of(workers + " workers", "ワーカー " + workers + " 個"), xs, mean(runs));
      Spread spread = Spread.of(last);
      rows.add(List.of(Text.same("" + workers), Format.cell(spread), Format.range(spread),
          Text.same("" + (long) workers * rounds * updates)));
    }
    page.chart(chart, "More workers, a lower curve, with ever less gain for each doubling.",
        "ワーカーが多いほど曲線は下がりますが、2 倍にするごとの効果はだんだん小さくなります。");
    page.table(
        Text.of("sin x, 1-10-10-1, tanh, rate 0.1, after " + rounds + " rounds of " + updates + " updates",
            "sin x、1-10-10-1、tanh、学習率 0.1、" + updates + " 回の更新を " + rounds + " ラウンド"),
        List.of(Text.of("Workers", "ワーカー数"), Text.of("Check of the best", "最良のチェック"),
            Text.of("Seeds from … to", "シードの範囲"), Text.of("Updates in all", "更新の総数")),
        rows);
    page.code(
        Prose.source("By hand: threads", "手書き：スレッド", SamplingTraining.class),
        Prose.source("With Kasane", "Kasane では", ParallelFit.class));
    conclusion(page);
    return page.build();
  }

  private static SamplingTraining plan(int workers, int updates) {
    return new SamplingTraining(FunctionTask.SINE.learning(), Activation.TANH, 0.1, workers, updates);
  }

  private static double[] mean(double[][] runs) {
    return IntStream.range(0, runs[0].length)
        .mapToDouble(round -> Arrays.stream(runs).mapToDouble(run -> run[round]).average().orElseThrow())
        .toArray();
  }

  private static List<SamplingTraining.Round> byHand(SamplingTraining plan, Weights start) {
    try {
      return plan.train(start, 3, 7);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void same(Page.Builder page, int updates) {
    SamplingTraining plan = plan(4, updates);
    Weights start = Weights.random(new Random(1), SIZES);
    List<SamplingTraining.Round> byHand = byHand(plan, start);
    List<SamplingTraining.Round> kasane = ParallelFit.train(plan, start, 3, 7);
    List<List<Text>> rows = new ArrayList<>();
    for (int round = 0; round < byHand.size(); round++) {
      SamplingTraining.Round hand = byHand.get(round);
      SamplingTraining.Round library = kasane.get(round);
      rows.add(List.of(Text.same("" + (round + 1)),
          Text.same("#" + (hand.best() + 1) + ": " + Format.number(hand.checks()[hand.best()])),
          Text.same("#" + (library.best() + 1) + ": " + Format.number(library.checks()[library.best()])),
          Format.cell(hand.weights().distance(library.weights()))));
    }
    page.table(
        Text.of("Four workers by hand and with Kasane, same seeds", "ワーカー 4 個、同じシードでの手書きと Kasane"),
        List.of(Text.of("Round", "ラウンド"), Text.of("By hand: winner, check", "手書き：勝者とチェック"),
            Text.of("Kasane: winner, check", "Kasane：勝者とチェック"), Text.of("Weights differ by", "重みの差の最大値")),
        rows);
  }

  private static void conclusion(Page.Builder page) {
    Prose.conclude(page, Text.of(
        """
        **What it buys.** The check of a single run jumps up and down with the luck of the last samples; picking the \
        best of eight picks a lucky moment. That gain is real and limited: look at what eight times the computing \
        buys, and compare it with the spread between seeds. What helps in the same place is a rate that falls \
        towards the end.

        **What it is not.** The usual way to use many threads shares one batch: each thread computes the gradient of a \
        part, the gradients are added, all take the same step. That gives the same result as one thread, only sooner. \
        Kasane does this inside `fit`.

        **Usual mistakes.** To let the winner be chosen by the same 21 points that are reported: with many workers the \
        smallest of many checks is too good to be true (here the points are not trained on, but they are selected on). \
        And to share one random generator between threads: then no run can be repeated.""",
        """
        **何が得られるか。** 1 回の実行のチェックは、直前の標本の運で上下します。8 個の中から最良を選ぶのは、運の良い瞬間を選ぶことです。\
        効果は確かにありますが、限られています。8 倍の計算で何が得られたかを、シード間のばらつきと比べてみてください。同じ目的には、\
        終わりに向けて学習率を下げることも有効です。

        **これとは別のもの。** スレッドを使う普通の方法では、1 つのバッチを分け合います。各スレッドが一部の勾配を計算し、それを足し合わせて、\
        全員が同じ一歩を進みます。結果は 1 スレッドの場合と同じで、速くなるだけです。Kasane の `fit` の中ではこれを行っています。

        **よくある誤解。** 勝者を選ぶのに使った 21 点で成績も報告してしまうことです。ワーカーが多いほど、最小のチェックは実力以上に良く\
        見えます（学習には使っていなくても、選択には使っているからです）。また、乱数生成器をスレッド間で共有すると、実行を再現できなく\
        なります。"""));
  }
}
