package dev.kasane.lessons.walkthroughs;

import dev.kasane.data.Dataset;
import dev.kasane.data.ImageData;
import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.train.Model;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A reader of the TensorFlow.js MNIST example "could read it but not write it": here it is, to write. */
final class TfjsGuide implements Lesson {

  private static final int EPOCHS = 3;
  private static final int MOST_RUNS = 3;
  private static final int QUICK_SAMPLES = 3200;

  @Override
  public String name() {
    return "guide-tfjs";
  }

  @Override
  public Text title() {
    return Text.of("Reading the TensorFlow.js MNIST example, then writing it", "TensorFlow.js の MNIST の例を読み、そして書く");
  }

  @Override
  public Text summary() {
    return Text.of("The model, its shapes and parameters, training with callbacks, and where the reading errs.",
        "モデル、形状とパラメータ数、コールバックつきの学習、そして読解の誤りを見ます。");
  }

  @Override
  public int seconds() {
    return 60;
  }

  @Override
  public boolean needsMnist() {
    return true;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    page.paragraph(
        "“I could read it but I could not write it”, ends one reading of the example. So here is the example as Java "
            + "that runs, "
            + "part by part, with what each part does.",
        "「読めるようにはなったが、自分では書けない」。この例を読み解いたある記事はそう結ばれています。そこで、動く Java のコードとして一つずつ"
            + "書いていきます。");
    model(page);
    training(page, context);
    reading(page);
    Prose.conclude(page, Text.of(
        """
        **Now write it.** Change one thing and predict what will happen before you run it: drop the last \
        convolution; make the batch 32; leave the pooling out and look at the parameters of the first dense layer.

        **Usual mistakes.** To judge by the training accuracy. To look at the test accuracy while choosing settings: \
        that is what the validation share is for. And to shuffle before cutting it off: here it is the last 15 %, \
        cut before any shuffling, so that no image changes sides between epochs.""",
        """
        **では書いてみましょう。** 1 か所だけ変えて、実行する前に結果を予想してください。最後の畳み込みを除く、バッチを 32 にする、プーリングを\
        除いて最初の全結合層のパラメータ数を見る、などです。

        **よくある誤解。** 学習データでの正解率で判断すること。設定を選んでいる間にテストデータの正解率を見ること（そのために検証用の分割が\
        あります）。そして検証用を切り分ける前にシャッフルすること。ここではシャッフルの前に末尾の 15 % を切り分けるので、エポックが変わっても\
        画像が行き来することはありません。"""));
    return page.build();
  }

  private static void model(Page.Builder page) {
    page.heading("The model", "モデル");
    page.paragraph(
        "Three convolutions find strokes, corners and parts of digits; two poolings halve the picture; two dense "
            + "layers decide.",
        "3 つの畳み込みが線、角、数字の部品を見つけ、2 つのプーリングが画像を半分にし、2 つの全結合層が判断します。");
    try (Model model = TfjsMnist.createConvModel()) {
      page.code(
          Listing.java(Text.of("The model", "モデル"), Sources.members(TfjsMnist.class, "createConvModel")),
          new Listing(Text.of("Its summary", "その概要"), "text", model.summary().toString()));
      page.paragraph(
          "Parameters by hand: 3·3·1·16 + 16 = 160; 3·3·16·32 + 32 = 4,640; 3·3·32·32 + 32 = 9,248; 288·64 + 64 = "
              + "18,496; "
              + "64·10 + 10 = 650; together " + model.parameterCount() + ".",
          "パラメータ数を手で計算すると、3·3·1·16 + 16 = 160、3·3·16·32 + 32 = 4,640、3·3·32·32 + 32 = 9,248、288·64 + 64 = 18,496、"
              + "64·10 + 10 = 650、合計 " + model.parameterCount() + " です。");
    }
  }

