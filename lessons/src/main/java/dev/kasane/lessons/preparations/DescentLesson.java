package dev.kasane.lessons.preparations;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.preparations.byhand.Descent;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Gradient descent on functions of several variables, its path drawn on the landscape. */
final class DescentLesson implements Lesson {

  private static final int CELLS = 80;
  private static final int STEPS = 60;

  @Override
  public String name() {
    return "prep-descent";
  }

  @Override
  public Text title() {
    return Text.of("Going downhill: gradient descent", "坂を下る：勾配降下法");
  }

  @Override
  public Text summary() {
    return Text.of("The path of gradient descent in a narrow valley, with two valleys, and in ten dimensions.",
        "細長い谷、2 つの谷、10 次元の関数で、勾配降下法の道筋を描きます。");
  }

  @Override
  public int seconds() {
    return 3;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    page.paragraph(
        "To find where a function of many variables is smallest, stand somewhere, find the direction in which it falls "
            + "most steeply (against the gradient), take a step, and repeat. Training a network is this and nothing "
            + "else: "
            + "the variables are the weights, the function is the loss.",
        "多変数の関数が最小になる場所を探すには、どこかに立ち、いちばん急に下がる向き（勾配の逆向き）を調べ、一歩進み、これを繰り返します。"
            + "ネットワークの学習とはこれに尽きます。変数は重み、関数は損失です。");
    page.formula("x ← x − η · ∇f(x)");
    valley(page);
    twoValleys(page);
    tenVariables(page);
    page.code(
        Listing.java(Text.of("By hand", "手書き"), Sources.of(Descent.class)),
        Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(WithKasane.class, "descent")));
    Prose.conclude(page, Text.of(
        """
        **The rate has a sharp limit.** Where the curvature is c, each step multiplies the distance from the bottom \
        by 1 − η c. Above η = 2/c its size is more than 1 and the path runs away. The steepest direction sets the \
        limit, the flattest then decides how long it takes: here 20 against 2. A network has thousands of \
        directions; that is why momentum and Adam were invented.

        **A valley, not the valley.** Descent ends where the slope is 0, which valley that is depends on the start. \
        For networks this is less bad than it looks: of the many valleys most are about as deep (see fn-weights).

        **Usual mistake.** To call a run that grows “a bug in the gradient” before trying a tenth of the rate; and \
        to call a run that hardly moves “converged” before looking at the gradient.""",
        """
        **学習率にははっきりした限界があります。** 曲率が c の方向では、1 ステップごとに底からの距離が 1 − η c 倍になります。η が 2/c を\
        超えるとその絶対値が 1 を超え、発散します。いちばん急な方向が限界を決め、いちばん緩やかな方向が所要時間を決めます。ここでは曲率が \
        20 と 2 です。ネットワークには何千もの方向があり、モメンタムや Adam が考え出されたのはそのためです。

        **たどり着くのは「ある谷」です。** 降下は傾きが 0 の場所で終わり、どの谷に着くかは出発点で決まります。ネットワークではこれは見かけ\
        ほど困りません。たくさんある谷の多くが同じくらい深いからです（fn-weights 参照）。

        **よくある誤解。** 値が増えていくと、学習率を 10 分の 1 にしてみる前に「勾配の計算にバグがある」と決めつけることです。逆に、ほとんど\
        動かないと、勾配の大きさを見ずに「収束した」と言ってしまうこともあります。"""));
    return page.build();
  }

  private static void valley(Page.Builder page) {
    page.heading("A narrow valley: a² + 10 b²", "細長い谷：a² + 10 b²");
    ToDoubleFunction<double[]> f = x -> x[0] * x[0] + 10 * x[1] * x[1];
    Plot plot = Plot.of(Text.of("a² + 10 b², 60 steps", "a² + 10 b²（60 ステップ）"), Text.same("a"), Text.same("b"))
        .xRange(-2, 2)
        .yRange(-1.2, 1.2)
        .over(field(x -> Math.sqrt(f.applyAsDouble(x)), 2, 1.2));
    List<List<Text>> rows = new ArrayList<>();
    for (double rate : new double[] {0.02, 0.09, 0.099, 0.102}) {
      double[][] byHand = Descent.path(f, new double[] {-1.8, 1}, rate, STEPS);
      double[][] kasane = WithKasane.descent(DescentLesson::valleyGraph, new double[] {-1.8, 1}, rate, STEPS);
      plot = plot.with(path(Text.same("η = " + rate), byHand));
      rows.add(List.of(Text.same("" + rate), Format.cell(f.applyAsDouble(byHand[STEPS])),
          Format.cell(f.applyAsDouble(kasane[STEPS])), Format.cell(distance(byHand, kasane))));
    }
    page.chart(plot,
        "Small rate: straight to the valley floor, then slowly along it. Near 0.1: from wall to wall. Above: out.",
        "学習率が小さいと、まっすぐ谷底に下りてからゆっくり進みます。0.1 に近いと壁から壁へ往復し、超えると外へ飛び出します。");
    page.table(Text.of("After 60 steps from (−1.8, 1)", "(−1.8, 1) から 60 ステップ後"),
        List.of(Text.of("Rate η", "学習率 η"), Text.of("f, by hand", "f（手書き）"), Text.of("f, Kasane", "f（Kasane）"),
            Text.of("Paths differ by", "道筋の差")),
        rows);
  }

  private static Node valleyGraph(Node x) {
    Node scale = x.graph().constant(Tensor.vector(1, 10));
    return Ops.sum(Ops.mul(scale, Ops.square(x)));
  }

  private static void twoValleys(Page.Builder page) {
    page.heading("Two valleys: (a² − 1)² + b² + 0.3 a", "2 つの谷：(a² − 1)² + b² + 0.3 a");
    ToDoubleFunction<double[]> f =
        x -> (x[0] * x[0] - 1) * (x[0] * x[0] - 1) + x[1] * x[1] + 0.3 * x[0];
    Plot plot = Plot.of(Text.of("Five starts, η = 0.05", "5 つの出発点（η = 0.05）"), Text.same("a"), Text.same("b"))
        .xRange(-2, 2)
        .yRange(-1.2, 1.2)
        .over(field(x -> Math.sqrt(f.applyAsDouble(x) + 0.4), 2, 1.2));
    for (double a : new double[] {-1.7, -0.5, 0.05, 0.3, 1.6}) {
      double[][] path = Descent.path(f, new double[] {a, a < 0 ? 1 : -1}, 0.05, STEPS);
      plot = plot.with(path(
          Text.of("start a = " + a + ", ends at f = " + Format.number(f.applyAsDouble(path[STEPS])),
              "出発点 a = " + a + "、到達 f = " + Format.number(f.applyAsDouble(path[STEPS]))), path));
    }
    page.chart(plot, "The left valley is deeper. Who starts on the right of the ridge never learns of it.",
        "左の谷のほうが深いのですが、尾根の右側から出発すると、そのことを知らないまま終わります。");
  }

  private static void tenVariables(Page.Builder page) {
    page.heading("Ten variables", "10 変数");
    double[] start = new double[10];
    double[][] byHand = Descent.path(DescentLesson::bowl, start, 0.1, STEPS);
    double[][] kasane = WithKasane.descent(DescentLesson::bowlGraph, start, 0.1, STEPS);
    page.paragraph(
        "f(x) = Σ (xᵢ − i)² from the origin, η = 0.1. It cannot be drawn, and descent does not mind: after 60 steps "
            + "x is "
            + listed(byHand[STEPS]) + " by hand; Kasane's path differs by at most "
            + "" + Format.number(distance(byHand, kasane))
            + ".",
        "f(x) = Σ (xᵢ − i)² を原点から η = 0.1 で下ります。図には描けませんが、勾配降下法には関係ありません。60 ステップ後の x は手書きで "
            + listed(byHand[STEPS]) + "、Kasane の道筋との差は最大 " + Format.number(distance(byHand, kasane)) + " です。");
  }

  private static double bowl(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - i) * (x[i] - i);
    }
    return sum;
  }

  private static Node bowlGraph(Node x) {
    Node centre = x.graph().constant(Tensor.vector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    return Ops.sum(Ops.square(Ops.sub(x, centre)));
  }

  private static String listed(double[] values) {
    return Arrays.stream(values).mapToObj(Format::number).toList().toString();
  }

  private static Series path(Text name, double[][] path) {
    double[] a = Arrays.stream(path).mapToDouble(x -> x[0]).toArray();
    double[] b = Arrays.stream(path).mapToDouble(x -> x[1]).toArray();
    return Series.of(name, a, b, Series.Mark.LINE_AND_POINTS);
  }

  private static Plot.Field field(ToDoubleFunction<double[]> f, double right, double top) {
    double[][] values = new double[CELLS][CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        double a = right * (2.0 * (column + 0.5) / CELLS - 1);
        double b = top * (2.0 * (row + 0.5) / CELLS - 1);
        values[row][column] = f.applyAsDouble(new double[] {a, b});
      }
    }
    return new Plot.Field(values, -right, right, -top, top);
  }

  private static double distance(double[][] a, double[][] b) {
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        max = Math.max(max, Math.abs(a[i][j] - b[i][j]));
      }
    }
    return max;
  }
}
