package dev.kasane.lessons.functions;

import dev.kasane.lessons.prose.Format;
import dev.kasane.report.Text;

/** The words that say how a function is learned: the same on all pages. */
final class Settings {

  private Settings() {}

  static Text of(FunctionTask task) {
    String from = Format.number(task.low());
    String to = Format.number(task.high());
    return Text.of(
        """
        **Setting.** f(x) = %s for x from %s to %s. Network 1-10-1: one input, ten hidden neurons with tanh, one \
        output without activation. All weights and biases start uniform between −0.5 and 0.5. Loss ½ (y − f(x))², \
        learning rate %s, %d updates.

        **Words.** The article calls one update an “epoch”. Elsewhere an epoch is one pass through all data; here \
        data never ends, so we say update. Its loop for a minibatch of M = 20 runs from 0 to 20 inclusive: 21 \
        samples, yet the sum of gradients is divided by 20. We keep this (it multiplies the learning rate by 1.05); \
        `new FunctionLearning(f, low, high, m, false)` turns it off. The check is a sum, not a mean: with twice as \
        many points it would be twice as large."""
            .formatted(task.formula(), from, to, task.rate(), task.updates()),
        """
        **設定。** 学習する関数は f(x) = %s（x は %s から %s まで）です。ネットワークは 1-10-1、つまり入力 1 個、tanh を使う隠れ\
        ニューロン 10 個、活性化関数のない出力 1 個です。重みとバイアスの初期値は −0.5 から 0.5 までの一様乱数、損失は \
        ½ (y − f(x))²、学習率は %s、更新回数は %d 回です。

        **用語。** 記事では 1 回の更新を「エポック」と呼んでいます。一般には全データを一巡することをエポックと呼びますが、ここでは\
        標本をその都度乱数で作るので一巡という区切りがありません。そこで「更新」と呼びます。また記事のミニバッチのループは 0 から \
        M = 20 まで（両端を含む）回るので、標本は 21 個なのに勾配の合計を 20 で割っています。ここでもそのまま再現します（学習率を \
        1.05 倍したのと同じです）。`new FunctionLearning(f, low, high, m, false)` とすれば直せます。チェックは平均ではなく合計\
        なので、点の数を 2 倍にすれば値も 2 倍になります。"""
            .formatted(task.formula(), from, to, task.rate(), task.updates()));
  }
}
