package dev.kasane.lessons.blog;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Sources;
import dev.kasane.lessons.blog.byhand.OneFilterCnn;
import dev.kasane.report.Text;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Picture;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One digit on its way through the CNN: original, convolved, with bias, after ReLU. */
final class StagesLesson extends BlogLesson {

  StagesLesson() {
    super(
        "blog-stages",
        Text.of("One digit, stage by stage", "数字 1 つを段階ごとに見る"),
        Text.of(
            "What a filter makes of an image: the original, after convolution, with the bias, after ReLU; before and "
                + "after training.",
            "フィルタが画像をどう変えるか。元の画像、畳み込み後、バイアス加算後、ReLU 後を、学習の前後で並べます。"),
        20);
  }

  /** What a digit becomes, stage by stage. */
  record Stages(float[] filter, float[] convolved, float[] biased, float[] activated) {

    /** Computes them by hand with a model's weights. */
    static Stages of(Model model, float[] image) {
      Tensor kernel = model.getWeight("conv2d_1/kernel");
      Tensor bias = model.getWeight("conv2d_1/bias");
      double[][] f = new double[5][5];
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          f[i][j] = kernel.get(i, j, 0, 0);
        }
      }
      double[] pixels = new double[image.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = image[i];
      }
      double[] map = new OneFilterCnn(f, new double[0], new double[0][], new double[0]).convolve(pixels);
      float[] convolved = new float[map.length];
      float[] biased = new float[map.length];
      float[] activated = new float[map.length];
      for (int p = 0; p < map.length; p++) {
        convolved[p] = (float) map[p];
        biased[p] = convolved[p] + bias.data()[p];
        activated[p] = Math.max(0, biased[p]);
      }
      return new Stages(kernel.data().clone(), convolved, biased, activated);
    }
  }

  @Override
  public Page run(LessonContext context) {
    BlogData data = data(context);
    float[] image = new float[784];
    data.train().read(0, 0, image, 0);
    Page.Builder page = page()
        .paragraph(
            "The first training image, a 5, on its way through the one-filter network. The filter's picture: blue "
                + "counts ink for, red against. In the stages, white is the smallest number and black the largest of "
                + "each.",
            "最初の訓練画像の 5 が、フィルタ 1 枚のネットワークを通る様子です。フィルタの図では青が正、赤が負の重みです。各段階の図では、"
                + "その図の最小値が白、最大値が黒です。")
        .code(Listing.java(Text.of("The stages, by hand", "各段階の計算（手書き）"),
            Sources.members(OneFilterCnn.class, "convolve", "featureMaps")));
    try (CpuBackend backend = new CpuBackend(1);
        Model model =
            BlogNet.CNN.model(BlogNet.CNN.rate(), BlogNets.BATCH).seed(context.seed()).backend(backend)) {
      page.heading("Before training", "学習前");
      show(page, model, image);
      int steps = context.scaled(3000, 20);
      BlogRun.fit(model, data.draw(steps, BlogNets.BATCH, new Random(context.seed())), BlogNets.BATCH);
      page.heading("After " + steps + " steps", steps + " ステップ後");
      show(page, model, image);
    }
    filters(page, context.seeds(), context.seed(), image);
    return page.heading("What a learner gets wrong", "つまずきやすいところ")
        .bullets(
            Text.of(
                "**The bias looks like snow, and stays so.** 576 biases from N(0, 1), learning 100 times more slowly "
                    + "than the output: what the third picture shows is mostly the start. The network learned to live "
                    + "with it; the weights behind it carry the knowledge.",
                "**バイアスは砂嵐のように見え、学習後も変わりません。** 576 個のバイアスは N(0, 1) から始まり、出力層の 100 分の 1 の"
                    + "速さでしか学習しないので、3 枚目に見えるのはほとんど初期値です。知識は後ろの層の重みにあります。"),
            Text.of(
                "**A filter is not chosen, it is learned** – here only a little. In 1000 steps its numbers move by "
                    + "about "
                    + "0.3, a third of the size they began with: compare before and after. Random filters are "
                    + "surprisingly good, since ten weighted sums of 576 numbers can make much of any of them.",
                "**フィルタは人が選ぶのではなく、学習されます。** ただしここでは少しだけです。1000 ステップでの変化は約 0.3、初期値の"
                    + "大きさの 3 分の 1 ほどです。学習の前後を比べてみてください。ランダムなフィルタでも意外に役立つのは、後ろに "
                    + "576 個の数の重み付き和が 10 個あるからです。"),
            Text.of(
                "**ReLU throws away.** Where the sum was negative, the fourth picture is white, whatever stood there, "
                    + "and no error passes back through it. That is meant: a network without such corners is linear.",
                "**ReLU は情報を捨てます。** 和が負だったところは、値が何であれ 4 枚目では白くなり、誤差もそこを通って戻れません。"
                    + "これは意図したものです。こうした折れ目がなければ、ネットワークは線形になってしまいます。"),
            Text.of(
                "**24, not 28.** The filter has to fit. Each convolution without padding eats a border of two pixels "
                    + "on every side.",
                "**28 ではなく 24 です。** フィルタは画像からはみ出せないので、パディングなしの畳み込みでは四辺が 2 画素ずつ小さくなります。"))
        .build();
  }

  private static void show(Page.Builder page, Model model, float[] image) {
    Stages stages = Stages.of(model, image);
    page.pictures(
        Text.of("Filter, then the four stages.", "フィルタと 4 つの段階。"),
        List.of(
            new Picture(Text.of("filter", "フィルタ"), 5, 5, stages.filter, Picture.Tone.SIGNED),
            Picture.digit(Text.of("original", "元の画像"), image),
            map(Text.of("convolved", "畳み込み後"), stages.convolved),
            map(Text.of("with bias", "バイアス加算後"), stages.biased),
            map(Text.same("ReLU"), stages.activated)));
  }

  private static Picture map(Text caption, float[] values) {
    return new Picture(caption, OneFilterCnn.MAP, OneFilterCnn.MAP, values, Picture.Tone.RANGE);
  }

  private static void filters(Page.Builder page, int seeds, long seed, float[] image) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      try (CpuBackend backend = new CpuBackend(1);
          Model model = BlogNet.CNN.model(BlogNet.CNN.rate(), BlogNets.BATCH).seed(seed + i).backend(backend)) {
        Stages stages = Stages.of(model, image);
        pictures.add(new Picture(Text.of("filter " + (i + 1), "フィルタ " + (i + 1)), 5, 5, stages.filter,
            Picture.Tone.SIGNED));
        pictures.add(map(Text.of("its map", "その特徴マップ"), stages.convolved));
      }
    }
    page.pictures(Text.of("Other seeds, other filters, and what each makes of the same digit.",
        "シードが違えばフィルタも違います。同じ数字がどう変わるかを並べました。"), pictures);
  }
}
