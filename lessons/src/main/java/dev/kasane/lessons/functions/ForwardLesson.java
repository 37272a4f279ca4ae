package dev.kasane.lessons.functions;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.functions.byhand.Activation;
import dev.kasane.lessons.functions.byhand.FFNN;
import dev.kasane.lessons.functions.byhand.Neurons;
import dev.kasane.lessons.functions.byhand.Weights;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.page.Page;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Weights, then bias and activation, then a second layer: what each adds to what can be drawn. */
final class ForwardLesson implements Lesson {

  private static final double[] XS = IntStream.rangeClosed(0, 120).mapToDouble(i -> -3 + i * 0.05).toArray();

  @Override
  public String name() {
    return "fn-forward";
  }

  @Override
  public Text title() {
    return Text.of("From one weight to a network, without learning", "重み 1 個からネットワークへ（学習なし）");
  }

  @Override
  public Text summary() {
    return Text.of("What weights, biases, activations and a second layer each add.",
        "重み、バイアス、活性化関数、2 層目がそれぞれ何をもたらすかを見ます。");
  }

  @Override
  public int seconds() {
    return 1;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    weights(page);
    activation(page);
    network(page);
    page.heading("The code", "コード");
    Weights weights = Weights.random(new Random(1), 1, 10, 1);
    try (KasaneNet kasane = new KasaneNet(FunctionTask.SINE.learning(), weights, Activation.TANH, 1)) {
      double byHand = Neurons.network(weights, Activation.TANH, 0.5);
      double library = kasane.outputs(new double[] {0.5})[0];
      page.paragraph(
          "The same random weights at x = 0.5: by hand " + byHand + ", with Kasane " + library + ".",
          "同じ乱数の重みで x = 0.5 を入力すると、手書きでは " + byHand + "、Kasane では " + library + " になります。");
    }
    page.code(
        Prose.source("By hand: chapters 1 to 3", "手書き：第 1〜3 章", Neurons.class),
        Prose.source("With Kasane", "Kasane では", FunctionFit.class));
    page.code(Prose.source("By hand: activations", "手書き：活性化関数", Activation.class));
    page.note(
        "Usual mistake: to stack layers without activation in the hope of bending the line. Ten such layers are one "
            + "matrix, and one matrix is one line.",
        "よくある誤解：直線を曲げようとして、活性化関数のない層を重ねることです。10 層重ねても 1 つの行列であり、1 つの行列は 1 本の直線です。");
    return page.build();
  }

  private static void weights(Page.Builder page) {
    page.heading("One layer: nothing but weights", "1 層：重みだけ");
    Prose.add(page,
        """
        With one input a neuron without bias and activation computes y = w x: a straight line through the origin. Each \
        of several neurons draws such a line; no choice of weights lifts one off the origin or bends it. And a second \
        such layer changes nothing: v (w x) = (v w) x is a line again. However many layers of bare weights one stacks, \
        together they are one matrix.""",
        """
        入力が 1 個のとき、バイアスも活性化関数もないニューロンが計算するのは y = w x、つまり原点を通る直線です。ニューロンを何個\
        並べても、それぞれがこのような直線を引くだけで、重みをどう選んでも原点から離すことも曲げることもできません。同じ層をもう 1 つ\
        重ねても、v (w x) = (v w) x なのでやはり直線です。重みだけの層は、いくつ重ねても全体で 1 つの行列にすぎません。""");
    Plot chart = chart(Text.of("y = w x", "y = w x"));
    for (double w : new double[] {-1, 0.5, 1, 2}) {
      double[][] matrix = {{w}};
      chart = chart.line(Text.same("w = " + w), XS, values(x -> Neurons.weightsOnly(matrix, new double[] {x})[0]));
    }
    page.chart(chart, "Lines through the origin, steeper or flatter.", "原点を通る直線です。傾きだけが変わります。");
  }

