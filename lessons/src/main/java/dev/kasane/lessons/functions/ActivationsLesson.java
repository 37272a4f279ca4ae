package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The article's three claims with each activation: the article does not say which it used, and it matters. */
final class ActivationsLesson implements Lesson {

  @Override
  public String name() {
    return "fn-activations";
  }

  @Override
  public Text title() {
    return Text.of("Why the activation matters", "活性化関数はなぜ大切か");
  }

  @Override
  public Text summary() {
    return Text.of("x, x² and the cubic with sigmoid, tanh, ReLU and none: three of four claims depend on it.",
        "x、x²、3 次関数をシグモイド、tanh、ReLU、活性化なしで学習し、結果を比べます。");
  }

  @Override
  public int seconds() {
    return 15;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    Prose.add(page,
        """
        The article gives rates and numbers of updates but not the activation of its hidden neurons. So we ask: with \
        which activation does what it says hold? Each cell of the table is the mean of %d seeds of the check at the \
        end, ± the standard deviation; the last column has the cubic again at rate 0.1."""
            .formatted(context.seeds()),
        """
        記事には学習率と更新回数は書かれていますが、隠れニューロンの活性化関数は書かれていません。そこで、どの活性化関数なら記事の\
        とおりになるのかを調べます。表の各欄は %d 個のシードでの最後のチェックの平均 ± 標準偏差です。3 次関数については学習率 0.1 の\
        結果も並べました。"""
            .formatted(context.seeds()));
    List<Column> columns = List.of(
        new Column(FunctionTask.IDENTITY, 0.1, 300),
        new Column(FunctionTask.SQUARE, 0.03, 1000),
        new Column(FunctionTask.CUBIC, 0.03, 3000),
        new Column(FunctionTask.CUBIC, 0.1, 3000));
    Map<Activation, Fit> cubics = new EnumMap<>(Activation.class);
    List<List<Text>> rows = new ArrayList<>();
    for (Activation h : List.of(Activation.IDENTITY, Activation.SIGMOID, Activation.TANH, Activation.RELU)) {
      List<Text> row = new ArrayList<>(List.of(name(h)));
      for (Column column : columns) {
        List<Fit> fits = Fit.trainAll(
            context, column.task, h, column.rate, column.updates, column.updates / context.scaled(50, 5),
            FunctionTask.NEURONS);
        row.add(Text.same(cell(fits)));
        if (column.task == FunctionTask.CUBIC && column.rate == FunctionTask.CUBIC.rate()) {
          cubics.put(h, fits.getFirst());
        }
      }
      rows.add(row);
    }
    List<Text> head = new ArrayList<>(List.of(Text.of("Activation", "活性化関数")));
    columns.forEach(column -> head.add(Text.of(
        column.task.formula() + ", rate " + column.rate + ", " + column.updates + " updates",
        column.task.formula() + "、学習率 " + column.rate + "、" + column.updates + " 回")));
    List<Text> article = List.of(Text.of("Article (unnamed)", "記事（記載なし）"), Text.of("done", "学習完了"),
        Text.of("learned", "学習できた"), Text.of("roughly", "おおまかに表現"), Text.same("–"));
    rows.addFirst(article);
    page.table(Text.of("Check at the end, network 1-10-1", "学習後のチェック（1-10-1）"), head, rows);
    charts(page, cubics);
    page.code(
        Prose.source("By hand: activations and their slopes", "手書き：活性化関数とその傾き", Activation.class),
        Prose.source("With Kasane: a setting of the layer", "Kasane では：層の設定", FunctionFit.class));
    conclusion(page);
    return page.build();
  }

  /** Mean and deviation; the range where some seeds went astray, since a mean would hide that. */
  private static String cell(List<Fit> fits) {
    double[] finite = fits.stream().mapToDouble(Fit::check).filter(Double::isFinite).toArray();
    if (finite.length < fits.size()) {
      return (fits.size() - finite.length) + " / " + fits.size() + " NaN";
    }
    Spread spread = Spread.of(finite);
    boolean wide = spread.deviation() > spread.mean() / 2;
    return Format.spread(spread) + (wide ? " (" + Format.range(spread).en() + ")" : "");
  }

