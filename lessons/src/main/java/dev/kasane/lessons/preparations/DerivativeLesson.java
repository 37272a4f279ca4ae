package dev.kasane.lessons.preparations;

import dev.kasane.graph.Ops;
import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.preparations.byhand.Derivatives;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.List;

/** Derivatives by differences: how the step matters, and what an exact derivative costs a library. */
final class DerivativeLesson implements Lesson {

  @Override
  public String name() {
    return "prep-derivative";
  }

  @Override
  public Text title() {
    return Text.of("Derivatives by trying", "数値微分");
  }

  @Override
  public Text summary() {
    return Text.of("Forward and central differences of the sine, and why the smallest step is not the best.",
        "サインの前進差分と中心差分を調べ、刻み幅が小さいほど良いわけではないことを見ます。");
  }

  @Override
  public int seconds() {
    return 1;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    page.paragraph(
        "A derivative says how much f changes when x does. To measure it, change x a little and look. The derivative "
            + "of "
            + "sin x is known to be cos x, so we can see how far off each measurement is, here at x = 1.",
        "微分は、x が変わると f がどれだけ変わるかを表します。測るには、x を少し変えてみればよいのです。sin x の微分は cos x とわかって"
            + "いるので、測った値がどれだけずれているかを調べられます。ここでは x = 1 で測ります。");
    page.formula("forward: (f(x + d) − f(x)) / d        central: (f(x + d) − f(x − d)) / 2d");
    int points = 31;
    double[] ds = new double[points];
    double[] forward = new double[points];
    double[] central = new double[points];
    for (int i = 0; i < points; i++) {
      ds[i] = Math.pow(10, -0.5 * i);
      forward[i] = Math.abs(Derivatives.forward(Math::sin, 1, ds[i]) - Math.cos(1));
      central[i] = Math.abs(Derivatives.central(Math::sin, 1, ds[i]) - Math.cos(1));
    }
    page.chart(
        Plot.of(Text.of("Error of the derivative of sin x at x = 1", "x = 1 での sin x の微分の誤差"), Text.same("d"),
                Text.of("error", "誤差"))
            .logX()
            .logY()
            .line(Text.of("forward difference", "前進差分"), ds, forward)
            .line(Text.of("central difference", "中心差分"), ds, central),
        "From right to left: first the error falls with d (forward) or d² (central), then rounding takes over and it "
            + "rises.",
        "右から左へ見てください。はじめ誤差は d（前進差分）または d²（中心差分）に比例して減り、その後は丸め誤差のために増えます。");
    List<List<Text>> rows = new ArrayList<>();
    for (double x : new double[] {0, 1, 2}) {
      rows.add(List.of(Format.cell(x), Text.same("" + Math.cos(x)),
          Text.same("" + Derivatives.forward(Math::sin, x, 0.01)),
          Text.same("" + Derivatives.central(Math::sin, x, 0.01)), Text.same("" + WithKasane.slope(Ops::sin, x))));
    }
    page.table(Text.of("The slope of sin x, d = 0.01", "sin x の傾き（d = 0.01）"),
        List.of(Text.same("x"), Text.of("exact (cos x)", "真の値 (cos x)"), Text.of("forward", "前進差分"),
            Text.of("central", "中心差分"), Text.same("Kasane")),
        rows);
    page.code(
        Listing.java(Text.of("By hand", "手書き"), Sources.of(Derivatives.class)),
        Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(WithKasane.class, "slope")));
    Prose.conclude(page, Text.of(
        """
        **Two errors pull against each other.** The difference cuts the curve off: that error shrinks with d. And a \
        `double` has 16 digits: of two nearly equal numbers most digits cancel, and dividing what is left by a tiny d \
        enlarges the rest. The best d is about 10⁻⁸ for the forward and 10⁻⁵ for the central difference. With `float`, \
        as on graphics cards, it would be about 0.0003.

        **Kasane does not try, it derives.** The graph of f is turned into a graph of its derivative, rule by rule: \
        here from the node sin(x) to the node cos(x). No step, no cut; what remains is the rounding of `float`.

        **Usual mistake.** d = 10⁻¹⁵ “to be exact”. The result is then mostly noise; at 10⁻¹⁷ it is 0, since x + d \
        is x.""",
        """
        **2 種類の誤差がせめぎ合います。** 差分は曲線を直線で置き換えるので、その誤差は d とともに小さくなります。一方、`double` は約 16 桁\
        しかありません。ほぼ等しい 2 数の差では大半の桁が打ち消し合い（桁落ち）、残りを小さな d で割ると誤差が拡大されます。最適な d は\
        前進差分でおよそ 10⁻⁸、中心差分でおよそ 10⁻⁵ です。GPU などで使う `float` では 0.0003 ほどになります。

        **Kasane は試すのではなく導きます。** f のグラフを規則に従って微分のグラフに変換します。ここでは sin(x) のノードから cos(x) の\
        ノードができます。刻み幅も打ち切りもなく、残るのは `float` の丸め誤差だけです。

        **よくある誤解。** 「正確にするため」に d = 10⁻¹⁵ とすることです。結果はほとんど雑音になります。10⁻¹⁷ では x + d が x と等しくなり、\
        結果は 0 です。"""));
    return page.build();
  }
}
