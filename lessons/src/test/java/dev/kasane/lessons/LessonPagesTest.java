package dev.kasane.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.data.mnist.Mnist;
import dev.kasane.lessons.functions.FunctionLessons;
import dev.kasane.lessons.museum.MuseumLesson;
import dev.kasane.lessons.preparations.PreparationLessons;
import dev.kasane.lessons.walkthroughs.Walkthroughs;
import dev.kasane.report.Text;
import dev.kasane.report.html.HtmlWriter;
import dev.kasane.report.page.Block;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page can be made in its quick size, in both languages, with its code. */
class LessonPagesTest {

  static Stream<String> names() {
    return Stream.of(
            PreparationLessons.all(), FunctionLessons.all(), Walkthroughs.all(), List.<Lesson>of(new MuseumLesson()))
        .flatMap(List::stream)
        .map(Lesson::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePageIsComplete(String name, @TempDir Path folder) {
    Lesson lesson = Lessons.find(name);
    assertThat(lesson).isNotNull();
    Path data = Path.of(System.getProperty("kasane.testdata", "../../shared/data")).resolve("mnist");
    if (lesson.needsMnist()) {
      assumeTrue(Mnist.find(data) != null, "skipped: no MNIST in " + data.toAbsolutePath().normalize());
    }

    Page page = lesson.run(new LessonContext().quick(true).seeds(2).threads(2).data(data));

    assertThat(page.name()).isEqualTo(name);
    assertThat(page.blocks()).anyMatch(Block.Code.class::isInstance);
    assertThat(page.blocks()).anyMatch(block -> block instanceof Block.Note || block instanceof Block.Bullets);
    for (Block block : page.blocks()) {
      if (block instanceof Block.Paragraph(Text text)) {
        assertBoth(text);
      } else if (block instanceof Block.Note(Text text)) {
        assertBoth(text);
      } else if (block instanceof Block.ChartFigure figure) {
        assertBoth(figure.caption());
      }
    }
    Path file = HtmlWriter.write(page, Provenance.here(1, "test", 1), folder, false);
    assertThat(file).content().contains("<html", "</html>", "</code>");
  }

  /** English is English, and Japanese has kana and no stray line breaks of a text block. */
  private static void assertBoth(Text text) {
    assertThat(text.en()).isNotBlank().doesNotContainPattern("[ぁ-ん]").doesNotContain("%s", "%d");
    assertThat(text.ja()).containsPattern("[ぁ-んァ-ン]").doesNotContain("\n", "%s", "%d");
  }
}
