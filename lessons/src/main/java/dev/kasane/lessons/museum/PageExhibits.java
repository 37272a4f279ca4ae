package dev.kasane.lessons.museum;

import dev.kasane.convnetjs.Mode;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Defects of definitions, sizes, searches and demo pages on show. */
final class PageExhibits {

  private PageExhibits() {}

  static Exhibit definitions() {
    PageRuns.Definition faithful = PageRuns.definition(Mode.FAITHFUL);
    PageRuns.Definition correct = PageRuns.definition(Mode.CORRECT);
    return new Exhibit("definitions", Text.of("makeLayers writes into the caller's definitions",
        "makeLayers が呼び出し側の定義を書き換える"),
        Exhibit.Where.LIBRARY,
        Text.of("While layers are made, `bias_pref`, `in_sx`, `in_sy` and `in_depth` are written into the very objects "
                + "that the user passed.",
            "層を作る間に、利用者が渡したオブジェクトそのものへ `bias_pref`、`in_sx`、`in_sy`、`in_depth` が書き込まれます。"),
        Text.of("A second net made of the same definitions is another net: what relu left behind becomes the "
            + "bias of tanh.",
            "同じ定義から作った 2 つ目のネットワークは別物になります。relu のために書き込まれた値が tanh のバイアスになるからです。"),
        Text.of("Definitions are read, never written to.", "定義は読むだけで、書き込まないようにしました。"),
        List.of(Charts.table("A definition {type: 'fc', num_neurons: 20, activation: 'relu'}, used twice",
            "定義 {type: 'fc', num_neurons: 20, activation: 'relu'} を 2 回使った結果",
            Text.of("what", "項目"),
            List.of(
                List.of(Text.of("the definition after one net",
                    "ネットワークを 1 個作った後の定義"), entries(faithful), entries(correct)),
                List.of(Text.of("bias when a tanh layer is made of it next", "次に tanh の層を作ったときのバイアス"),
                    Text.same(Numbers.general(faithful.bias(), 3)), Text.same(Numbers.general(correct.bias(), 3)))))));
  }

  private static Text entries(PageRuns.Definition definition) {
    List<String> entries = new ArrayList<>();
    for (Map.Entry<String, Object> each : definition.entries().entrySet()) {
      entries.add(each.getKey() + ": " + each.getValue());
    }
    return Text.same(String.join(", ", entries));
  }

  static Exhibit crop() {
    return new Exhibit("crop", Text.of("The MNIST demo sees a corner of the picture", "MNIST のデモは画像の隅しか見ていない"),
        Exhibit.Where.PAGE,
        Text.of(
            "The net of the demo takes 24 × 24. Until 2015 the page cut such squares out at random and averaged the "
                + "answers to four; since then it hands over the whole 28 × 28, and the layers read the upper "
                + "left part.",
            "デモのネットワークの入力は 24 × 24 です。もとはランダムな位置で切り出し、4 通りの答えを平均していましたが、2015 年以降は "
                + "28 × 28 をそのまま渡すため、層は左上の部分だけを読みます。"),
        Text.of(
            "The last two columns and rows have no effect at all, and the accuracy shown is that of another "
                + "method than "
                + "the text describes. Averaging at test time also took in stray arguments that are no pictures "
                + "(told from "
                + "the source, not played back here).",
            "最後の 2 列と 2 行は結果にまったく影響せず、表示される正解率は説明文の方法とは別のものになります。テスト時の平均には、画像ではない余分な"
                + "引数も混ざります（これはソースから読み取ったもので、ここでは再現していません）。"),
        Text.of("An input of another size is refused, with both sizes in the message; `Augment.augment(v, 24)` "
            + "cuts, at "
                + "every place.",
            "大きさの違う入力は、両方の大きさを示して拒否します。切り出しには `Augment.augment(v, 24)` を使い、すべての位置を選べます。"),
        List.of(Charts.figure(
            Charts.plot(Text.of("How much a column of the picture matters", "画像の各列が答えに与える影響"),
                Text.of("column, from 0 to 27", "列（0 から 27）"), Text.of("change of the answer", "答えの変化"),
                PageRuns.crop()),
            "The demo's net with random weights; correct: mean over three crops. From column 26 on the red line is 0.",
            "デモと同じ構成で重みは乱数。修正後は 3 通りの切り出しの平均です。26 列目から赤い線は 0 です。")));
  }

