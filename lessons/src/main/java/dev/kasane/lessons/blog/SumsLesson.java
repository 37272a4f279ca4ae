package dev.kasane.lessons.blog;

import static dev.kasane.nn.Losses.categoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.sgd;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.Functions;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.report.Numbers;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Bars;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Gradients summed over the batch, averaged, or one so and the other so. */
final class SumsLesson extends BlogLesson {

  private static final double RATE = 0.01;

  SumsLesson() {
    super(
        "blog-sums-and-averages",
        Text.of("Sums and averages", "合計と平均"),
        Text.of(
            "The same gradient, summed or averaged over a batch, differs by a factor of 100. The CNN has one of each.",
            "同じ勾配でも、バッチで合計するか平均するかで 100 倍違います。記事の CNN には両方が混ざっています。"),
        90);
  }

  /** What a run ended with: accuracy in percent, and how far the filter moved from its start. */
  record Result(double accuracy, double moved) {}

  /** The article's mixture: sums for the output, means for the filter. */
  static Optimizer mixed(double rate, int batch) {
    return new SlowedLayer(sgd(rate * batch), "conv2d_1", 1.0 / batch);
  }

  /** Sums everywhere. */
  static Optimizer sums(double rate, int batch) {
    return sgd(rate * batch);
  }

  /** Means everywhere: what a library does with the rate as it is. */
  static Optimizer means(double rate) {
    return sgd(rate);
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int steps = context.scaled(1000, 10);
    int batch = BlogNets.BATCH;
    List<Text> names = List.of(
        Text.of("the article: sum and mean", "記事: 合計と平均"),
        Text.of("all summed", "すべて合計"),
        Text.of("all averaged", "すべて平均"));
    List<Optimizer> optimizers = List.of(mixed(RATE, batch), sums(RATE, batch), means(RATE));
    List<Figure> figures = new ArrayList<>();
    List<List<Text>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optimizer optimizer = optimizers.get(i);
      List<Result> results = context.overSeeds(seed -> cnn(optimizer, seed, data, steps));
      Spread accuracy = new Spread(results.stream().map(Result::accuracy).toList());
      figures.add(Figure.oursOnly(names.get(i), accuracy, 2, "%"));
      rows.add(row(names.get(i), new Spread(results.stream().map(Result::moved).toList()), 3));
    }
    return page()
        .paragraph(
            "A batch gives 100 gradients. Adding them makes the step 100 times as long as averaging them; with a rate "
                + "that is 100 times smaller the result is the same. Neither is wrong. Wrong is to change the batch "
                + "size and forget which one it was.",
            "バッチからは 100 個の勾配が得られます。合計すれば、平均したときの 100 倍の歩幅になり、学習率を 100 分の 1 にすれば結果は同じ"
                + "です。どちらも間違いではありません。間違いなのは、どちらだったかを忘れてバッチサイズを変えることです。")
        .formula("rate · Σ g = (rate · n) · (Σ g) / n")
        .code(
            Listing.java(Text.of("By hand: a sum", "手書き: 合計"), Sources.members(Functions.class, "deltaW", "deltaB")),
            Listing.java(Text.of("With Kasane: three ways", "Kasane では: 3 通り"),
                Sources.members(SumsLesson.class, "mixed", "sums", "means")))
        .heading("The CNN, three ways", "CNN を 3 通りに学習する")
        .figures(
            Text.of("Test accuracy after " + steps + " steps at rate " + RATE + "; the article gives no figure",
                "学習率 " + RATE + "、" + steps + " ステップ後のテスト正解率（記事に数値はありません）"), figures)
        .table(Text.of("How far the filter moved (root mean square)", "フィルタの移動量（二乗平均平方根）"),
            spreadHeadings("gradients", "勾配"), rows)
        .chart(
            Bars.of(Text.of("Test accuracy, three ways", "3 通りのテスト正解率"), Text.of("accuracy (%)", "正解率 (%)"), names)
                .range(0, 100)
                .with(new Bars.Set(Text.of("mean, lowest and highest seed", "平均と最小・最大"), heights(figures, Spread::mean),
                    heights(figures, Spread::min), heights(figures, Spread::max))),
            "Bars are means over the seeds, whiskers reach from the lowest to the highest.",
            "棒はシードの平均、ひげは最小から最大までです。")
        .heading("The perceptron with other batch sizes", "パーセプトロンでバッチサイズを変える")
        .table(
            Text.of("Test accuracy (%) after " + steps + " steps, " + context.seeds() + " seeds",
                steps + " ステップ後のテスト正解率 (%)、" + context.seeds() + " シード"),
            List.of(Text.of("batch size", "バッチサイズ"), Text.of("summed, rate 0.001", "合計、学習率 0.001"),
                Text.of("averaged, rate 0.1", "平均、学習率 0.1")),
            batches(context, data, steps))
        .paragraph(
            "At 100 both columns are the same runs. With fewer samples a sum becomes a shorter step, with more a "
                + "longer one; the mean keeps its length and only gets more exact.",
            "100 のときは両方の列が同じ実行になります。サンプルを減らすと合計では歩幅が縮み、増やすと伸びます。平均では歩幅は変わらず、"
                + "精度だけが上がります。")
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**Mixing both in one network.** In the article's CNN the output layer learns from sums, the filter "
                    + "and "
                    + "its biases from means: the filter takes steps of a hundredth. The table shows how far it moved "
                    + "in each case.",
                "**1 つのネットワークに両方を混ぜる。** 記事の CNN では、出力層は合計、フィルタとバイアスは平均で学習するので、"
                    + "フィルタの歩幅は 100 分の 1 です。それぞれの場合にどれだけ動いたかを上の表に示しました。"),
            Text.of(
                "**“Then sums everywhere must be better.”** Look at the figures before you believe it. With sums the "
                    + "filter moves several times as far, yet the accuracy differs by less than the seeds do among "
                    + "themselves: one random filter serves about as well as another.",
                "**「それなら全部合計にすればよい」。** 信じる前に数値を見てください。すべて合計にするとフィルタは何倍も動きますが、"
                    + "正解率の差はシードによるばらつきより小さいのです。フィルタが 1 枚なら、どのフィルタでも大きな差は出ません。"),
            Text.of(
                "**Reading a rate from an article.** Ask whether it belongs to a sum or a mean, and to which batch "
                    + "size. Without both it is no number.",
                "**記事の学習率を読むとき。** 合計用か平均用か、バッチサイズはいくつかを確かめましょう。両方がわからなければ、"
                    + "その数値には意味がありません。"))
        .build();
  }

  private static double[] heights(List<Figure> figures, ToDoubleFunction<Spread> part) {
    return figures.stream().mapToDouble(figure -> part.applyAsDouble(figure.ours())).toArray();
  }

  private static List<List<Text>> batches(LessonContext context, BlogData data, int steps) {
    List<List<Text>> rows = new ArrayList<>();
    for (int batch : new int[] {10, 100, 500}) {
      rows.add(List.of(Text.same(String.valueOf(batch)), perceptron(context, data, steps, batch, 0.001 * batch),
          perceptron(context, data, steps, batch, 0.1)));
    }
    return rows;
  }

  /** Kasane's rates are for means. */
  private static Text perceptron(LessonContext context, BlogData data, int steps, int batch, double rate) {
    Spread accuracy = new Spread(context.overSeeds(seed -> {
      try (CpuBackend backend = new CpuBackend(1);
          Model model = BlogNets.perceptron(rate / batch, batch).seed(seed).backend(backend)) {
        BlogRun.fit(model, data.draw(steps, batch, new Random(seed)), batch);
        return 100 * model.evaluate(data.test(), 500).accuracy();
      }
    }));
    return Text.same(accuracy.text(2) + " (" + Numbers.fixed(accuracy.min(), 1) + "–"
        + Numbers.fixed(accuracy.max(), 1) + ")");
  }

  private static Result cnn(Optimizer optimizer, long seed, BlogData data, int steps) {
    try (CpuBackend backend = new CpuBackend(1);
        Model model = BlogNets.cnn(RATE, BlogNets.BATCH).seed(seed).backend(backend)
            .compile(optimizer, categoricalCrossentropy(), accuracy())) {
      Tensor before = model.getWeight("conv2d_1/kernel");
      BlogRun.fit(model, data.draw(steps, BlogNets.BATCH, new Random(seed)), BlogNets.BATCH);
      Tensor after = model.getWeight("conv2d_1/kernel");
      double sum = 0;
      for (int i = 0; i < before.size(); i++) {
        sum += Math.pow(after.data()[i] - before.data()[i], 2);
      }
      return new Result(100 * model.evaluate(data.test(), 500).accuracy(), Math.sqrt(sum / before.size()));
    }
  }
}
