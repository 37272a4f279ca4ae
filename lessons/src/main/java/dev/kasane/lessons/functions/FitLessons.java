package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.prose.Format;
import dev.kasane.report.Spread;
import dev.kasane.report.Text;
import dev.kasane.report.page.Page;
import java.util.ArrayList;
import java.util.List;

/** One function a lesson. */
final class FitLessons {

  private FitLessons() {}

  static List<Lesson> all() {
    return List.of(identity(), square(), cubic(), trigonometric());
  }

  private static Lesson identity() {
    return new FitLesson(
        "fn-identity",
        Text.of("f(x) = x: the first network that learns", "f(x) = x：はじめて学習するネットワーク"),
        FunctionTask.IDENTITY,
        Text.of("done in about 300", "約 300 回で学習完了"),
        Text.of(
            """
            The easiest thing to learn is to hand on what came in. A single weight of 1 would do. The network does not \
            know that: it has 31 numbers, all random, and finds some combination of them by going downhill.""",
            """
            いちばん易しい課題は、入力をそのまま出力することです。重みが 1 個あって、その値が 1 なら済んでしまいます。しかし\
            ネットワークはそれを知りません。乱数で初期化された 31 個の数から出発し、損失の坂を下りながら、うまくいく組み合わせを\
            見つけます。"""),
        FitLesson.Variations.NONE,
        Text.of(
            """
            **It does not find x.** It finds a sum of ten bent curves that is almost straight between 0 and 1. Ask \
            it for x = 3 and the answer is about 2, since each tanh is flattening out by then. A network that fits \
            its samples knows nothing about what lies outside.

            **It comes quickly and then slowly.** The learning curve on a log scale drops steeply as the output \
            weights find the right slope, then bends: what is left is the curvature, which has a much smaller \
            gradient.

            **Usual mistakes.** Reading “sum 0.001” as “error 0.001 everywhere”: it is a sum over 21 points of half a \
            square, so a typical error is √(2 · 0.001 / 21) ≈ 0.01. And judging by one run: look at the best and worst \
            seed above before you say that a change made it better.""",
            """
            **「x そのもの」を見つけたわけではありません。** 見つけたのは、0 から 1 の間でほぼ直線になる 10 本の曲線の和です。x = 3 を\
            与えると、答えは 2 くらいになってしまいます。そこではどの tanh も平らになりかけているからです。標本によく合っているネットワークも、その\
            範囲の外については何も知りません。

            **はじめは速く、やがて遅くなります。** 対数目盛の学習曲線は、出力側の重みが正しい傾きを見つけるまで急に下がり、その後\
            緩やかになります。残っているのは曲がりの成分で、その勾配はずっと小さいからです。

            **よくある誤解。** 「合計 0.001」を「どこでも誤差 0.001」と読んではいけません。21 点での 2 乗の半分の合計なので、典型的な\
            誤差は √(2 · 0.001 / 21) ≈ 0.01 です。また、1 回の実行だけで判断しないことも大切です。何かを変えて良くなったと言う前に、\
            上の表の最良と最悪のシードの差を見てください。"""));
  }

