package dev.kasane.lessons.museum;

import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import java.util.Arrays;
import java.util.List;

/** Defects of layers on show. */
final class LayerExhibits {

  private static final Text SAMPLES = Text.of("samples", "標本数");
  private static final Text COST = Text.of("cost", "コスト");

  private LayerExhibits() {}

  static Exhibit dropout() {
    Pair pair = LayerRuns.dropout();
    Plot plot = Charts.plot(
            Text.of("A wave learned with drop_prob 0.2", "drop_prob 0.2 で学習した波形"), Text.same("x"),
            Text.of("prediction", "予測値"), pair)
        .with(Series.of(Text.of("what was to be learned", "正解"), pair.x(),
            Arrays.stream(pair.x()).map(LayerRuns::wave).toArray(), Series.Mark.DASHED));
    return new Exhibit("dropout", Text.of("Dropout scales by the wrong share", "ドロップアウトの倍率が逆"),
        Exhibit.Where.LIBRARY,
        Text.of(
            "`drop_prob` p is the share that is dropped while training, so 1 − p is what is left on the "
                + "average. When it "
                + "predicts, ConvNetJS multiplies by p.",
            "`drop_prob` の値 p は学習中に落とす割合なので、平均して残るのは 1 − p です。ところが ConvNetJS は、予測時に p を掛けます。"),
        Text.of(
            "At 0.5 both are the same and nobody notices. At 0.2 the next layer gets a quarter of what it was trained "
                + "with, and predictions are flat.",
            "0.5 なら同じ値なので気づきません。0.2 では次の層が学習時の 4 分の 1 の入力しか受け取らず、予測は平らにつぶれます。"),
        Text.of("Training divides what is left by 1 − p (inverted dropout), and predicting changes nothing.",
            "学習時に残った値を 1 − p で割り（反転ドロップアウト）、予測時には何も掛けないようにしました。"),
        List.of(Charts.figure(plot, "Both nets were trained alike; only the prediction differs so much.",
            "学習の手順は同じなのに、予測がこれほど違います。")));
  }

  static Exhibit lrn() {
    return new Exhibit("lrn", Text.of("The gradient of local response normalization", "局所応答正規化（LRN）の勾配の誤り"),
        Exhibit.Where.LIBRARY,
        Text.of("For neighbours in depth the derivative has the product xᵢ·xⱼ. ConvNetJS uses xⱼ² there.",
            "深さ方向の隣どうしの微分には積 xᵢ·xⱼ が現れますが、ConvNetJS はそこに xⱼ² を使います。"),
        Text.of(
            "Nets with `lrn` learn in a wrong direction, a little or a lot, without any sign of it: a gradient check "
                + "would have told.",
            "`lrn` を含むネットワークは、何の兆候もないまま、多かれ少なかれ誤った方向へ学習します。勾配チェックをしていれば見つかったはずです。"),
        Text.of("The layer computes the derivative of its own formula, held by finite differences.",
            "層が自分自身の式の微分を計算するようにし、差分による数値微分で検証しています。"),
        List.of(Charts.figure(
            Charts.slopes(Text.of("Slopes of y₁ at x = (1, 2, 3); k 1, n 3, α 3, β ½",
                    "x = (1, 2, 3) での y₁ の傾き（k 1、n 3、α 3、β ½）"),
                Text.of("derivative of y₁", "y₁ の微分"), LayerRuns.lrn()),
            "The slope along x₂ is twice as steep in ConvNetJS as it really is.",
            "x₂ 方向の傾きが、ConvNetJS では実際の 2 倍になっています。")));
  }

