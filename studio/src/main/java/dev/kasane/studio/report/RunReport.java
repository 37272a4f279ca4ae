package dev.kasane.studio.report;

import dev.kasane.data.Dataset;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.chart.Plot;
import dev.kasane.report.html.HtmlWriter;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Provenance;
import dev.kasane.studio.run.BatchCurves;
import dev.kasane.studio.run.Curve;
import dev.kasane.studio.run.EpochPoint;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.studio.run.RunView;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run came to, as one HTML file in two languages that asks for nothing from outside. */
final class RunReport {

  private static final Text STEP = Text.of("step", "ステップ");
  private static final Text TRAINING = Text.of("training, each batch", "訓練 (バッチごと)");
  private static final Text EPOCHS = Text.of("training, mean of an epoch", "訓練 (エポック平均)");
  private static final Text VALIDATION = Text.of("validation", "検証");

  private RunReport() {}

  /** The file's content. Takes as long as testing the model does. */
  static String html(RunView run) {
    RunRecorder recorder = run.recorder();
    List<EpochPoint> epochs = recorder.epochs();
    Page.Builder page = Page.builder("run", Text.of("Training report: " + run.title(), "学習の記録: " + run.title()),
        Text.of("Curves, settings and results of one run of training.", "ひとつの学習の曲線、設定、結果。"));
    try (Model model = run.snapshot()) {
      Confusion confusion = Confusion.of(run.test(), model);
      page.heading("Result", "結果");
      page.table(Text.of("At the time of this report", "この記録の時点"), List.of(Text.same(""), Text.same("")),
          results(run, epochs, confusion));
      page.heading("Curves", "曲線");
      curves(page, recorder.curves(), epochs);
      if (confusion != null) {
        page.heading("Confusion matrix", "混同行列");
        page.chart(confusion.chart(), "Rows are what the images show, columns what the network answers.",
            "行は画像の正解、列はネットワークの答えです。");
      }
      page.heading("Settings", "設定");
      page.table(Text.of("What the run depends on", "この学習を決めるもの"), List.of(Text.same(""), Text.same("")),
          settings(run));
      page.code(new Listing(Text.of("The network", "ネットワーク"), "text", model.summary().toString()));
      if (!epochs.isEmpty()) {
        page.heading("Epochs", "エポック");
        epochTable(page, epochs);
      }
    }
    double seconds = epochs.stream().mapToDouble(EpochPoint::seconds).sum();
    return HtmlWriter.html(page.build(), Provenance.here(recorder.seed(), data(run), seconds), false);
  }

  private static List<List<Text>> results(RunView run, List<EpochPoint> epochs, @Nullable Confusion confusion) {
    RunRecorder recorder = run.recorder();
    List<List<Text>> rows = new ArrayList<>();
    rows.add(List.of(Text.of("State", "状態"), state(run)));
    rows.add(List.of(Text.of("Steps", "ステップ数"), Text.same(Numbers.fixed(recorder.step(), 0))));
    rows.add(List.of(Text.of("Epochs", "エポック数"), Text.same(Numbers.general(recorder.epoch(), 4))));
    if (!epochs.isEmpty()) {
      epochs.getLast().values().forEach((name, value) ->
          rows.add(List.of(Text.of("Last epoch: `" + name + "`", "最後のエポック: `" + name + "`"),
              Text.same(Numbers.general(value, 5)))));
    }
    if (confusion != null) {
      rows.add(List.of(Text.of("Right answers, test images", "テスト画像の正解率"),
          Text.same(Numbers.fixed(100 * confusion.accuracy(), 2) + " %")));
    }
    return rows;
  }

  private static Text state(RunView run) {
    return switch (run.state()) {
      case READY -> Text.of("not trained here", "ここでは学習していません");
      case RUNNING -> Text.of("under way", "学習中");
      case PAUSED -> Text.of("paused", "一時停止中");
      case STOPPED -> Text.of("stopped before its end", "途中で停止");
      case FINISHED -> Text.of("complete", "完了");
      case FAILED -> Text.of("ended by an error", "エラーで終了");
    };
  }

