package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Page;
import dev.kasane.sweep.Sweep;
import dev.kasane.sweep.SweepResult;
import dev.kasane.sweep.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many neurons the cubic needs: the loss against the number of neurons after 1000, 2000 and 3000 updates. */
final class NeuronsLesson implements Lesson {

  private static final FunctionTask TASK = FunctionTask.CUBIC;
  private static final int[] NEURONS = {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20};
  private static final int[] QUICK_NEURONS = {1, 3, 7};
  private static final int EVERY = 1000;
  private static final int RUNS = 10;
  private static final int SUFFICIENT = 7;

  @Override
  public String name() {
    return "fn-neurons";
  }

  @Override
  public Text title() {
    return Text.of("How many neurons?", "ニューロンはいくつ必要か");
  }

  @Override
  public Text summary() {
    return Text.of("The loss of the cubic against the number of neurons, ten runs each.",
        "3 次関数の損失をニューロン数ごとに 10 回ずつ調べます。");
  }

  @Override
  public int seconds() {
    return 20;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    int[] counts = context.quick() ? QUICK_NEURONS : NEURONS;
    int runs = context.quick() ? context.seeds() : Math.max(RUNS, context.seeds());
    Prose.add(page,
        """
        Chapter 6 of the article draws the loss against the number of hidden neurons, each point the mean of ten \
        runs, in three curves for 1000, 2000 and 3000 updates, and concludes: about seven neurons and 2000 updates \
        suffice for x³ − 2.5x². Here is the same study with %d runs for each point, tanh, rate 0.03; a band shows \
        the best and the worst run."""
            .formatted(runs),
        """
        記事の第 6 章では、横軸に隠れニューロンの数、縦軸に損失（10 回の平均）をとり、更新 1000 回、2000 回、3000 回の 3 本の曲線を描いて、\
        x³ − 2.5x² にはニューロン 7 個、更新 2000 回ほどで十分だと結論しています。同じ実験を各点 %d 回ずつ、tanh、学習率 0.03 で行いました。\
        帯は最良と最悪の実行を表します。"""
            .formatted(runs));
    double[][][] checks = measure(context, counts, runs);
    page.figures(Text.of("Check, cubic", "チェック（3 次関数）"), figures(counts, checks));
    charts(page, counts, checks);
    Prose.conclude(page, Text.of(
        """
        **Confirmed, with room to spare.** One neuron can only step once, two can go down and up; from three on the \
        curves are nearly flat. More updates lower all of them; more neurons do not. Seven suffices; so do three to \
        six.

        **Why more does not hurt here, and does not help.** With more neurons the output is a sum of more parts, so \
        the same rate makes a longer step; from about fifteen on the curve rises a little for that reason. There is \
        no overfitting: samples are drawn anew for each update and have no noise.

        **Usual mistake.** To read the minimum of such a curve as “the best number of neurons”. Compare its dip with \
        the band: where bands overlap, ten runs cannot tell one number from the next.""",
        """
        **確認できました。しかも余裕があります。** ニューロン 1 個では段が一つ、2 個なら下がって上がる形を作れます。3 個から先は曲線がほぼ平らになります。更新を\
        増やせばどの曲線も下がりますが、ニューロンを増やしても下がりません。7 個で十分ですが、3〜6 個でも足ります。

        **増やしても悪くならず、良くもならない理由。** ニューロンが増えると出力はより多くの項の和になり、同じ学習率でも一歩が大きくなります。\
        15 個あたりから曲線がわずかに上がるのはそのためです。標本は更新のたびに新しく引かれ、雑音もないので、過学習は起こりません。

        **よくある誤解。** このような曲線の最小点を「最適なニューロン数」と読むことです。くぼみの深さを帯の幅と比べてください。帯が重なって\
        いるところでは、10 回の実行では隣の数と区別できません。"""));
    page.code(
        Prose.source("By hand: the network", "手書き：ネットワーク", FFNN.class),
        Prose.source("With Kasane", "Kasane では", FunctionFit.class));
    page.code(Prose.source("The experiment, for sweeps", "スイープ用の実験", FunctionExperiment.class));
    return page.build();
  }

  /** Checks by updates, run and neurons. */
  private static double[][][] measure(LessonContext context, int[] counts, int runs) {
    SweepResult result = Sweep.of(new FunctionExperiment())
        .set("function", "cubic")
        .set("learning_rate", TASK.rate())
        .grid("neurons", Arrays.stream(counts).asDoubleStream().toArray())
        .seed(context.seed())
        .seeds(runs)
        .threads(context.threads())
        .run();
    double[][][] checks = new double[3][runs][counts.length];
    for (Trial trial : result.trials()) {
      for (int run = 0; run < runs; run++) {
        for (int k = 0; k < 3; k++) {
          checks[k][run][trial.index()] = trial.runs().get(run).points().get(k).get(FunctionExperiment.CHECK);
        }
      }
    }
    return checks;
  }

  private static Spread over(double[][] runs, int column) {
    return Spread.of(Arrays.stream(runs).mapToDouble(run -> run[column]).toArray());
  }

  private static List<Figure> figures(int[] counts, double[][][] checks) {
    List<Figure> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      for (int k = 1; k < 3; k++) {
        Text what = Text.of(counts[i] + " neurons, " + (k + 1) * EVERY + " updates",
            "ニューロン " + counts[i] + " 個、更新 " + (k + 1) * EVERY + " 回");
        Spread spread = over(checks[k], i);
        rows.add(counts[i] == SUFFICIENT && k == 1
            ? new Figure(what, Text.of("suffices", "十分"), spread, 2, "")
            : Figure.oursOnly(what, spread, 2, ""));
      }
    }
    return rows;
  }

  private static void charts(Page.Builder page, int[] counts, double[][][] checks) {
    double[] xs = Arrays.stream(counts).asDoubleStream().toArray();
    Plot plot = Plot.of(Text.of("Loss against neurons", "ニューロン数と損失"), Text.of("hidden neurons", "隠れニューロンの数"),
        Text.of("check (log scale)", "チェック（対数目盛）")).logY();
    for (int k = 0; k < 3; k++) {
      plot = plot.runs(Text.of((k + 1) * EVERY + " updates", "更新 " + (k + 1) * EVERY + " 回"), xs,
          checks[k]);
    }
    page.chart(plot, "Means of the runs; bands from the best to the worst run.",
        "各点は実行の平均、帯は最良から最悪までです。");
  }
}