  private static Lesson square() {
    return new FitLesson(
        "fn-square",
        Text.of("f(x) = x²: the learning rate begins to matter", "f(x) = x²：学習率が効いてくる"),
        FunctionTask.SQUARE,
        Text.of("learned (a picture)", "学習できた（図のみ）"),
        Text.of(
            """
            The range grows to 3 and the values to 9. The article finds that rate 0.1 “did not learn well” and takes \
            0.03. The reason it could have: gradients grow with the values, and a step that was right for x may be \
            too long here. Below we try five rates instead of two, with several seeds instead of one.""",
            """
            定義域は 3 まで、値は 9 まで広がります。記事では学習率 0.1 では「うまく学習できなかった」ので 0.03 にしています。これには\
            もっともな理由がありえます。値が大きいと勾配も大きくなるので、f(x) = x のときにちょうどよかった一歩が、ここでは長すぎるかも\
            しれないのです。下では学習率を 2 通りではなく 5 通り、シードも 1 個ではなく複数で試します。"""),
        FitLessons::rates,
        Text.of(
            """
            **Rate and scale belong together.** With targets up to 9 the first errors are nine times as large as \
            with x, and so are the gradients. Dividing targets by 9 would allow the larger rate again. This is why \
            people scale their data before training.

            **Not confirmed.** With tanh, rate 0.1 ends lower than 0.03 for nearly every seed, by hand as with \
            Kasane. What is true: at 0.1 the first hundred updates swing wildly, and whoever looks early sees a \
            failure. Only near 0.3 runs break up and end in NaN. Perhaps the article used another activation or \
            fewer samples; one run without its seed cannot tell.

            **Usual mistake.** To conclude from one bad run that small rates are better. A third of the rate needs \
            about three times the updates. The best rate is the largest that is still stable, and only several seeds \
            show which that is.""",
            """
            **学習率と値の大きさは切り離せません。** 目標値が 9 まであると、最初の誤差は f(x) = x のときの 9 倍、勾配も同じく大きく\
            なります。目標値を 9 で割れば、もとの大きな学習率がまた使えます。学習の前にデータをスケーリングするのはこのためです。

            **再現できませんでした。** tanh では、ほとんどのシードで 0.1 のほうが 0.03 より小さいチェックで終わります。手書きでも \
            Kasane でも同じです。確かなのは、0.1 では最初の 100 回ほど値が激しく揺れ、早い時点で見ると失敗に見えることです。発散して \
            NaN になる実行が出るのは 0.3 あたりからです。記事では別の活性化関数か、もっと少ない標本を使ったのかもしれませんが、\
            シードのわからない 1 回の実行からは判断できません。

            **よくある誤解。** 1 回の失敗から「学習率は小さいほど良い」と結論することです。学習率を 3 分の 1 にすると、更新はおよそ \
            3 倍必要です。最良なのは安定を保てる範囲でいちばん大きい学習率で、それがどこかは複数のシードで試さないとわかりません。"""));
  }

  private static Lesson cubic() {
    return new FitLesson(
        "fn-cubic",
        Text.of("f(x) = x³ − 2.5x²: a curve that turns", "f(x) = x³ − 2.5x²：途中で曲がる関数"),
        FunctionTask.CUBIC,
        Text.of("roughly expressed (a picture)", "おおまかに表現できた（図のみ）"),
        Text.of(
            """
            The function first falls to −2.3 at x = 1.67 and then climbs to 4.5 at x = 3. Now the network has to agree \
            on two opposite slopes, and the article's picture is only roughly right after 3000 updates.""",
            """
            この関数は x = 1.67 で −2.3 まで下がり、そのあと x = 3 で 4.5 まで上がります。逆向きの傾きを両方とも表さなければならないので、\
            記事の図も 3000 回の更新でようやくおおまかに合う程度です。"""),
        FitLesson.Variations.NONE,
        Text.of(
            """
            **First a straight line.** After some hundred updates the check is near 26: exactly what the best \
            straight line reaches (see fn-activations). Near 0 every tanh is straight, so ten small neurons together \
            draw a line. Only when some have moved their bend into the range can the output turn. Whoever stops \
            there concludes that the network cannot do it.

            **Where it is worst.** At the steep right end, from beginning to end. A tanh is flat at both ends, and \
            to follow a climb that gets steeper and steeper, several have to be stretched and stacked.

            **Usual mistake.** Adding neurons at once. The lesson fn-neurons shows that about seven are enough and \
            that more updates do more than more neurons.""",
            """
            **はじめは直線です。** 百回ほど更新した時点でチェックは 26 前後になります。これは最良の直線で到達できる値そのものです\
            （fn-activations 参照）。原点の近くでは tanh はほぼ直線なので、重みの小さいニューロンが 10 個集まっても直線しか引けません。\
            いくつかのニューロンの曲がり目が定義域の中へ移ってはじめて、出力が曲がります。ここでやめてしまうと、「このネットワークには\
            無理だ」という誤った結論になります。

            **どこがいちばん合わないか。** 最初から最後まで、急な右端です。tanh は両端が平らなので、どんどん急になる上り坂を表すには、\
            いくつもの tanh を引き伸ばして重ねなければなりません。

            **よくある誤解。** すぐにニューロンを増やすことです。fn-neurons の課題でわかるように 7 個ほどで足り、ニューロンを増やす\
            よりも更新を増やすほうが効きます。"""));
  }

