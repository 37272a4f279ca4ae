package dev.kasane.lessons.softmax;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.List;

/** Softmax overflows when it is computed as its formula says. */
public final class SoftmaxLesson implements Lesson {

  private static final double[] SCORES = {1, 2, 3};

  /** Makes the lesson. */
  public SoftmaxLesson() {}

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Text title() {
    return Text.of("Softmax, and the number it breaks at", "ソフトマックスと、それが壊れる数");
  }

  @Override
  public Text summary() {
    return Text.of(
        "The formula of softmax is right, and a program that copies it still fails once a score passes 709.",
        "ソフトマックスの式は正しい。それでも式をそのまま書いたプログラムは、スコアが 709 を超えると壊れます。");
  }

  @Override
  public int seconds() {
    return 1;
  }

  @Override
  public Page run(LessonContext context) {
    List<List<Text>> rows = new ArrayList<>();
    for (double added : new double[] {0, 100, 700, 706, 708, 1000}) {
      double[] scores = {SCORES[0] + added, SCORES[1] + added, SCORES[2] + added};
      rows.add(List.of(Text.same(shares(scores, 0)), Text.same(shares(ByHand.asWritten(scores), 4)),
          Text.same(shares(ByHand.shifted(scores), 4))));
    }
    return page()
        .paragraph(
            "Softmax turns the scores of the last layer into shares that sum to 1. Only differences between scores "
                + "matter: adding the same number to all of them changes nothing.",
            "ソフトマックスは最後の層のスコアを、合計が 1 になる割合に変えます。意味を持つのはスコアどうしの差だけで、"
                + "全部に同じ数を足しても結果は変わりません。")
        .formula("softmax(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)")
        .code(
            Listing.java(Text.of("As the formula says", "式のとおり"), Sources.members(ByHand.class, "asWritten")),
            Listing.java(
                Text.of("With the largest score subtracted", "最大値を引く"), Sources.members(ByHand.class, "shifted")))
        .heading("The same scores, moved", "同じスコアをずらす")
        .table(
            Text.of("Three scores, one apart", "1 ずつ離れた三つのスコア"),
            List.of(Text.of("scores", "スコア"), Text.of("as the formula says", "式のとおり"),
                Text.of("shifted", "最大値を引く")),
            rows)
        .note(
            "`exp(710)` is larger than the largest `double`, so it becomes infinity, and infinity divided by "
                + "infinity is "
                + "`NaN`. Weights drawn from N(0,1) for 784 inputs give scores of this size sooner than one would "
                + "think.",
            "`exp(710)` は `double` の最大値を超えて無限大になり、無限大を無限大で割ると `NaN` です。入力が 784 個で重みの初期値が "
                + "N(0,1) なら、この大きさのスコアは思ったより早く現れます。")
        .chart(curve(),
            "Each score's share as the third score moves away from the others.",
            "三つ目のスコアを動かしたときの各スコアの割合。")
        .build();
  }

  private static Plot curve() {
    int points = 81;
    double[] x = new double[points];
    double[][] y = new double[3][points];
    for (int i = 0; i < points; i++) {
      x[i] = -4 + 0.1 * i;
      double[] shares = ByHand.shifted(new double[] {0, 1, x[i]});
      for (int k = 0; k < 3; k++) {
        y[k][i] = shares[k];
      }
    }
    return Plot.of(Text.of("Shares of three scores", "三つのスコアの割合"), Text.of("third score", "三つ目のスコア"),
            Text.of("share", "割合"))
        .yRange(0, 1)
        .line(Text.of("score 0", "スコア 0"), x, y[0])
        .line(Text.of("score 1", "スコア 1"), x, y[1])
        .line(Text.of("third score", "三つ目のスコア"), x, y[2]);
  }

  private static String shares(double[] values, int decimals) {
    List<String> texts = new ArrayList<>();
    for (double value : values) {
      texts.add(Numbers.fixed(value, decimals).replace(",", ""));
    }
    return String.join("  ", texts);
  }
}
