package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.HeatMap;
import dev.kasane.report.page.Page;
import dev.kasane.sweep.Sweep;
import dev.kasane.sweep.SweepResult;
import dev.kasane.sweep.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Layers against neurons: where to put the parameters one can afford. */
final class LayersLesson implements Lesson {

  private static final FunctionTask TASK = FunctionTask.WAVES;
  private static final int[] NEURONS = {3, 5, 10, 20};
  private static final int[] QUICK_NEURONS = {3, 10};
  private static final int LAYERS = 5;
  private static final int QUICK_LAYERS = 2;
  private static final int UPDATES = 6000;
  private static final int QUICK_UPDATES = 500;
  private static final int RUNS = 10;

  @Override
  public String name() {
    return "fn-layers";
  }

  @Override
  public Text title() {
    return Text.of("Layers or neurons?", "層を増やすか、ニューロンを増やすか");
  }

  @Override
  public Text summary() {
    return Text.of("Hidden layers against neurons in each, on a sum of two waves; ten runs a cell.",
        "2 つの波の和を題材に、隠れ層の数と 1 層のニューロン数の組み合わせを 10 回ずつ比べます。");
  }

  @Override
  public int seconds() {
    return 60;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    int[] neurons = context.quick() ? QUICK_NEURONS : NEURONS;
    int layers = context.scaled(LAYERS, QUICK_LAYERS);
    int updates = context.scaled(UPDATES, QUICK_UPDATES);
    int runs = context.quick() ? context.seeds() : Math.max(RUNS, context.seeds());
    Prose.add(page,
        """
        Chapter 11 compares numbers of layers and of neurons; its figures are not public. Here every combination \
        learns %s from 0 to 2π, tanh, rate 0.1, %d updates, %d runs each. The map shows the mean check, the table \
        also its spread and the number of parameters."""
            .formatted(TASK.formula(), updates, runs),
        """
        第 11 章では層の数とニューロンの数を比べていますが、その数値は公開されていません。ここではすべての組み合わせに %s（0 から 2π まで）を\
        学習させました。tanh、学習率 0.1、更新 %d 回、各 %d 回の実行です。図は平均のチェック、表はばらつきとパラメータ数も示します。"""
            .formatted(TASK.formula(), updates, runs));
    SweepResult result = Sweep.of(new FunctionExperiment())
        .set("function", "waves")
        .set("learning_rate", TASK.rate())
        .set("updates", updates)
        .set("every", updates)
        .grid("layers", IntStream.rangeClosed(1, layers).asDoubleStream().toArray())
        .grid("neurons", Arrays.stream(neurons).asDoubleStream().toArray())
        .seed(context.seed())
        .seeds(runs)
        .threads(context.threads())
        .run();
    double[][] means = new double[layers][neurons.length];
    List<List<Text>> rows = new ArrayList<>();
    for (Trial trial : result.trials()) {
      int depth = trial.settings().whole("layers");
      int width = trial.settings().whole("neurons");
      int[] hidden = new int[depth];
      Arrays.fill(hidden, width);
      Spread spread = trial.spread(FunctionExperiment.CHECK);
      means[depth - 1][Arrays.binarySearch(neurons, width)] = spread.mean();
      rows.add(List.of(Text.same("" + depth), Text.same("" + width),
          Text.same("" + Weights.zeros(Fit.sizes(hidden)).count()), Format.cell(spread), Format.range(spread)));
    }
    page.chart(
        new HeatMap(Text.of("Mean check", "チェックの平均"), Text.of("neurons in each hidden layer", "1 層あたりのニューロン数"),
            Text.of("hidden layers", "隠れ層の数"), Arrays.stream(neurons).mapToObj(String::valueOf).toList(),
            IntStream.rangeClosed(1, layers).mapToObj(String::valueOf).toList(), means,
            Text.of("check", "チェック"), 3),
        "Smaller is better.", "小さいほど良い結果です。");
    page.table(Text.of("Check after " + updates + " updates", "更新 " + updates + " 回後のチェック"),
        List.of(Text.of("Hidden layers", "隠れ層"), Text.of("Neurons each", "ニューロン数"),
            Text.of("Parameters", "パラメータ数"), Text.of("Mean ± deviation", "平均 ± 標準偏差"),
            Text.of("Best … worst", "最良 … 最悪")),
        rows);
    page.code(
        Prose.source("By hand: any number of layers", "手書き：任意の層数", FFNN.class),
        Prose.source("With Kasane", "Kasane では", FunctionFit.class));
    conclusion(page);
    return page.build();
  }

  private static void conclusion(Page.Builder page) {
    Prose.conclude(page, Text.of(
        """
        **The second layer is the step that counts.** With 10 or 20 neurons each, the check falls far more from one \
        hidden layer to two than from twice as many neurons: a second layer bends what is already bent. In a single \
        layer more neurons even make it worse at this rate. Beyond two layers less is gained, and narrow deep nets \
        have the widest spread: three neurons that have to pass everything on through five layers fail in some runs \
        and succeed in others.

        **Parameters are not the measure.** Compare rows of about as many parameters: how they are arranged matters \
        more than their number.

        **Usual mistake.** “Deeper is better.” The start between −0.5 and 0.5 has no regard for the width: in wide \
        layers the sums become large, in narrow deep ones the signal fades from layer to layer and with it the \
        gradient. Initializers such as Glorot's choose the range by the width for this reason.""",
        """
        **効くのは 2 層目です。** 1 層 10 個や 20 個の場合、隠れ層を 1 つから 2 つにすると、ニューロンを 2 倍にするよりもはるかにチェックが\
        下がります。すでに曲がっているものをさらに曲げられるからです。隠れ層が 1 つのままニューロンを増やすと、この学習率ではかえって悪く\
        なります。3 層以上では得るものが少なくなり、細くて深いネットワークは結果のばらつきがいちばん大きくなります。3 個のニューロンで 5 層\
        受け渡すと、成功する実行もあれば失敗する実行もあります。

        **パラメータの数だけでは決まりません。** パラメータ数が同じくらいの行どうしを比べてください。数よりも並べ方が効きます。

        **よくある誤解。** 「深いほど良い」とは限りません。−0.5 から 0.5 までという初期値は層の幅を考慮していません。広い層では和が大きく\
        なり、細く深いネットワークでは信号が層ごとに弱まって勾配も消えていきます。Glorot などの初期化法が幅に応じて範囲を決めるのはその\
        ためです。"""));
  }
}
