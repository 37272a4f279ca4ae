package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.FunctionNet;
import dev.kasane.lessons.functions.byhand.NN;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Numerical gradient against backpropagation: how well they agree, and what each costs. */
final class GradientsLesson implements Lesson {

  private static final int SAMPLES = FunctionTask.M + 1;
  private static final double FINE = 1e-6;

  @Override
  public String name() {
    return "fn-gradients";
  }

  @Override
  public Text title() {
    return Text.of("Numerical gradient against backpropagation", "数値微分と誤差逆伝播法");
  }

  @Override
  public Text summary() {
    return Text.of("Both give the same gradient; one takes as many passes as there are parameters, the other two.",
        "どちらも同じ勾配を与えますが、一方はパラメータの数だけ、もう一方は往復 1 回の計算で済みます。");
  }

  @Override
  public int seconds() {
    return 30;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    Prose.add(page,
        """
        The article's first network moves each parameter by d = 0.01 and looks how the loss changes: the forward \
        difference (L(p + d) − L(p)) / d. Chapter 7 derives backpropagation, which computes all derivatives exactly in \
        one walk from the output back to the input. Both are below, and a test holds that they agree.""",
        """
        記事の最初のネットワークは、パラメータを 1 つずつ d = 0.01 だけ動かして損失の変化を調べます。前進差分 (L(p + d) − L(p)) / d \
        です。第 7 章では誤差逆伝播法を導きます。こちらは出力から入力へ一度さかのぼるだけで、すべての微分を正確に計算します。下に両方の\
        コードがあり、結果が一致することはテストで確かめています。""");
    agreement(page);
    training(page, context);
    cost(page, context.quick());
    page.heading("The code", "コード");
    page.code(
        Prose.source("By hand: numerical gradient", "手書き：数値微分", NN.class),
        Prose.source("By hand: backpropagation", "手書き：誤差逆伝播法", FFNN.class));
    page.code(Prose.source("With Kasane", "Kasane では", FunctionFit.class));
    Prose.conclude(page, Text.of(
        """
        **When to use which.** Backpropagation to train, always. Numerical gradients to check it: a wrong sign in a \
        hand-written backward pass often still learns a little, and only a comparison shows it. Use central \
        differences and double precision for that.

        **Usual mistakes.** Making d as small as possible: below about 10⁻⁸ the difference of two nearly equal \
        losses is only rounding. Forgetting to set the parameter back: adding d and subtracting it again, as the \
        article does, does not always give the old number in floating point; remembering it does. Taking the \
        agreement at one point for a proof: with ReLU the two differ wherever the step crosses the corner.""",
        """
        **使い分け。** 学習には必ず誤差逆伝播法を使います。数値微分はその検算に使います。手書きの逆伝播で符号を間違えても、少しは\
        学習が進んでしまうことが多く、比べてみないと気づけません。検算には中心差分と倍精度を使ってください。

        **よくある誤解。** d は小さいほど良い、というのは誤りです。10⁻⁸ あたりより小さくすると、ほぼ等しい 2 つの損失の差は丸め誤差\
        だけになります。パラメータの戻し忘れにも注意が必要です。記事のように d を足してから引くと、浮動小数点では元の値に戻るとは\
        限りません。元の値を覚えておけば確実です。また、1 点で一致しただけでは証明になりません。ReLU では、d が折れ目をまたぐところで \
        2 つの値が食い違います。"""));
    return page.build();
  }

  private static void agreement(Page.Builder page) {
    page.heading("Agreement", "一致の度合い");
    Weights weights = Weights.random(new Random(1), 1, 10, 1);
    double[] xs = new double[SAMPLES];
    double[] ts = new double[SAMPLES];
    FunctionTask.CUBIC.learning().draw(xs, ts, new Random(2));
    Weights exact = new FFNN(weights.copy(), Activation.TANH, 0.1).gradient(xs, ts, FunctionTask.M);
    double[] ds = new double[27];
    double[] errors = new double[ds.length];
    for (int i = 0; i < ds.length; i++) {
      ds[i] = Math.pow(10, -0.5 * i);
      NN numerical = new NN(weights.copy(), Activation.TANH, Activation.IDENTITY, 0.1, ds[i]);
      errors[i] = numerical.gradient(xs, ts, FunctionTask.M).distance(exact) / exact.largest();
    }
    Plot chart = Plot.of(
            Text.of("Error of the forward difference, 1-10-1, cubic", "前進差分の誤差（1-10-1、3 次関数）"),
            Text.same("d"), Text.of("largest error / largest gradient", "最大誤差 / 最大の勾配"))
        .logX()
        .logY()
        .line(Text.of("forward difference", "前進差分"), ds, errors);
    page.chart(chart,
        """
        From right to left: the error first falls in step with d (halve d, halve the error: the curvature that the \
        difference cuts off), is smallest near d = 10⁻⁸, the root of the 16 digits of a double, and rises again as \
        rounding takes over. The article's d = 0.01 is off by %s."""
            .formatted(percent(errors[4])),
        """
        右から左へ見てください。はじめ誤差は d に比例して減ります（d を半分にすれば誤差も半分で、これは差分が切り捨てた曲率の分です）。\
        d = 10⁻⁸（double の約 16 桁の平方根）あたりで最小になり、その先は丸め誤差が支配してまた増えます。記事の d = 0.01 での誤差は \
        %s です。""".formatted(percent(errors[4])));
  }

  private static String percent(double share) {
    return Format.number(100 * share) + " %";
  }