  private static void charts(Page.Builder page, Map<Activation, Fit> cubics) {
    Plot curves = Plot.of(Text.of("Cubic, rate 0.03: learning curves (first run)", "3 次関数、学習率 0.03：学習曲線（最初の実行）"),
            Text.of("updates", "更新回数"), Text.of("check (log scale)", "チェック（対数目盛）"))
        .logY();
    Fit first = cubics.values().iterator().next();
    Plot outputs = Plot.of(Text.of("Cubic: what came of it (first run)", "3 次関数：学習後の出力（最初の実行）"),
            Text.same("x"), Text.same("y"))
        .line(Text.of("true", "真の関数"), first.xs(), first.truth());
    for (Map.Entry<Activation, Fit> entry : cubics.entrySet()) {
      curves = curves.line(name(entry.getKey()), entry.getValue().steps(), entry.getValue().curve());
      outputs = outputs.line(name(entry.getKey()), entry.getValue().xs(), entry.getValue().outputs());
    }
    page.chart(curves, "None and sigmoid stay where the best straight line is.",
        "活性化なしとシグモイドは、最良の直線の水準にとどまっています。");
    page.chart(outputs, "The same four networks over the true curve.", "同じ 4 つのネットワークの出力と真の曲線です。");
  }

  private static Text name(Activation h) {
    return switch (h) {
      case IDENTITY -> Text.of("none", "なし");
      case SIGMOID -> Text.of("sigmoid", "シグモイド");
      case TANH -> Text.same("tanh");
      case RELU -> Text.same("ReLU");
    };
  }

  private static void conclusion(Page.Builder page) {
    Prose.conclude(page, Text.of(
        """
        **Without activation** the network is one straight line, however many neurons it has: perfect for x, and for \
        the others as good as a line can be. This is the floor that each activation has to beat.

        **Sigmoid** misses all three claims at the article's rates and reaches them with more updates or a larger \
        rate. Its slope is at most ¼ where tanh has 1, so gradients that pass through it are a quarter as large at \
        the start; and its values are never negative, so every weight behind it is pushed the same way at the same \
        time. It is not unable to learn, it learns slowly.

        **tanh** holds all three claims with every seed. All other lessons of this series use it.

        **ReLU** learns fast and is the least predictable: where seeds differ widely the table shows the range. A \
        neuron whose sum is negative for every x has gradient 0 and never comes back (a dead neuron). With ten \
        neurons the loss of a few can be seen; with thousands nobody notices. Its fit is made of straight pieces: \
        look at the corners.

        **Usual mistake.** “Sigmoid is obsolete, ReLU is best.” At rate 0.1 the sigmoid fits the cubic well, and \
        ReLU at the same rate can be thrown far off. Activation, rate and start have to be chosen together.""",
        """
        **活性化関数なし**では、ニューロンがいくつあってもネットワークは 1 本の直線です。x は完璧に学習できますが、ほかの関数では直線で\
        できる限度までしか近づけません。どの活性化関数も、まずこの値を下回らなければ意味がありません。

        **シグモイド**は、記事の学習率では 3 つとも記事のとおりになりません。更新を増やすか学習率を上げれば届きます。傾きが tanh では最大 1 \
        なのに対してシグモイドでは最大 1/4 なので、通り抜ける勾配が最初から 4 分の 1 になります。さらに値が負にならないため、後ろの重みが\
        そろって同じ向きに押されます。学習できないのではなく、学習が遅いのです。

        **tanh** では、どのシードでも 3 つとも記事のとおりになります。この連載のほかの課題では tanh を使います。

        **ReLU** は速く学習しますが、結果がいちばん読めません。シードによる差が大きい欄には範囲を示しました。どの x に対しても入力の和が\
        負になるニューロンは、勾配が 0 になり二度と戻ってきません（死んだニューロン）。10 個のうち数個が失われれば目立ちますが、何千個も\
        あれば誰も気づきません。出力は線分をつないだ折れ線です。角を見てください。

        **よくある誤解。** 「シグモイドは時代遅れで ReLU が最良」というのは言い過ぎです。学習率 0.1 ならシグモイドでも 3 次関数をよく近似でき、\
        逆に ReLU は同じ学習率で大きく外れることがあります。活性化関数、学習率、初期値は組み合わせて選ぶものです。"""));
  }

  private record Column(FunctionTask task, double rate, int updates) {}
}
