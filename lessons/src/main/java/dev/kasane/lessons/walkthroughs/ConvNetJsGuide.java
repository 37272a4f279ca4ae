package dev.kasane.lessons.walkthroughs;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.lessons.walkthroughs.convnetjs.FirstNet;
import dev.kasane.lessons.walkthroughs.convnetjs.LayerKinds;
import dev.kasane.lessons.walkthroughs.convnetjs.Saving;
import dev.kasane.lessons.walkthroughs.convnetjs.Trainers;
import dev.kasane.lessons.walkthroughs.convnetjs.TrainingLoop;
import dev.kasane.lessons.walkthroughs.convnetjs.Volumes;
import dev.kasane.report.Text;
import dev.kasane.report.page.Page;

/** Through the ConvNetJS guide, chapter by chapter. */
final class ConvNetJsGuide implements Lesson {

  @Override
  public String name() {
    return "guide-convnetjs";
  }

  @Override
  public Text title() {
    return Text.of("Through the ConvNetJS guide, in Java", "ConvNetJS ガイドを Java でたどる");
  }

  @Override
  public Text summary() {
    return Text.of("Vol, Net, layers, trainers and JSON: each example of the guide runs, and its two gaps are filled.",
        "Vol、Net、層、Trainer、JSON。ガイドの例をすべて実行し、空欄の 2 節を補います。");
  }

  @Override
  public int seconds() {
    return 2;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    Prose.add(page,
        """
        The guide, written in Japanese in 2018, explains ConvNetJS step by step. Kasane takes the same names, \
        options and files: the texts between the quotes below are what one writes in JavaScript. Every listing is a \
        class of this program, and beside it stands what it has just printed.""",
        """
        2018 年に書かれたこのガイドは、ConvNetJS を順を追って説明しています。Kasane は同じ名前、同じオプション、同じファイルを受け付けます。\
        下のコードで引用符の中にあるのは、JavaScript で書くときとまったく同じ文字列です。どのリストもこのプログラムのクラスそのもので、横に\
        あるのは今それを実行した出力です。""");
    volumes(page);
    nets(page);
    layers(page);
    trainers(page);
    loop(page);
    json(page);
    return page.build();
  }

  private static void volumes(Page.Builder page) {
    page.heading("Vol", "Vol");
    page.paragraph(
        "A `Vol` is a box of numbers: width × height × depth, with a gradient for each. Depth runs fastest in memory. "
            + "Without a fourth number the box is filled with random values whose standard deviation is 1/√n.",
        "`Vol` は幅 × 高さ × 奥行きの数の箱で、それぞれの数に勾配がついています。メモリー上では奥行き方向がいちばん速く変わります。4 番目の"
            + "数を省くと、標準偏差 1/√n の乱数で初期化されます。");
    Chapter.show(page, Volumes.class, Volumes::run);
    page.note(
        "Usual mistake: `set(row, column, …)`. The order is x, then y: column first. With square images the mistake "
            + "goes "
            + "unnoticed, the pictures are merely mirrored.",
        "よくある誤解：`set(行, 列, …)` と書くことです。順序は x、y、つまり列が先です。正方形の画像ではエラーにならず、縦横が入れ替わるだけ"
            + "なので気づきません。");
  }

  private static void nets(Page.Builder page) {
    page.heading("Net and Layer", "Net と Layer");
    page.paragraph(
        "A `Net` is a list of layers. Each takes a `Vol` and makes a new one; the first must be `input`, the last a "
            + "loss. "
            + "What the guide does not say: `svm`, `softmax` and `regression` bring a fully connected layer of their "
            + "own, "
            + "so two definitions become three layers.",
        "`Net` は層のリストです。各層は `Vol` を受け取り、新しい `Vol` を作ります。最初は `input`、最後は損失の層でなければなりません。ガイドには"
            + "書かれていませんが、`svm`、`softmax`、`regression` は自分の前に全結合層を自動的に加えるので、2 つの定義から 3 つの層ができます。");
    Chapter.show(page, FirstNet.class, FirstNet::run);
  }