  private static void training(Page.Builder page, LessonContext context) {
    page.heading("The same training, four ways", "同じ学習を 4 通りの方法で");
    FunctionTask task = FunctionTask.CUBIC;
    int updates = context.scaled(task.updates(), 300);
    List<double[]> checks = context.overSeeds(seed -> {
      Weights start = Weights.random(new Random(seed), 1, 10, 1);
      return new double[] {
          byHand(new NN(start.copy(), Activation.TANH, Activation.IDENTITY, task.rate(), NN.D), updates, seed),
          byHand(new NN(start.copy(), Activation.TANH, Activation.IDENTITY, task.rate(), FINE), updates, seed),
          byHand(new FFNN(start.copy(), Activation.TANH, task.rate()), updates, seed),
          kasane(start, updates, seed)};
    });
    List<Text> names = List.of(
        Text.of("numerical, d = 0.01 (the article's)", "数値微分 d = 0.01（記事）"),
        Text.of("numerical, d = 10⁻⁶", "数値微分 d = 10⁻⁶"),
        Text.of("backpropagation by hand", "手書きの誤差逆伝播法"),
        Text.same("Kasane"));
    List<Figure> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      Spread spread = Spread.of(checks.stream().mapToDouble(each -> each[column]).toArray());
      rows.add(i == 0
          ? new Figure(names.get(i), Text.of("roughly expressed", "おおまかに表現"), spread, 4, "")
          : Figure.oursOnly(names.get(i), spread, 4, ""));
    }
    page.figures(Text.of("Cubic, check after " + updates + " updates, same starts and samples",
        "3 次関数、" + updates + " 回更新後のチェック（初期値と標本は共通）"), rows);
    page.paragraph(
        "The last three agree: it does not matter how a right gradient was found. The article's d = 0.01 is a "
            + "different "
            + "matter. Its error does not shrink as the network gets better while the gradient does; towards the end "
            + "much "
            + "of what it follows is error.",
        "下の 3 つは一致します。正しい勾配であれば、求め方は問題になりません。記事の d = 0.01 は事情がちがいます。学習が進むと勾配は"
            + "小さくなりますが、差分の誤差は小さくならないので、終わりのほうでは誤差の方向に進む割合が大きくなります。");
  }

  private static double byHand(FunctionNet net, int updates, long seed) {
    double[] curve = FunctionTask.CUBIC.learning().train(net, updates, new Random(~seed));
    return curve[curve.length - 1];
  }

  private static double kasane(Weights start, int updates, long seed) {
    FunctionTask task = FunctionTask.CUBIC;
    try (KasaneNet net = new KasaneNet(task.learning(), start, Activation.TANH, task.rate())) {
      net.train(updates, new Random(~seed));
      return net.check();
    }
  }

  private static void cost(Page.Builder page, boolean quick) {
    page.heading("Time", "計算時間");
    List<List<Text>> rows = new ArrayList<>();
    int[] counts = quick ? new int[] {5, 10, 20} : new int[] {5, 10, 20, 40, 80, 160};
    double[] parameters = new double[counts.length];
    double[][] micros = new double[3][counts.length];
    for (int i = 0; i < counts.length; i++) {
      Weights start = Weights.random(new Random(1), 1, counts[i], 1);
      parameters[i] = start.count();
      GradientTimes times = GradientTimes.measure(start, quick ? 0.02 : 0.2);
      micros[0][i] = times.numerical();
      micros[1][i] = times.backpropagation();
      micros[2][i] = times.kasane();
      rows.add(List.of(Text.same("1-" + counts[i] + "-1"), Text.same("" + start.count()),
          Format.cell(times.numerical()), Format.cell(times.backpropagation()),
          Format.cell(times.kasane())));
    }
    page.table(
        Text.of("Microseconds for an update with 21 samples, on this machine", "21 標本での更新 1 回の時間（マイクロ秒、このマシンで測定）"),
        List.of(Text.of("Network", "ネットワーク"), Text.of("Parameters", "パラメータ数"),
            Text.of("Numerical", "数値微分"), Text.of("Backpropagation", "誤差逆伝播法"), Text.same("Kasane")),
        rows);
    Plot chart = Plot.of(Text.of("Time of an update", "更新 1 回の時間"),
            Text.of("parameters", "パラメータ数"), Text.of("µs (log scale)", "µs（対数目盛）"))
        .logX()
        .logY()
        .line(Text.of("numerical", "数値微分"), parameters, micros[0])
        .line(Text.of("backpropagation by hand", "手書きの誤差逆伝播法"), parameters, micros[1])
        .line(Text.same("Kasane"), parameters, micros[2]);
    page.chart(chart,
        """
        With P parameters the numerical gradient needs P + 1 forward passes, and each pass costs in proportion to P: \
        twice the neurons, four times the time. Backpropagation costs about three forward passes, whatever P is: twice \
        the neurons, twice the time. With the 33,194 parameters of a small MNIST network the first way would take \
        thousands of times as long. Kasane has some fixed cost for each update, which only small networks notice.""",
        """
        パラメータが P 個のとき、数値微分には P + 1 回の順伝播が必要で、順伝播 1 回の計算量も P に比例します。ニューロンを 2 倍に\
        すれば時間は 4 倍です。誤差逆伝播法の計算量は P によらず順伝播およそ 3 回分なので、ニューロンを 2 倍にしても時間は 2 倍です。\
        小さな MNIST のネットワークでもパラメータは 33,194 個あり、数値微分では何千倍もの時間がかかります。Kasane では更新ごとに一定の\
        手間がかかりますが、それが目立つのはごく小さなネットワークだけです。""");
  }
}