  static Exhibit maxout() {
    return new Exhibit("maxout", Text.of("Maxout forgets to learn after loading", "読み込んだ maxout は学習できない"),
        Exhibit.Where.LIBRARY,
        Text.of(
            "Maxout remembers which input won for each output. When it is loaded from JSON, this memory is made "
                + "as long as "
                + "a group, not as the output.",
            "maxout は出力ごとにどの入力が最大だったかを覚えます。JSON から読み込むと、この記憶の長さが出力の数ではなくグループの大きさになります。"),
        Text.of(
            "Predictions are right, so the file seems fine; but whoever trains on gets gradients from the first two "
                + "outputs only.",
            "予測は正しいのでファイルは正常に見えますが、続けて学習させると、勾配が最初の 2 個の出力からしか伝わりません。"),
        Text.of("A loaded layer has as many places as outputs.", "読み込んだ層にも、出力と同じ数の記憶を用意しました。"),
        List.of(Charts.figure(
            Charts.plot(Text.of("Two spirals, learned by a net that was saved and loaded",
                    "保存して読み込んだネットワークで 2 本の渦巻きを学習"), SAMPLES, COST, LayerRuns.maxout()),
            "Same weights, same samples in the same order.", "重みも、標本とその順序も同じです。")));
  }

  static Exhibit overflow() {
    return new Exhibit("overflow", Text.of("tanh becomes NaN, softmax's loss infinite", "tanh が NaN に、softmax "
        + "の損失が無限大に"),
        Exhibit.Where.LIBRARY,
        Text.of(
            "tanh is computed as (e²ˣ − 1) / (e²ˣ + 1), which is ∞/∞ from 355 on. The softmax loss is −ln p, "
                + "and p is 0 "
                + "in double precision once a wrong class leads by 745.",
            "tanh を (e²ˣ − 1) / (e²ˣ + 1) で計算するため、355 あたりから ∞/∞ になります。softmax の損失は −ln p ですが、誤ったクラスが 745 ほど"
                + "上回ると、倍精度では p が 0 になります。"),
        Text.of(
            "One outlier, and every weight is NaN for the rest of the run; losses in the log turn to Infinity.",
            "外れ値が 1 個あるだけで、以後すべての重みが NaN になります。記録された損失は Infinity になります。"),
        Text.of("tanh comes from the standard library, and the logarithm is taken before dividing.",
            "tanh は標準ライブラリーの関数を使い、対数は割り算の前にとるようにしました。"),
        List.of(
            Charts.figure(Charts.plot(Text.of("tanh of large numbers", "大きな数の tanh"), Text.same("x"),
                Text.same("tanh x"), LayerRuns.tanh()).yRange(0, 1.2),
                "The red line ends where NaN begins; up to there it lies under the blue one.",
                "赤い線は NaN になるところで途切れます。そこまでは青い線と重なっています。"),
            Charts.figure(Charts.plot(Text.of("Softmax loss", "softmax の損失"),
                Text.of("by how much a wrong class leads", "誤ったクラスがどれだけ上回るか"), Text.of("loss", "損失"),
                LayerRuns.softmax()),
                "The red line ends where infinity begins.", "赤い線は無限大になるところで途切れます。")));
  }

  static Exhibit pool() {
    return new Exhibit("pool", Text.of("Pooling answers −99999", "プーリングが −99999 を返す"), Exhibit.Where.LIBRARY,
        Text.of("The search for the largest number begins at −99999. A window that lies in the padding finds nothing "
                + "larger, and smaller numbers are never seen.",
            "最大値の探索が −99999 から始まります。余白だけの窓では何も見つからず、それより小さい値は無視されます。"),
        Text.of("With padding as wide as the window, the next layer gets −99999 from every corner, and learning "
            + "explodes.",
            "余白が窓と同じ幅だと、次の層は端のすべてから −99999 を受け取り、学習が発散します。"),
        Text.of("The search begins with the first number of the window; a window without any gives 0.",
            "窓の最初の値から探索を始め、値のない窓は 0 を返すようにしました。"),
        List.of(Charts.figure(
            Charts.plot(Text.of("Which half is bright? pool 2 × 2, pad 2", "明るいのはどちら半分？（pool 2 × 2、pad 2）"),
                SAMPLES, Text.of("cost, logarithmic", "コスト（対数）"), LayerRuns.pool()).logY(),
            "Where a line is missing, the cost is exactly 0.", "線のないところでは、コストはちょうど 0 です。")));
  }
}
