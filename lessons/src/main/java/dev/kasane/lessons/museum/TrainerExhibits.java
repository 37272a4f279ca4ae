package dev.kasane.lessons.museum;

import dev.kasane.report.Text;
import java.util.List;

/** Defects of trainers on show. */
final class TrainerExhibits {

  private static final Text SAMPLES = Text.of("samples", "標本数");
  private static final Text COST = Text.of("cost", "コスト");

  private TrainerExhibits() {}

  static Exhibit adam() {
    return new Exhibit("adam", Text.of("Adam multiplies where it should divide", "Adam が割るべきところで掛けている"),
        Exhibit.Where.LIBRARY,
        Text.of(
            "Adam's sums begin at 0 and are therefore divided by 1 − βᵏ. ConvNetJS multiplies by it, and counts "
                + "samples "
                + "in k where updates are to be counted.",
            "Adam の移動平均は 0 から始まるため、1 − βᵏ で割って補正します。ConvNetJS はこれを掛けており、しかも k は更新回数ではなく標本数です。"),
        Text.of(
            "The first updates are many times too large and spoil the net. The demo that compares trainers "
                + "shows Adam as a "
                + "bad one for this reason.",
            "最初の更新が何十倍も大きくなり、ネットワークが壊れます。トレーナーを比べるデモで Adam が悪く見えるのはこのためです。"),
        Text.of("The sums are divided by 1 − βᵗ, as in the paper, with t the count of updates.",
            "論文どおり、更新回数を t として 1 − βᵗ で割るようにしました。"),
        List.of(Charts.figure(
            Charts.plot(Text.of("Two spirals with adam, rate 0.01, batch 1", "adam で 2 本の渦巻きを学習（学習率 0.01、バッチ 1）"),
                SAMPLES, COST, TrainerRuns.adam()),
            "Means of five nets. 0.69 is the cost of a guess.", "5 個のネットワークの平均。0.69 は当てずっぽうのときのコストです。")));
  }

  static Exhibit l1() {
    return new Exhibit("l1", Text.of("l1_decay does nothing", "l1_decay が効かない"), Exhibit.Where.LIBRARY,
        Text.of("Each layer multiplies the trainer's `l1_decay` by its own `l1_decay_mul`, and that is 0 unless "
            + "one says "
                + "otherwise.",
            "各層は Trainer の `l1_decay` に自分の `l1_decay_mul` を掛けますが、その既定値が 0 です。"),
        Text.of("Users set `l1_decay`, the autoencoder demo and the guides among them, and believe that they have "
                + "sparse weights.",
            "オートエンコーダーのデモやガイドも含め、`l1_decay` を設定した人は、重みが疎になったと思い込んでいました。"),
        Text.of("The multiplier is 1 by default; files and definitions that say 0 keep it.",
            "係数の既定値を 1 にしました。0 と明記されたファイルや定義はそのままです。"),
        List.of(Charts.figure(
            Charts.plot(Text.of("Eight weights that nothing needs, l1_decay 0.05", "必要のない 8 個の重み（l1_decay 0.05）"),
                SAMPLES, Text.of("sum of their sizes", "絶対値の和"), TrainerRuns.l1()),
            "Ten inputs, two of which matter, and five samples.", "入力 10 個のうち意味があるのは 2 個、標本は 5 個です。")));
  }

  static Exhibit decay() {
    return new Exhibit("decay", Text.of("Decay depends on the batch size, and its loss on luck",
        "減衰がバッチの大きさで変わり、報告値はほとんど 0"),
        Exhibit.Where.LIBRARY,
        Text.of(
            "The decay is added to the gradients of a batch before all of it is divided by the batch size. And "
                + "the stats "
                + "give the decay loss for the sample that ends a batch only; for the others 0.",
            "減衰の項をバッチの勾配の和に加えてから、全体をバッチの大きさで割っています。また、統計に出る減衰の損失は、バッチを締めくくる標本以外では 0 です。"),
        Text.of(
            "Ten times the batch is a tenth of the decay. Charts that average the loss show one part in "
                + "`batch_size` of it.",
            "バッチを 10 倍にすると減衰は 10 分の 1 になります。損失を平均するグラフには、その `batch_size` 分の 1 しか現れません。"),
        Text.of("Decay is added after the division, and its loss is given with every sample.",
            "割り算の後に減衰を加え、その損失はすべての標本で報告するようにしました。"),
        List.of(
            Charts.figure(
                Charts.dotted(Text.of("A weight of 1 after 100 updates of decay alone", "減衰だけを 100 回適用した後の重み（初期値 1）"),
                    Text.of("batch size", "バッチの大きさ"), Text.of("weight", "重み"), TrainerRuns.decay()).logX(),
                "l2_decay 0.1, rate 0.1.", "l2_decay 0.1、学習率 0.1 です。"),
            Charts.figure(
                Charts.plot(Text.of("The decay loss that train reports, batch 10", "train が報告する減衰の損失（バッチ 10）"),
                    Text.of("sample", "標本"), Text.same("l2_decay_loss"), TrainerRuns.reportedDecay()),
                "Red: one value in ten is there, the others are 0.", "赤：10 回に 1 回だけ値があり、残りは 0 です。")));
  }

  static Exhibit reload() {
    return new Exhibit("reload", Text.of("A loaded snapshot trains with another method", "読み込み後は別の手法で学習してしまう"),
        Exhibit.Where.PAGE,
        Text.of(
            "When a snapshot was loaded or a setting changed, the image demos made a new trainer of rate, "
                + "momentum, batch "
                + "size and decay, and left out the method: adadelta became sgd at 0.01.",
            "画像のデモでは、スナップショットを読み込んだり設定を変えたりすると、学習率、モメンタム、バッチの大きさ、減衰から Trainer を作り直します。"
                + "このとき手法を渡し忘れるため、adadelta が学習率 0.01 の sgd になります。"),
        Text.of("Who loaded a net to train on got another training, and was told nothing. (Each change also left "
                + "another set of result pictures in the page; that is not shown here.)",
            "続きを学習させるつもりで読み込むと、何も知らされずに別の学習になりました（変更のたびに結果の画像も増え続けましたが、ここでは示しません）。"),
        Text.of("A trainer's settings are one value, `trainer.options()`, with the method in it, and are "
            + "changed while it "
                + "lives.",
            "Trainer の設定を、手法も含めて 1 つの値 `trainer.options()` にまとめ、作り直さずに変更できるようにしました。"),
        List.of(Charts.figure(
            Charts.plot(Text.of("adadelta learns two spirals; loaded after 20,000 samples",
                    "adadelta で 2 本の渦巻きを学習、2 万標本で読み込み"), SAMPLES, COST, TrainerRuns.reload()),
            "Up to the middle both are one curve. What happened in the page is played back here, in CORRECT mode.",
            "中央までは同じ曲線です。ページで起きたことを、CORRECT モードで再現しています。")));
  }
}