  private static Lesson trigonometric() {
    return new FitLesson(
        "fn-trigonometric",
        Text.of("f(x) = sin x: a whole wave", "f(x) = sin x：波を一周期"),
        FunctionTask.SINE,
        Text.of("learned (a picture; settings open)", "学習できた（図のみ、設定は不明）"),
        Text.of(
            """
            The later chapters of the series learn trigonometric functions; which one, and with which rate, their \
            public text does not say. We take sin x over one wave, rate 0.1 and 10,000 updates.""",
            """
            連載の後半では三角関数を学習しますが、どの関数をどの学習率で学習したのか、公開されている本文からはわかりません。ここでは \
            sin x の一周期を、学習率 0.1、更新 10,000 回で学習します。"""),
        FitLessons::centred,
        Text.of(
            """
            **Inputs that are far from 0.** x runs to 6.3. A weight of 0.5 already drives tanh to its flat end, \
            where the slope is almost 0 and learning is slow. With the input centred (x − π) the same network learns \
            several times faster; the table above has both.

            **From left to right.** The wave is right near 0 first and near 2π last: there the neurons have their \
            bends farthest to carry.

            **Usual mistake.** To expect that it goes on as a wave. Beyond 2π the output becomes flat. If a network \
            shall repeat itself, repetition has to be built in, for example by giving it sin x and cos x as inputs.""",
            """
            **0 から遠い入力。** x は 6.3 まで動きます。重みが 0.5 でも tanh は平らな端に達し、そこでは傾きがほぼ 0 なので学習が進み\
            ません。入力を中心化（x − π）すれば、同じネットワークが何倍も速く学習します。上の表に両方の結果があります。

            **左から右へ。** 波は 0 の近くから合いはじめ、2π の近くが最後になります。そこまでニューロンの曲がり目を運ぶ距離が\
            いちばん長いからです。

            **よくある誤解。** 範囲の外でも波が続くと期待することです。2π より先では出力は平らになります。周期性がほしければ、たとえば \
            sin x と cos x を入力に与えるなど、仕組みとして組み込む必要があります。"""));
  }

  private static void rates(Page.Builder page, LessonContext context) {
    page.heading("Five learning rates", "5 通りの学習率");
    List<List<Text>> rows = new ArrayList<>();
    for (double rate : new double[] {0.01, 0.03, 0.1, 0.2, 0.3}) {
      int updates = FunctionTask.SQUARE.updates();
      List<Fit> fits = Fit.trainAll(
          context, FunctionTask.SQUARE, Activation.TANH, rate, updates, updates / 10, FunctionTask.NEURONS);
      double[] finite = fits.stream().mapToDouble(Fit::check).filter(Double::isFinite).toArray();
      rows.add(List.of(Text.same("" + rate), finite.length == 0 ? Text.same("–") : Format.cell(Spread.of(finite)),
          Text.same((fits.size() - finite.length) + " / " + fits.size())));
    }
    page.table(
        Text.of("Check after 1000 updates", "1000 回更新後のチェック"),
        List.of(Text.of("Learning rate", "学習率"), Text.of("Seeds that held", "発散しなかったシードの平均"),
            Text.of("Broke up (NaN)", "発散（NaN）")),
        rows);
  }

  private static void centred(Page.Builder page, LessonContext context) {
    page.heading("The same wave, centred", "同じ波を、0 を中心にして");
    List<List<Text>> rows = new ArrayList<>();
    for (FunctionTask task : List.of(FunctionTask.SINE, FunctionTask.CENTRED)) {
      List<Fit> fits = Fit.trainAll(
          context, task, Activation.TANH, task.rate(), task.updates(), 1000, FunctionTask.NEURONS);
      List<Text> row = new ArrayList<>(List.of(Text.same(task.formula() + ", "
          + Format.number(task.low()) + " … " + Format.number(task.high()))));
      for (int updates : new int[] {1000, 3000, 10_000}) {
        row.add(Format.cell(Fit.checks(fits, updates)));
      }
      rows.add(row);
    }
    page.table(
        Text.of("Check after so many updates", "更新回数ごとのチェック"),
        List.of(Text.of("Function and range", "関数と範囲"), Text.same("1000"), Text.same("3000"), Text.same("10 000")),
        rows);
  }
}