  private static void activation(Page.Builder page) {
    page.heading("Bias and activation", "バイアスと活性化関数");
    Prose.add(page,
        """
        y = h(w x + b). The bias moves the curve along x: the bend is where w x + b = 0, at x = −b/w. The weight makes \
        it steep or flat and turns it round. So one neuron says “x is right of here”, more or less sharply. Usual \
        mistake: to think that b moves the curve up and down. That is what the bias of the next layer does.""",
        """
        y = h(w x + b)。バイアスは曲線を x 方向に動かします。曲がり目は w x + b = 0 となる x = −b/w にあります。重みは曲線の傾きを\
        急にしたり緩やかにしたり、左右を反転させたりします。つまり 1 個のニューロンは「x はここより右にある」ということを、鋭く、\
        あるいはぼんやりと表します。b が曲線を上下に動かすと考えるのはよくある誤りです。上下に動かすのは次の層のバイアスです。""");
    Plot chart = chart(Text.of("y = tanh(w x + b)", "y = tanh(w x + b)"));
    for (double[] wb : new double[][] {{1, 0}, {1, 2}, {4, 0}, {-4, 4}}) {
      double[][] w = {{wb[0]}};
      double[] b = {wb[1]};
      chart = chart.line(Text.same("w = " + wb[0] + ", b = " + wb[1]), XS,
          values(x -> Neurons.layer(w, b, Activation.TANH, new double[] {x})[0]));
    }
    page.chart(chart, "The bend is at x = −b/w.", "曲がり目は x = −b/w にあります。");
    Plot functions = chart(Text.of("The activations", "活性化関数"));
    for (Activation h : Activation.values()) {
      functions = functions.line(Text.same(h.name().toLowerCase(Locale.ROOT)), XS, values(h::of));
    }
    page.chart(functions, "Four functions that may follow a sum.", "和のあとに適用する 4 種類の関数です。");
  }

  private static void network(Page.Builder page) {
    page.heading("Two layers: 1-10-1", "2 層：1-10-1");
    Prose.add(page,
        """
        The second layer adds the ten curves, each multiplied by a weight, and a bias. Sums of shifted steps can take \
        any shape: that is why one hidden layer is enough in principle. Below are five networks with random weights \
        between −0.5 and 0.5, as all lessons begin with: nearly straight lines. Everything else has to be learned. The \
        sixth has weights ten times as large: it can wave, but where it waves is chance.""",
        """
        2 層目は 10 本の曲線にそれぞれ重みを掛けて足し、バイアスを加えます。ずらした階段を足し合わせれば、どんな形でも作れます。\
        隠れ層が 1 つあれば原理的には十分だと言われるのはこのためです。下の図は、どの課題でも初期値に使う −0.5 から 0.5 までの乱数を\
        重みにした 5 つのネットワークです。ほとんど直線で、ほかのことはすべて学習で身につけなければなりません。6 本目は重みを 10 倍に\
        したもので、波打つことはできますが、どこで波打つかは偶然です。""");
    Plot chart = chart(Text.of("Networks that have learned nothing", "まだ何も学習していないネットワーク"));
    for (int seed = 1; seed <= 6; seed++) {
      Weights weights = Weights.random(new Random(seed), 1, 10, 1);
      if (seed == 6) {
        weights.subtract(-9, weights.copy());
      }
      FFNN net = new FFNN(weights, Activation.TANH, 0);
      chart = chart.line(seed == 6 ? Text.of("seed 6, weights × 10", "シード 6、重み 10 倍")
          : Text.of("seed " + seed, "シード " + seed), XS, values(net::output));
    }
    page.chart(chart, "Small weights give nearly straight lines.", "重みが小さいうちは、ほとんど直線になります。");
  }

  private static Plot chart(Text title) {
    return Plot.of(title, Text.same("x"), Text.same("y"));
  }

  private static double[] values(DoubleUnaryOperator f) {
    return Arrays.stream(XS).map(f).toArray();
  }
}