  private static void layers(Page.Builder page) {
    page.heading("Kinds of layers", "層の種類");
    Prose.add(page,
        """
        Fully connected layers with an activation, maxout and dropout are in the guide. Its sections on regression and \
        convolution are empty; the last two nets below fill them.

        **Regression** predicts numbers. The loss is ½ Σ (y − target)² over its outputs, the gradient simply y − target.

        **Convolution** slides filters over the picture. The output has ⌊(size + 2 · pad − filter) / stride + 1⌋ \
        columns: 24 wide with 5 × 5 filters and a border of 2 stays 24; pooling by 2 halves it.""",
        """
        活性化関数つきの全結合層、maxout、ドロップアウトはガイドで説明されています。回帰と畳み込みの節は空欄になっているので、下の最後の 2 つの\
        ネットワークで補いました。

        **回帰**は数値を予測します。損失は出力についての ½ Σ (y − 目標値)²、勾配は単に y − 目標値です。

        **畳み込み**はフィルターを画像の上で滑らせます。出力の幅は ⌊(入力の幅 + 2 · pad − フィルターの幅) / stride + 1⌋ です。幅 24 に 5 × 5 の\
        フィルターと幅 2 の余白なら 24 のまま、2 でプーリングすると半分になります。""");
    Chapter.show(page, LayerKinds.class, LayerKinds::run);
    page.bullets(
        Text.of("The guide says that a maxout layer's size “must be even”. It must be divisible by the group size. "
            + "ConvNetJS "
                + "drops the rest in silence (10 neurons in groups of 4 give 2 outputs); Kasane says so.",
            "ガイドでは maxout の層の大きさは「偶数でなければならない」とありますが、正しくはグループの大きさで割り切れなければなりません。"
                + "ConvNetJS は余りを黙って捨て（10 個を 4 個ずつなら出力は 2 個）、Kasane はそのことを知らせます。"),
        Text.of("`drop_prob` is the share that is dropped while training. When predicting, ConvNetJS multiplies by "
            + "that share "
                + "where it should use the share that is kept; at 0.5 both are the same, elsewhere not. Kasane does "
                + "it right "
                + "unless asked to be faithful.",
            "`drop_prob` は学習中に落とす割合です。予測時に ConvNetJS は、残す割合を掛けるべきところで落とす割合を掛けています。0.5 なら"
                + "同じですが、ほかの値では違います。Kasane は、忠実モードを選ばないかぎり正しく計算します。"),
        Text.of("Class numbers go from 0 to K − 1. A label of K gives NaN in ConvNetJS and an error here.",
            "クラス番号は 0 から K − 1 までです。K を渡すと ConvNetJS では NaN になり、Kasane ではエラーになります。"));
  }

  private static void trainers(Page.Builder page) {
    page.heading("Trainer", "Trainer");
    page.paragraph(
        "The guide's three set-ups, each trained 1000 times on the same sample of class 3, then regression with one "
            + "and with "
            + "three targets.",
        "ガイドの 3 通りの設定で、同じ標本（クラス 3）を 1000 回ずつ学習させます。続いて、目標値が 1 個と 3 個の回帰も行います。");
    Chapter.show(page, Trainers.class, Trainers::run);
    page.bullets(
        Text.of("The guide's examples pass `l1_decay`. In ConvNetJS it has no effect, since layers multiply it by 0 "
            + "unless told "
                + "otherwise. In Kasane it has.",
            "ガイドの例では `l1_decay` を指定していますが、ConvNetJS では効果がありません。層の側の係数の既定値が 0 だからです。Kasane では"
                + "効きます。"),
        Text.of("The guide advises beginners to take adadelta. It needs no learning rate, but it starts slowly, as "
            + "the costs "
                + "above show: its first steps are as small as its eps. For large batches and many samples that does "
                + "not matter.",
            "ガイドは初心者に adadelta を勧めています。学習率を決めなくてよい反面、上のコストを見るとわかるように出だしが遅いです。最初の一歩の"
                + "大きさが eps で決まるためです。標本が多ければ問題になりません。"),
        Text.of("`batch_size` 10 means that only each tenth call of `train` changes the weights.",
            "`batch_size` が 10 なら、重みが変わるのは `train` を 10 回呼ぶごとに 1 回だけです。"));
  }

  private static void loop(Page.Builder page) {
    page.heading("The training loop", "学習のループ");
    page.paragraph(
        "One `Vol` is made once and filled for each row. The data here are points in a square; those near the centre "
            + "are class 1.",
        "`Vol` は一度だけ作り、行ごとに値を入れ替えます。ここでのデータは正方形の中の点で、中心に近い点がクラス 1 です。");
    Chapter.show(page, TrainingLoop.class, TrainingLoop::run);
    page.note(
        "Usual mistake: to take the falling cost for success. The cost is measured on what was just trained; keep "
            + "some points "
            + "aside and count on those.",
        "よくある誤解：コストが下がったことを成功とみなすことです。コストは今学習したばかりの標本で測った値です。一部の点を取り分けておき、そちらで"
            + "正解数を数えてください。");
  }

  private static void json(Page.Builder page) {
    page.heading("JSON", "JSON");
    page.paragraph(
        "`toJSON` gives a tree, `ConvNetJson.stringify` its text; `fromJSON` fills an empty `Net`. ConvNetJS reads "
            + "files written "
            + "here, and the other way round. What is not saved: the trainer and its sums. A run that goes on from a "
            + "file "
            + "starts with fresh momentum.",
        "`toJSON` は木構造を、`ConvNetJson.stringify` はその文字列を返し、`fromJSON` は空の `Net` に読み込みます。ここで書いたファイルは ConvNetJS "
            + "でも読め、逆もできます。Trainer とその内部状態は保存されません。ファイルから学習を再開すると、モメンタムは最初からになります。");
    Chapter.show(page, Saving.class, Saving::run);
  }
}