  private static void training(Page.Builder page, LessonContext context) {
    page.heading("Training", "学習");
    page.paragraph(
        "`compile` names optimizer, loss and metrics; `fit` takes batches of 320, keeps the last 15 % for validation "
            + "and calls "
            + "back after each batch and each epoch. In the browser the callbacks also let the page breathe "
            + "(`nextFrame`); a "
            + "program in Java simply uses another thread.",
        "`compile` で最適化手法、損失、評価指標を決めます。`fit` は 320 枚ずつのバッチで学習し、末尾の 15 % を検証用に残し、バッチとエポックの"
            + "終わりごとにコールバックを呼びます。ブラウザではコールバックの中で画面を更新させますが（`nextFrame`）、Java では別のスレッドを"
            + "使えば済みます。");
    page.code(Listing.java(Text.of("Training", "学習"), Sources.members(TfjsMnist.class, "train")));
    ImageData mnist = context.mnist();
    Dataset train = mnist.train().oneHot(10);
    Dataset test = mnist.test().oneHot(10);
    if (context.quick()) {
      train = train.take(QUICK_SAMPLES);
      test = test.take(QUICK_SAMPLES / 4);
    }
    List<TfjsMnist.Result> results = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int runs = Math.min(context.seeds(), context.scaled(MOST_RUNS, 1));
    for (int run = 0; run < runs; run++) {
      try (Model model = TfjsMnist.createConvModel().seed(context.seed() + run);
          PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
        results.add(TfjsMnist.train(model, train, test, EPOCHS, run == 0 ? out : silent()));
      }
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    page.code(new Listing(Text.of("What it prints, shortened", "実行結果（抜粋）"), "text", shortened(lines)));
    page.figures(Text.of("After " + EPOCHS + " epochs, on " + train.size() + " images",
            EPOCHS + " エポック後、画像 " + train.size() + " 枚"),
        List.of(
            Figure.oursOnly(Text.of("validation accuracy", "検証データの正解率"),
                Spread.of(results.stream().mapToDouble(each -> 100 * each.validationAccuracy()).toArray()), 2, "%"),
            Figure.oursOnly(Text.of("test accuracy", "テストデータの正解率"),
                Spread.of(results.stream().mapToDouble(each -> 100 * each.testAccuracy()).toArray()), 2, "%")));
    charts(page, results.getFirst());
    page.note(
        "The published example has 55,000 training images and so "
            + "" + Math.ceilDiv((int) (55_000 * 0.85), TfjsMnist.BATCH_SIZE)
            * EPOCHS + " batches in three epochs; the " + train.size() + " images here make "
            + Math.ceilDiv((int) (train.size() * 0.85), TfjsMnist.BATCH_SIZE) * EPOCHS + ".",
        "公開されている例では学習用画像が 55,000 枚なので 3 エポックで " + Math.ceilDiv((int) (55_000 * 0.85), TfjsMnist.BATCH_SIZE)
            * EPOCHS + " バッチですが、ここでは " + train.size() + " 枚なので "
            + Math.ceilDiv((int) (train.size() * 0.85), TfjsMnist.BATCH_SIZE) * EPOCHS + " バッチになります。");
  }

  private static void charts(Page.Builder page, TfjsMnist.Result result) {
    double[] epochs = IntStream.rangeClosed(1, result.history().epochs().size()).mapToDouble(i -> i).toArray();
    page.chart(
        Plot.of(Text.of("Accuracy", "正解率"), Text.of("epoch", "エポック"), Text.of("accuracy", "正解率"))
            .line(Text.of("training", "学習"), epochs, values(result, "accuracy"))
            .line(Text.of("validation", "検証"), epochs, values(result, "val_accuracy")),
        "The training value is the mean over an epoch in which the network was still learning, so in the beginning "
            + "it is below "
            + "the validation value, which is measured at the end.",
        "学習データの値は学習途中の 1 エポックの平均なので、はじめのうちは、エポックの終わりに測る検証データの値を下回ります。");
    page.chart(
        Plot.of(Text.of("Loss", "損失"), Text.of("epoch", "エポック"), Text.of("cross entropy", "交差エントロピー"))
            .line(Text.of("training", "学習"), epochs, values(result, "loss"))
            .line(Text.of("validation", "検証"), epochs, values(result, "val_loss")),
        "The loss that training lowers.", "学習によって小さくする損失です。");
  }

  private static double[] values(TfjsMnist.Result result, String name) {
    return result.history().get(name).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static PrintStream silent() {
    return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
  }

  /** Of the lines of progress only those around the end of an epoch. */
  private static String shortened(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean progress = lines.get(i).startsWith("Training");
      boolean edge = i == 0 || i + 1 < lines.size() && !lines.get(i + 1).startsWith("Training");
      if (!progress || edge) {
        text.append(lines.get(i)).append('\n');
      } else if (i == 1 || !lines.get(i - 1).startsWith("Training")) {
        text.append("…\n");
      }
    }
    return text.toString();
  }

  private static void reading(Page.Builder page) {
    page.heading("Where the reading errs", "読解の誤り");
    page.paragraph(
        "The reading gives a picture of each stage that helps, and is wrong in five places.",
        "その記事は各段階をわかりやすく図で説明していますが、次の 5 か所が正しくありません。");
    page.table(Text.of("Said and true", "記事の説明と実際"),
        List.of(Text.of("Point", "項目"), Text.of("The reading says", "記事の説明"), Text.of("What is so", "実際")),
        List.of(
            List.of(Text.of("Input", "入力"), Text.same("32 × 32 × 2"),
                Text.of("28 × 28 × 1: grey pictures have one channel", "28 × 28 × 1。濃淡画像のチャンネルは 1 つ")),
            List.of(Text.of("3 × 3", "3 × 3"),
                Text.of("looks around and decides black or white", "周囲を見て白か黒かを決める"),
                Text.of("16 learned filters; each gives a weighted sum and ReLU", "学習された 16 個のフィルター。重みつきの和と ReLU を計算")),
            List.of(Text.of("Pooling", "プーリング"), Text.of("takes the middle value", "中央の値をとる"),
                Text.of("takes the largest of each 2 × 2", "2 × 2 の最大値をとる")),
            List.of(Text.of("What is left", "最後に残る数"), Text.same("8 × 8 = 64"),
                Text.of("3 × 3 × 32 = 288 numbers; the 64 are neurons of the dense layer", "3 × 3 × 32 = 288 個。64 "
                    + "は全結合層のニューロンの数")),
            List.of(Text.of("Learning rate", "学習率"), Text.same("0.01"),
                Text.of("0.001: the constant 0.01 stood in the file unused; the optimizer is the string 'rmsprop', "
                    + "with its default",
                    "0.001。定数 0.01 はファイルにあるが使われておらず、最適化手法は文字列 'rmsprop' で指定され、既定値になる"))));
  }
}
