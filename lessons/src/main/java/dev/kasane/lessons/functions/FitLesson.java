package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.FunctionLearning;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Page;
import java.util.List;
import java.util.Random;

/**
 * A lesson in which a 1-n-1 network learns one function: the article's claim, our runs over several seeds, the curves.
 *
 * @param name on the command line
 * @param title of the page
 * @param task the function with the article's settings
 * @param claim what the article says about it
 * @param introduction what the learner shall see
 * @param variations what else is tried
 * @param conclusion what is to be learned from the pictures
 */
record FitLesson(
    String name,
    Text title,
    FunctionTask task,
    Text claim,
    Text introduction,
    Variations variations,
    Text conclusion)
    implements Lesson {

  private static final int CHECKS = 100;
  private static final int QUICK_CHECKS = 10;

  @Override
  public Text summary() {
    return Text.of("A 1-10-1 network learns " + task.formula() + ".",
        "1-10-1 のネットワークで " + task.formula() + " を学習します。");
  }

  @Override
  public int seconds() {
    return 10;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    Prose.add(page, introduction);
    Prose.add(page, Settings.of(task));
    List<Fit> fits = Fit.trainAll(context, task, Activation.TANH, task.rate(), task.updates(),
        task.updates() / context.scaled(CHECKS, QUICK_CHECKS), FunctionTask.NEURONS);
    results(page, fits);
    FitCharts.learningCurves(page, fits);
    FitCharts.fit(page, fits.getFirst());
    FitCharts.neurons(page, fits.getFirst());
    variations.write(page, context);
    twice(page);
    Prose.conclude(page, conclusion);
    return page.build();
  }

  private void results(Page.Builder page, List<Fit> fits) {
    page.heading("The article and we", "記事の結果と追試");
    page.paragraph(
        "The check is the sum of ½ (y − f(x))² over 21 equally spaced x. The article shows one run; each of ours has "
            + "another random start and other samples.",
        "「チェック」は、等間隔の 21 点での ½ (y − f(x))² の合計です。記事の結果は一回の実行によるものですが、ここでは初期値と"
            + "標本を変えて何回も実行しました。");
    int early = task.updates() / 10;
    page.figures(
        Text.of("Check, sum over 21 points", "チェック（21 点の合計）"),
        List.of(
            Figure.oursOnly(Text.of("after " + early + " updates", early + " 回更新後"), Fit.checks(fits, early), 4, ""),
            new Figure(Text.of("after " + task.updates() + " updates", task.updates() + " 回更新後"), claim,
                Fit.checks(fits), 4, "")));
  }

  private void twice(Page.Builder page) {
    page.heading("By hand and with Kasane", "手書きのコードと Kasane");
    int updates = Math.min(task.updates(), 1000);
    Weights start = Weights.random(new Random(1), Fit.sizes(FunctionTask.NEURONS));
    FFNN byHand = new FFNN(start.copy(), Activation.TANH, task.rate());
    double handCheck = last(task.learning().train(byHand, updates, new Random(2)));
    try (KasaneNet kasane = new KasaneNet(task.learning(), start, Activation.TANH, task.rate())) {
      kasane.train(updates, new Random(2));
      double distance = byHand.weights().distance(kasane.weights());
      Prose.add(page,
          """
          The same start and the same samples, once through arrays and loops, once through Kasane: after %d updates \
          the checks are %s and %s, and no weight differs by more than %s. What remains is rounding: the loops compute \
          in double (16 digits), Kasane in float (7 digits)."""
              .formatted(updates, Format.number(handCheck), Format.number(kasane.check()), Format.number(distance)),
          """
          同じ初期値と同じ標本を、配列とループで書いたコードと Kasane の両方で学習させました。%d 回の更新後のチェックは %s と %s で、\
          重みの差は最大でも %s です。残った差は丸め誤差によるものです。ループは double（約 16 桁）、Kasane は float（約 7 桁）で\
          計算しています。"""
              .formatted(updates, Format.number(handCheck), Format.number(kasane.check()), Format.number(distance)));
    }
    page.code(
        Prose.source("By hand: the network", "手書き：ネットワーク", FFNN.class),
        Prose.source("With Kasane: network and training", "Kasane では：ネットワークと学習", FunctionFit.class));
    page.code(Prose.source("By hand: the training loop", "手書き：学習のループ", FunctionLearning.class));
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  /** More runs with other settings. */
  @FunctionalInterface
  interface Variations {
    /** Does nothing. */
    Variations NONE = (_, _) -> {};

    /** Trains and adds the results to the page. */
    void write(Page.Builder page, LessonContext context);
  }
}
