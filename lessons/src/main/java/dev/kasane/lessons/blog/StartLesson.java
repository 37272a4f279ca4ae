package dev.kasane.lessons.blog;

import static dev.kasane.nn.Initializers.glorotUniform;
import static dev.kasane.nn.Initializers.randomNormal;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Losses.categoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.sgd;
import static dev.kasane.nn.layers.ActivationFunction.SIGMOID;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;

import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.Batch;
import dev.kasane.lessons.blog.byhand.HiddenNet;
import dev.kasane.lessons.blog.byhand.Start;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Bars;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The same net from N(0, 1) and from Glorot's start. */
final class StartLesson extends BlogLesson {

  /** What an independent program in another language found, one seed: after 300, 1000 and 3000 steps. */
  private static final double[] NORMAL_ELSEWHERE = {63.7, 79.2, 86.6};

  private static final double[] GLOROT_ELSEWHERE = {86.4, 90.3, 92.2};
  private static final int BINS = 10;

  StartLesson() {
    super(
        "blog-start",
        Text.of("Where to begin: N(0, 1) or Glorot", "初期値: N(0, 1) か Glorot か"),
        Text.of(
            "Nothing changed but the first weights: 92 % instead of 87 % after the same 3000 steps.",
            "変えるのは重みの初期値だけ。同じ 3000 ステップで、87 % が 92 % になります。"),
        40);
  }

