package dev.kasane.lessons.museum;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.prose.Prose;
import dev.kasane.report.Text;
import dev.kasane.report.page.Page;
import java.util.List;

/** The defects of ConvNetJS, each with both curves. Its seeds are fixed, so that everybody sees the same page. */
public final class MuseumLesson implements Lesson {

  /** Makes one. */
  public MuseumLesson() {}

  @Override
  public String name() {
    return "bug-museum";
  }

  @Override
  public Text title() {
    return Text.of("The bug museum", "バグ博物館");
  }

  @Override
  public Text summary() {
    return Text.of("Fourteen defects of ConvNetJS, each run as it was and as it is mended.",
        "ConvNetJS の 14 の欠陥を、元のままと修正後の両方で実行して見比べます。");
  }

  @Override
  public int seconds() {
    return 12;
  }

  @Override
  public Page run(LessonContext context) {
    Page.Builder page = page();
    Prose.add(page, introduction());
    List<Exhibit> exhibits = Museum.exhibits();
    for (int i = 0; i < exhibits.size(); i++) {
      Exhibit each = exhibits.get(i);
      page.heading((i + 1) + ". " + each.title().en(), (i + 1) + ". " + each.title().ja());
      paragraph(page, each.defect());
      page.paragraph(each.harm().en() + " " + each.where().text().en(), each.harm().ja() + each.where().text().ja());
      each.shown().forEach(page::add);
      page.paragraph("**Mended:** " + each.mended().en(), "**修正：**" + each.mended().ja());
    }
    page.note(
        "Usual mistake: to trust a falling loss. Most of these defects leave it falling. What finds them: a gradient "
            + "check, a case worked out by hand, and a look at what predicting does other than training.",
        "よくある誤解：損失が下がっていれば正しいと思うことです。ここに並ぶ欠陥の多くは、あっても損失が下がります。見つけるには、勾配チェック、手計算した例、"
            + "そして学習時と予測時の違いの確認が役立ちます。");
    page.details(Text.of("The code of the runs of layers", "層の実験のコード"),
        inner -> inner.code(Prose.source("Layers", "層", LayerRuns.class)));
    page.code(Prose.source("The runs of trainers", "トレーナーの実験", TrainerRuns.class));
    return page.build();
  }

  /** What the page is about. */
  static Text introduction() {
    return Text.of(
        "ConvNetJS taught many people how networks learn, and is read to this day. These are its known defects. Kasane "
            + "computes both sides: `Mode.FAITHFUL` as the library does, `Mode.CORRECT`, the default, as was meant.",
        "ConvNetJS は多くの人にネットワークの学習のしくみを教え、今も読まれています。ここに並べるのは、知られている欠陥です。Kasane は両方を計算できます。"
            + "`Mode.FAITHFUL` はライブラリーのとおりに、既定の `Mode.CORRECT` は本来の意図のとおりに計算します。");
  }

  private static void paragraph(Page.Builder page, Text text) {
    page.paragraph(text.en(), text.ja());
  }
}
