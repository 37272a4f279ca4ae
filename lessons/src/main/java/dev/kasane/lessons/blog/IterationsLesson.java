package dev.kasane.lessons.blog;

import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.HiddenNet;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Chart;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.chart.Series;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Both nets at 2,000 to 500,000 steps. */
final class IterationsLesson extends BlogLesson {

  /** The article's lengths. */
  static final List<Integer> LENGTHS = List.of(
      2_000, 3_000, 5_000, 10_000, 20_000, 30_000, 50_000, 100_000, 150_000, 200_000, 300_000, 400_000, 500_000);

  private static final int SEEDED = 8;
  private static final int SMALLER = 2_000;

  IterationsLesson() {
    super(
        "blog-iterations",
        Text.of("A night of training: up to 500,000 steps", "一晩の学習――50 万ステップまで"),
        Text.of(
            "How far do both nets get if nobody stops them? The perceptron stays near 92 %, the hidden layer goes on "
                + "to 95 % and more.",
            "止めずに学習させると、どこまで伸びるでしょうか。単純パーセプトロンは 92 % 付近で頭打ちになり、隠れ層のあるネットは "
                + "95 % を超えます。"),
        360);
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    int[] all = LENGTHS.stream().mapToInt(length -> length / (context.quick() ? SMALLER : 1)).toArray();
    int[] seeded = Arrays.copyOf(all, SEEDED);
    List<Callable<BlogRun>> jobs = new ArrayList<>();
    // The longest first: then no thread is left alone with one at the end.
    for (int i = 0; i < context.seeds(); i++) {
      long seed = context.seed() + i;
      int[] lengths = i == 0 ? all : seeded;
      jobs.add(() -> BlogRun.train(BlogNet.HIDDEN, 0.001, seed, data, lengths));
      jobs.add(() -> BlogRun.train(BlogNet.PERCEPTRON, 0.001, seed, data, lengths));
    }
    List<BlogRun> runs = parallel(context, jobs);
    List<BlogRun> hidden = new ArrayList<>();
    List<BlogRun> simple = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      (i % 2 == 0 ? hidden : simple).add(runs.get(i));
    }
    return page(context, all, seeded[SEEDED - 1], simple, hidden);
  }

  private Page page(LessonContext context, int[] all, int common, List<BlogRun> simple, List<BlogRun> hidden) {
    BlogRun longSimple = simple.getFirst();
    BlogRun longHidden = hidden.getFirst();
    String last = Numbers.general(all[all.length - 1], 6);
    String shared = Numbers.general(common, 6);
    Page.Builder page = page()
        .paragraph(
            "The article trains anew for each length and leaves the computer running overnight. That is not needed: a "
                + "run of 500,000 steps passes 2,000 on its way. So each seed trains once, and is measured at every "
                + "length. The first seed goes to " + last + " steps, the other " + (context.seeds() - 1) + " to "
                + shared + ", several side by side with one thread each.",
            "記事では長さごとに最初から学習し直し、コンピュータを一晩動かしています。しかしその必要はありません。50 万ステップの実行は、"
                + "途中で 2,000 ステップも通過するからです。そこでシードごとに 1 回だけ学習し、各長さで測定します。最初のシードは "
                + last + " ステップまで、残り " + (context.seeds() - 1) + " 個は " + shared + " ステップまで、1 スレッドずつ並行"
                + "して実行します。")
        .code(
            Listing.java(Text.of("By hand: one step", "手書き: 1 ステップ"), Sources.members(HiddenNet.class, "train")),
            Listing.java(Text.of("With Kasane: many steps, measured on the way", "Kasane では: 途中で測りながら学習"),
                Sources.members(BlogRun.class, "train", "fit")))
        .figures(
            caption(context.seeds()),
            List.of(
                figure("perceptron, ", "単純パーセプトロン、", 92, shared, simple, common),
                figure("hidden layer, ", "隠れ層あり、", 96, shared, hidden, common),
                figure("perceptron, one seed, ", "単純パーセプトロン（1 シード）、", 92, last, List.of(longSimple),
                    all[all.length - 1]),
                figure("hidden layer, one seed, ", "隠れ層あり（1 シード）、", 96, last, List.of(longHidden),
                    all[all.length - 1]),
                Figure.oursOnly(Text.of("time of the longest run", "最長の実行の時間"),
                    spread(List.of(longHidden), BlogRun::seconds), 0, "s")))
        .table(Text.of("Test accuracy (%) by length, first seed", "長さごとのテスト正解率 (%)、最初のシード"),
            List.of(Text.of("steps", "ステップ数"), BlogNet.PERCEPTRON.title(), BlogNet.HIDDEN.title(),
                Text.of("hidden, training images", "隠れ層あり・訓練画像")),
            rows(longSimple, longHidden))
        .table(Text.of("Spread between seeds, " + shared + " steps", "シードによるばらつき（" + shared + " ステップ）"),
            spreadHeadings("test accuracy (%)", "テスト正解率 (%)"),
            List.of(row(BlogNet.PERCEPTRON.title(), spread(simple, run -> run.testAt(common)), 2),
                row(BlogNet.HIDDEN.title(), spread(hidden, run -> run.testAt(common)), 2)))
        .chart(
            accuracyPlot("Test accuracy against steps", "ステップ数とテスト正解率").logX().yRange(70, 100)
                .with(test(longSimple, BlogNet.PERCEPTRON, longSimple.steps().length))
                .with(test(longHidden, BlogNet.HIDDEN, longHidden.steps().length))
                .reference(Text.of("article: 92 %", "記事: 92 %"), 92)
                .reference(Text.of("article: 96 %", "記事: 96 %"), 96),
            "A logarithmic axis: each tick is a multiple of steps, and still both curves flatten.",
            "横軸は対数目盛です。目盛りごとにステップ数が何倍にもなるのに、曲線は平らになっていきます。")
        .chart(known(longSimple, longHidden, longHidden.steps().length),
            "Training accuracy of the hidden net keeps rising while its test accuracy stands still: it learns the "
                + "images, no longer the digits.",
            "隠れ層のあるネットでは、テスト正解率が止まっても訓練正解率は上がり続けます。数字ではなく訓練画像そのものを覚え始めて"
                + "いるのです（過学習）。");
    List<Chart> frames = new ArrayList<>();
    for (int points = 2; points <= longHidden.steps().length; points++) {
      frames.add(known(longSimple, longHidden, points));
    }
    return lessons(page.animation(frames,
        Text.of("The curves as the number of steps grows.", "ステップ数を増やしていったときの曲線。"), 700)).build();
  }

  private static Figure figure(
      String en, String ja, double article, String steps, List<BlogRun> runs, int length) {
    return Figure.of(Text.of(en + steps + " steps (article: where it saturates)", ja + steps + " ステップ（記事は飽和値）"),
        article, spread(runs, run -> run.testAt(length)), 2, "%");
  }

  private static List<List<Text>> rows(BlogRun simple, BlogRun hidden) {
    List<List<Text>> rows = new ArrayList<>();
    for (int i = 0; i < simple.steps().length; i++) {
      rows.add(List.of(Text.same(Numbers.general(simple.steps()[i], 6)), Text.same(Numbers.fixed(simple.test()[i], 2)),
          Text.same(Numbers.fixed(hidden.test()[i], 2)), Text.same(Numbers.fixed(hidden.train()[i], 2))));
    }
    return rows;
  }

  private static Plot known(BlogRun simple, BlogRun hidden, int points) {
    return accuracyPlot("Training and test images", "訓練画像とテスト画像").logX()
        .xRange(hidden.steps()[0], hidden.steps()[hidden.steps().length - 1]).yRange(70, 100)
        .with(test(simple, BlogNet.PERCEPTRON, points))
        .with(test(hidden, BlogNet.HIDDEN, points))
        .with(train(simple, BlogNet.PERCEPTRON, points))
        .with(train(hidden, BlogNet.HIDDEN, points));
  }

  private static Series test(BlogRun run, BlogNet net, int points) {
    return Series.of(net.title(), Arrays.copyOf(run.xs(), points), Arrays.copyOf(run.test(), points),
        Series.Mark.LINE_AND_POINTS).colour(net == BlogNet.PERCEPTRON ? 1 : 0);
  }

  private static Series train(BlogRun run, BlogNet net, int points) {
    Text name = Text.of(net.title().en() + ", training images", net.title().ja() + "・訓練画像");
    return Series.of(name, Arrays.copyOf(run.xs(), points), Arrays.copyOf(run.train(), points), Series.Mark.DASHED)
        .colour(net == BlogNet.PERCEPTRON ? 1 : 0);
  }

  private static Page.Builder lessons(Page.Builder page) {
    return page.heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**Two different ceilings.** The perceptron does little better on training images: it cannot say "
                    + "more, however long it learns. The hidden net reaches nearly 100 % on training images and stops "
                    + "on test images: it could say more, but the images do not tell it what. More steps cure neither.",
                "**2 種類の天井があります。** 単純パーセプトロンは訓練画像でも正解率が大して変わりません。どれだけ学習しても、それ以上は表現"
                    + "できません。隠れ層のあるネットは訓練画像ではほぼ 100 % に達し、テスト画像で止まります。表現力はあるのに、"
                    + "データから学べることが尽きたのです。どちらもステップを増やしても解決しません。"),
            Text.of(
                "**“It saturates at 100,000 to 150,000.”** On a linear axis it looks so. The logarithmic one shows "
                    + "small gains to the end; each costs twice the steps of the one before.",
                "**「10 万から 15 万ステップで飽和する」。** 線形の軸ではそう見えます。対数軸で見ると最後までわずかに伸びていますが、"
                    + "同じだけ伸びるのに前の 2 倍のステップがかかります。"),
            Text.of(
                "**Choosing the length on test images.** Whoever picks the best point of this curve has trained on the "
                    + "test set with his eyes. Keep a validation set for that, as `validationSplit` does.",
                "**テスト画像で学習の長さを選んではいけません。** この曲線の最良の点を選ぶのは、目を通してテストデータで学習するような"
                    + "ものです。そのためには検証データを分けておきます（`validationSplit`）。"));
  }
}