  /** The net with the hidden layer; biases begin with 0. */
  static Model hidden(Initializer start) {
    return Sequential.of(
            input(784),
            dense(100).activation(SIGMOID).kernelInitializer(start),
            dense(10).activation(SOFTMAX).kernelInitializer(start))
        .compile(sgd(0.001 * 100), categoricalCrossentropy(), accuracy());
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int scale = context.scaled(1, 50);
    int[] lengths = IntStream.of(100, 200, 300, 500, 700, 1000, 1500, 2000, 2500, 3000).map(n -> n / scale).toArray();
    List<BlogRun> normal =
        context.overSeeds(seed -> BlogRun.train(() -> hidden(randomNormal(1)), seed, data, lengths));
    List<BlogRun> glorot =
        context.overSeeds(seed -> BlogRun.train(() -> hidden(glorotUniform()), seed, data, lengths));
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(Text.of("N(0, 1), 3000 steps, the article's figure", "N(0, 1)、3000 ステップ（記事の値）"),
        87.08, spread(normal, BlogRun::lastTest), 2, "%"));
    int[] compared = {300, 1000, 3000};
    for (int i = 0; i < compared.length; i++) {
      int length = compared[i] / scale;
      figures.add(Figure.of(Text.of("N(0, 1), " + length + " steps (another program, one seed)",
          "N(0, 1)、" + length + " ステップ（別のプログラム、1 シード）"), NORMAL_ELSEWHERE[i],
          spread(normal, run -> run.testAt(length)), 1, "%"));
      figures.add(Figure.of(Text.of("Glorot, " + length + " steps (another program, one seed)",
          "Glorot、" + length + " ステップ（別のプログラム、1 シード）"), GLOROT_ELSEWHERE[i],
          spread(glorot, run -> run.testAt(length)), 1, "%"));
    }
    double[] xs = normal.getFirst().xs();
    return page()
        .paragraph(
            "A hidden neuron adds about 100 inked pixels, each times a weight. If the weights come from N(0, 1), the "
                + "sum has a deviation near 10, and the sigmoid of ±10 is 0 or 1: flat, with a slope of nearly 0. "
                + "Glorot and Bengio (2010) choose the width so that a sum is about as large as what went in.",
            "隠れ層のニューロンは、インクのある約 100 画素にそれぞれ重みを掛けて足します。重みが N(0, 1) なら和の標準偏差は約 10 になり、"
                + "±10 のシグモイドは 0 か 1、傾きはほぼ 0 です。Glorot と Bengio (2010) は、和の大きさが入力と同じくらいになるように"
                + "乱数の幅を選びました。")
        .formula("Glorot:  w uniform in ±√(6 / (inputs + outputs));   784 → 100: ±0.082")
        .code(
            Listing.java(Text.of("By hand", "手書き"), Sources.members(Start.class, "normal", "glorot")),
            Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(StartLesson.class, "hidden")))
        .chart(activations(data, context.seed()),
            "Outputs of the hidden neurons before the first step. From N(0, 1) most are stuck at 0 or 1; from Glorot's "
                + "start they lie in the middle, where the sigmoid is steep.",
            "学習を始める前の、隠れ層の出力の分布。N(0, 1) ではほとんどが 0 か 1 に張り付き、Glorot ではシグモイドの傾きが大きい"
                + "中央付近に集まります。")
        .figures(caption(context.seeds()), figures)
        .table(Text.of("Spread between seeds at the end", "最後の時点でのシードによるばらつき"),
            spreadHeadings("test accuracy (%)", "テスト正解率 (%)"),
            List.of(row(Text.same("N(0, 1)"), spread(normal, BlogRun::lastTest), 2),
                row(Text.same("Glorot"), spread(glorot, BlogRun::lastTest), 2)))
        .chart(
            accuracyPlot("The same net, two starts", "同じネット、2 つの初期値").yRange(0, 100)
                .runs(Text.same("N(0, 1)"), xs, tests(normal))
                .runs(Text.same("Glorot"), xs, tests(glorot))
                .reference(Text.of("article", "記事"), 87.08),
            "300 steps from the better start reach what took 3000 from the other.",
            "良い初期値なら、もう一方で 3000 ステップかかった正解率に 300 ステップで届きます。")
        .heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**“Random is random.”** The width matters as much as the rate. Too wide, and neurons are asleep; "
                    + "zero, and all neurons of a layer stay equal for ever, since they get equal gradients.",
                "**「乱数なら何でも同じ」ではありません。** 乱数の幅は学習率と同じくらい重要です。広すぎればニューロンは飽和し、すべて 0 なら"
                    + "同じ勾配を受け取り続けて、層のニューロンがずっと同じ値のままになります。"),
            Text.of(
                "**Blaming size or depth.** Whoever sees the hidden net stay level with the perceptron adds neurons "
                    + "or steps. The cure was one word in the line that makes the weights.",
                "**規模や深さのせいにする。** 隠れ層を足しても変わらないと、ニューロンやステップを増やしたくなります。しかし効くのは、"
                    + "初期値を作る行の 1 語を変えることでした。"),
            Text.of(
                "**Libraries hide it.** `dense(100)` in Kasane, as in Keras, begins with Glorot and biases of 0. "
                    + "Whoever rewrites a network by hand has to write that too.",
                "**ライブラリでは見えません。** Kasane の `dense(100)` は Keras と同じく、Glorot と 0 のバイアスで始まります。手書きに"
                    + "直すときは、それも書かなければなりません。"))
        .build();
  }

  private static Bars activations(BlogData data, long seed) {
    Batch images = BlogData.tables(data.train(), 100);
    Random random = new Random(seed);
    double[] normal = histogram(images, Start.normal(784, 100, random));
    double[] glorot = histogram(images, Start.glorot(784, 100, random));
    List<Text> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(Text.same("0." + i));
    }
    return Bars.of(Text.of("Hidden outputs at the start", "学習前の隠れ層の出力"), Text.of("share (%)", "割合 (%)"), bins)
        .set(Text.same("N(0, 1)"), normal)
        .set(Text.same("Glorot"), glorot);
  }

  private static double[] histogram(Batch images, double[][] w) {
    double[][] h =
        new HiddenNet(w, new double[100], new double[100][10], new double[10]).hidden(images.images());
    double[] bins = new double[BINS];
    for (double[] row : h) {
      for (double value : row) {
        bins[Math.min(BINS - 1, (int) (value * BINS))] += 100.0 / (h.length * row.length);
      }
    }
    return bins;
  }
}
