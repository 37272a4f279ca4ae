package dev.kasane.lessons.preparations;

import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.preparations.byhand.Matrices;
import dev.kasane.lessons.prose.Format;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Sums and products of matrices, and matrix times vector: a layer in one line. */
final class MatricesLesson implements Lesson {

  private static final int REPEATS = 20;
  private static final double[][] A = {{1, 2, 3}, {4, 5, 6}};
  private static final double[][] B = {{7, 8}, {9, 10}, {11, 12}};

  @Override
  public String name() {
    return "prep-matrices";
  }

  @Override
  public Text title() {
    return Text.of("Matrices: a layer in one product", "行列：層は 1 回の積");
  }

  @Override
  public Text summary() {
    return Text.of("Sum, product, matrix times vector, worked out on paper, by loops and by Kasane.",
        "行列の和と積、行列とベクトルの積を、紙の上、ループ、Kasane で計算します。");
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
        Each neuron of a layer multiplies all inputs by its weights and adds. Written below one another, the weights \
        of all neurons are a matrix, and the whole layer is one product of a matrix with a vector. Row i, column j \
        holds the weight from input j to neuron i.""",
        """
        層の各ニューロンは、すべての入力に自分の重みを掛けて足します。全ニューロンの重みを縦に並べると行列になり、層全体の計算は行列と\
        ベクトルの積 1 回で書けます。i 行 j 列が、入力 j からニューロン i への重みです。""");
    page.formula(
        """
        (1 2 3)   ( 7  8)   (1·7 + 2·9 + 3·11   1·8 + 2·10 + 3·12)   ( 58  64)
        (4 5 6) · ( 9 10) = (4·7 + 5·9 + 6·11   4·8 + 5·10 + 6·12) = (139 154)
                  (11 12)""");
    double[][] byHand = Matrices.product(A, B);
    Tensor kasane = WithKasane.product(tensor(A), tensor(B));
    page.table(Text.of("The same, computed", "同じものを計算した結果"),
        List.of(Text.of("What", "計算"), Text.of("By hand", "手書き"), Text.same("Kasane")),
        List.of(
            List.of(Text.same("A · B"), Text.same(Arrays.deepToString(byHand)), Text.same(rows(kasane))),
            List.of(Text.same("B · A"), Text.same(Arrays.deepToString(Matrices.product(B, A))),
                Text.same(rows(WithKasane.product(tensor(B), tensor(A))))),
            List.of(Text.same("A · (1, 0, −1)"),
                Text.same(Arrays.toString(Matrices.product(A, new double[] {1, 0, -1}))),
                Text.same(rows(WithKasane.product(tensor(A), tensor(new double[][] {{1}, {0}, {-1}})))))));
    page.code(
        Listing.java(Text.of("By hand", "手書き"), Sources.of(Matrices.class)),
        Listing.java(Text.of("With Kasane", "Kasane では"), Sources.members(WithKasane.class, "product")));
    times(page, context);
    Prose.conclude(page, Text.of(
        """
        **Two ways to lay out a layer.** The article stores W[to][from] and computes W · x for one x. Kasane, like \
        Keras, stores the kernel as (from, to) and computes X · K, where each row of X is one sample: a whole batch \
        is then one product. The one matrix is the other, transposed. Whoever copies weights from one to the other \
        must turn them.

        **Why libraries are faster.** The three loops do the same multiplications in whatever order. But memory is \
        read fastest in a row, values in registers cost nothing, and one vector instruction multiplies 8 or 16 \
        numbers.

        **Usual mistakes.** A · B is not B · A; often only one of them exists. The product of two matrices is not \
        element by element (that is another operation, and both are called “multiply” somewhere). And a bias is a \
        vector: adding it to a batch means adding it to every row, which libraries do silently (“broadcasting”), \
        also when you meant something else.""",
        """
        **層の並べ方は 2 通りあります。** 記事では W[先][元] の形で保存し、1 個の x に対して W · x を計算します。Kasane は Keras と同じく、\
        カーネルを（元, 先）の形で保存し、各行を 1 標本とする X に対して X · K を計算します。これならバッチ全体が 1 回の積で済みます。一方は\
        他方の転置なので、重みを移すときは必ず転置してください。

        **ライブラリが速い理由。** 三重ループでも掛け算の回数は同じです。しかしメモリーは連続して読むのがいちばん速く、レジスターにある値は\
        ただで使え、ベクトル命令は 8 個や 16 個の数を一度に掛けます。

        **よくある誤解。** A · B と B · A は同じではありません。片方しか計算できないこともよくあります。行列の積は要素ごとの積でもありません\
        （それは別の演算ですが、どちらも「乗算」と呼ばれることがあります）。またバイアスはベクトルなので、バッチに足すとは各行に足すことです。\
        ライブラリはこれを黙って行い（ブロードキャスト）、意図と違う場合でもエラーになりません。"""));
    return page.build();
  }

  private static void times(Page.Builder page, LessonContext context) {
    List<List<Text>> rows = new ArrayList<>();
    for (int size : context.quick() ? new int[] {32, 64} : new int[] {64, 128, 256, 512}) {
      double[][] a = random(size, 1);
      double[][] b = random(size, 2);
      double byHand = best(() -> Matrices.product(a, b));
      double kasane = kasane(tensor(a), tensor(b));
      rows.add(List.of(Text.same(size + " × " + size), Format.cell(byHand), Format.cell(kasane)));
    }
    page.table(
        Text.of("Milliseconds for a product, on this machine, one thread", "積 1 回の時間（ミリ秒、このマシンで測定、1 スレッド）"),
        List.of(Text.of("Size", "大きさ"), Text.of("Three loops", "三重ループ"), Text.same("Kasane")), rows);
  }

  /** The time of a run, without compiling the graph: a network compiles once and runs many times. */
  private static double kasane(Tensor a, Tensor b) {
    Graph graph = new Graph();
    Node left = graph.variable("a", a.shape());
    Node right = graph.variable("b", b.shape());
    graph.output("product", Ops.matMul(left, right));
    try (CpuBackend backend = new CpuBackend(1)) {
      Variables variables = backend.newVariables();
      variables.set("a", a);
      variables.set("b", b);
      Executable program = backend.prepare(graph, variables);
      return best(() -> program.run(0));
    }
  }

  private static double best(Runnable action) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long begin = System.nanoTime();
      action.run();
      best = Math.min(best, (System.nanoTime() - begin) / 1e6);
    }
    return best;
  }

  private static double[][] random(int size, long seed) {
    Random random = new Random(seed);
    double[][] values = new double[size][size];
    for (double[] row : values) {
      Arrays.setAll(row, _ -> random.nextDouble() - 0.5);
    }
    return values;
  }

  private static Tensor tensor(double[][] values) {
    Tensor tensor = Tensor.zeros(values.length, values[0].length);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[0].length; j++) {
        tensor.set((float) values[i][j], i, j);
      }
    }
    return tensor;
  }

  private static String rows(Tensor matrix) {
    double[][] values = new double[matrix.shape().dim(0)][matrix.shape().dim(1)];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = matrix.get(i, j);
      }
    }
    return Arrays.deepToString(values);
  }
}