  private static void curves(Page.Builder page, BatchCurves curves, List<EpochPoint> epochs) {
    chart(page, Text.of("Loss", "損失"), curves.curve("loss").all(), epochs, "loss");
    chart(page, Text.of("Accuracy", "正解率"), curves.curve("accuracy").all(), epochs, "accuracy");
    Curve.Part rate = curves.curve("rate").all();
    if (rate.x().length > 1) {
      page.chart(Plot.of(Text.of("Learning rate", "学習率"), STEP, Text.of("rate", "学習率"))
          .line(Text.of("learning rate", "学習率"), rate.x(), rate.y()), "The learning rate of each step.", "各ステップの学習率。");
    }
  }

  private static void chart(
      Page.Builder page, Text title, Curve.Part batches, List<EpochPoint> epochs, String measure) {
    Plot plot = Plot.of(title, STEP, title);
    if (batches.x().length > 1) {
      plot = plot.line(TRAINING, batches.x(), batches.y());
    }
    for (String prefix : new String[] {"", "val_"}) {
      String name = epochs.stream().flatMap(epoch -> epoch.values().keySet().stream())
          .filter(key -> key.endsWith(measure) && key.startsWith("val_") != prefix.isEmpty())
          .findFirst().orElse(null);
      if (name != null) {
        List<EpochPoint> measured = epochs.stream().filter(epoch -> epoch.values().containsKey(name)).toList();
        double[] x = measured.stream().mapToDouble(EpochPoint::step).toArray();
        double[] y = measured.stream().mapToDouble(epoch -> epoch.values().getOrDefault(name, Double.NaN)).toArray();
        plot = prefix.isEmpty() ? plot.dashed(EPOCHS, x, y) : plot.line(VALIDATION, x, y);
      }
    }
    if (!plot.series().isEmpty()) {
      page.chart(plot, "Over the steps of training; long runs show the lowest and highest of neighbouring batches.",
          "学習のステップに沿った値。長い学習では、隣り合うバッチの最小と最大を示します。");
    }
  }

  private static List<List<Text>> settings(RunView run) {
    List<List<Text>> rows = new ArrayList<>();
    for (Map.Entry<String, String> setting : run.recorder().settings().entrySet()) {
      rows.add(List.of(name(setting.getKey()), Text.same("`" + setting.getValue().replace('`', '\'') + "`")));
    }
    hash(rows, Text.of("Training data", "訓練データ"), run.train());
    hash(rows, Text.of("Test data", "テストデータ"), run.test());
    return rows;
  }

  private static Text name(String key) {
    return switch (key) {
      case "seed" -> Text.of("Seed", "乱数シード");
      case "optimizer" -> Text.of("Optimizer", "最適化手法");
      case "loss" -> Text.of("Loss", "損失関数");
      case "batch" -> Text.of("Batch size", "バッチサイズ");
      case "weights" -> Text.of("Weights, SHA-256", "重みの SHA-256");
      // What the owner of a run has added, in its own words.
      default -> Text.same(key);
    };
  }

  private static void hash(List<List<Text>> rows, Text name, @Nullable Dataset data) {
    if (data != null) {
      String size = Numbers.fixed(data.size(), 0);
      rows.add(List.of(Text.of(name.en() + ", samples", name.ja() + "の数"), Text.same(size)));
      rows.add(List.of(Text.of(name.en() + ", SHA-256", name.ja() + "の SHA-256"),
          Text.same("`" + data.contentHash() + "`")));
    }
  }

  private static String data(RunView run) {
    Dataset data = run.train() != null ? run.train() : run.test();
    return data == null ? "" : "SHA-256 " + data.contentHash().substring(0, 16) + "…";
  }

  private static void epochTable(Page.Builder page, List<EpochPoint> epochs) {
    List<String> names = epochs.stream().flatMap(epoch -> epoch.values().keySet().stream()).distinct().toList();
    List<Text> headings = new ArrayList<>();
    headings.add(Text.of("epoch", "エポック"));
    names.forEach(name -> headings.add(Text.same(name)));
    headings.add(Text.of("time", "時間"));
    List<List<Text>> rows = new ArrayList<>();
    for (EpochPoint epoch : epochs) {
      List<Text> row = new ArrayList<>();
      row.add(Text.same(Integer.toString(epoch.epoch())));
      names.forEach(name -> row.add(Text.same(
          epoch.values().containsKey(name) ? String.format(Locale.ROOT, "%.4f", epoch.values().get(name)) : "")));
      row.add(Text.same(Numbers.seconds(epoch.seconds())));
      rows.add(row);
    }
    page.table(Text.of("What was measured after each epoch", "エポックごとの測定値"), headings, rows);
  }
}