  static Exhibit magic() {
    SearchRuns.Answer faithful = SearchRuns.output(Mode.FAITHFUL);
    SearchRuns.Answer correct = SearchRuns.output(Mode.CORRECT);
    return new Exhibit("magicnet", Text.of("MagicNet keeps half-taught nets and changes their answers",
        "MagicNet は教え残しのネットワークを使い、その出力も書き換える"),
        Exhibit.Where.BOTH,
        Text.of(
            "The nets that answer are those of the last fold, which never saw the rest of the data. The mean is "
                + "summed up "
                + "in the first net's own output. And the page read the largest layer size from the box of the "
                + "smallest.",
            "答えるのは最後の分割で学習したネットワークで、残りのデータは見ていません。平均は最初のネットワークの出力の上で計算されます。さらにページでは、"
                + "層の最大サイズを最小サイズの入力欄から読んでいました。"),
        Text.of("Answers are worse than the data allow, a look into the first net shows the ensemble's answer, and all "
                + "layers have the smallest size.",
            "データから期待できるより答えが悪くなり、最初のネットワークを調べると全体の平均が入っており、層はすべて最小の大きさになります。"),
        Text.of("The winners are trained once more on everything, the mean has a volume of its own, and options that "
                + "contradict each other are refused.",
            "選ばれたネットワークを全データで学習し直し、平均は別の Vol に求め、矛盾するオプションは拒否するようにしました。"),
        List.of(
            Charts.figure(
                Charts.dotted(Text.of("Accuracy on 300 new points, half of the data in a fold",
                    "新しい 300 点での正解率（分割では半分のデータで学習）"),
                    Text.of("points the search had", "探索に使った点の数"), Text.of("accuracy", "正解率"), SearchRuns.lastFold()),
                "Means of six searches for one net each; only the last training differs (`retrain`).",
                "それぞれ 1 個のネットワークを選ぶ探索 6 回の平均。違いは最後の再学習（`retrain`）だけです。"),
            Charts.figure(
                Charts.plot(Text.of("Neurons of 40 first layers when the boxes say 5 and 30", "入力欄が 5 と 30 "
                    + "のときの第 1 層のニューロン数（40 個）"),
                    Text.of("layer, by size", "層（小さい順）"), Text.of("neurons", "ニューロン数"), SearchRuns.neurons()),
                "The demo page's mistake, played back.", "デモのページの誤りを再現したものです。"),
            Charts.table("The first of five nets: its probability of class 0", "5 個のうち最初のネットワークが出したクラス 0 の確率",
                Text.of("when", "時点"),
                List.of(
                    List.of(Text.of("as it answered", "答えたとき"), number(faithful.before()), number(correct.before())),
                    List.of(Text.of("in its last layer, after the ensemble answered", "全体が答えた後、最後の層にある値"),
                        number(faithful.after()), number(correct.after()))))));
  }

  private static Text number(double value) {
    return Text.same(Numbers.fixed(value, 4));
  }

  static Exhibit eyes() {
    return new Exhibit("eyes", Text.of("The Q-learning agent looks to one side", "Q 学習のエージェントの視野が片寄っている"),
        Exhibit.Where.PAGE,
        Text.of("The nine eyes look at (k − 3) · 0.25 radians, k from 0 to 8. The middle one of nine is 4, not 3.",
            "9 個の目の向きは k = 0〜8 として (k − 3) · 0.25 ラジアンです。9 個の真ん中は 3 ではなく 4 です。"),
        Text.of("The agent sees 1.25 radians to one side and 0.75 to the other, so walls and poison there come unseen.",
            "片側は 1.25 ラジアン、反対側は 0.75 ラジアンまでしか見えず、そちらの壁や毒に気づけません。"),
        Text.of("The eyes are spread evenly, one radian to each side.", "左右に 1 ラジアンずつ、均等に並べました。"),
        List.of(Charts.figure(
            Charts.dotted(Text.of("Where the eyes look", "目の向き"), Text.of("eye", "目の番号"),
                Text.of("radians from straight ahead", "正面からの角度（ラジアン）"), PageRuns.eyes()).reference(
                    Text.of("straight ahead", "正面"), 0),
            "Both as the worlds have them.", "どちらも、実際の世界から取り出した値です。")));
  }

  static Exhibit shapes() {
    List<List<Text>> rows = new ArrayList<>();
    for (PageRuns.Mistake each : PageRuns.mistakes()) {
      rows.add(List.of(Text.same(each.code()), Text.same(each.faithful()), Text.same(each.correct())));
    }
    return new Exhibit("shapes", Text.of("Sizes and labels are not checked", "大きさもラベルも検査されない"), Exhibit.Where.LIBRARY,
        Text.of("An input of any size and a class of any number are taken; what is missing reads as `undefined`.",
            "どんな大きさの入力も、どんなクラス番号も受け付け、足りない値は `undefined` として読まれます。"),
        Text.of("One bad row among thousands, and the loss is NaN from then on; or a net answers to half of "
            + "what it was "
                + "given. Errors, where there are any, speak of “Vw is undefined”.",
            "何千行のうち 1 行がおかしいだけで、以後の損失は NaN になります。あるいは、入力の一部だけを見て答えます。エラーが出ても"
                + "「Vw is undefined」といったものです。"),
        Text.of("Both are checked before anything changes, and the message says what was expected and what came.",
            "何かが変わる前に両方を検査し、期待した内容と受け取った内容をメッセージで示すようにしました。"),
        List.of(
            Charts.figure(
                Charts.plot(Text.of("Two spirals; sample 1500 lacks a number", "2 本の渦巻き（1500 番目の標本は数が 1 個足りない）"),
                    Text.of("samples", "標本数"), Text.of("cost", "コスト"), PageRuns.shapes()),
                "The red line ends where NaN begins. The blue one goes on: the sample was refused.",
                "赤い線は NaN になるところで途切れます。青い線は、その標本を拒否して先へ進みます。"),
            Charts.table("A net with two inputs and two classes", "入力 2 個、クラス 2 "
                + "個のネットワーク", Text.of("call", "呼び出し"), rows)));
  }
}
