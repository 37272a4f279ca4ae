package dev.kasane.lessons.blog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.report.html.HtmlWriter;
import dev.kasane.report.page.Block;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of the series, made small. */
class PagesTest {

  private static final LessonContext CONTEXT = new LessonContext().quick(true).seeds(2).seed(11);

  static List<Lesson> lessons() {
    return BlogLessons.all();
  }

  @BeforeAll
  static void needsMnist() {
    CONTEXT.data(RealDigits.folder());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aPageTellsShowsAndCompares(Lesson lesson, @TempDir Path folder) throws Exception {
    Page page = lesson.run(CONTEXT);

    assertThat(page.name()).isEqualTo(lesson.name());
    List<Block> blocks = flat(page.blocks());
    assertThat(blocks.stream().anyMatch(b -> b instanceof Block.Code)).as("code").isTrue();
    assertThat(blocks.stream().anyMatch(b -> b instanceof Block.ChartFigure || b instanceof Block.Pictures))
        .as("something to look at").isTrue();
    assertThat(blocks.stream().anyMatch(b -> b instanceof Block.Bullets)).as("what a learner gets wrong").isTrue();
    if (!lesson.name().equals("blog-stages")) {
      assertThat(page.figures()).isNotEmpty().allSatisfy(figures -> assertThat(figures.rows()).allSatisfy(row -> {
        assertThat(row.ours().values()).allSatisfy(value -> assertThat(value).isFinite());
        assertThat(row.oursText()).doesNotContain("NaN");
      }));
    }
    Path file = HtmlWriter.write(page, Provenance.here(11, "test", 0), folder, false);
    assertThat(Files.readString(file)).contains(lesson.title().en(), lesson.title().ja());
    boolean sweep = Stream.of("blog-iterations", "blog-rates").anyMatch(lesson.name()::equals);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.anyMatch(each -> each.toString().endsWith(".gif"))).isEqualTo(sweep);
    }
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    Lesson lesson = new LossLesson();
    Page once = lesson.run(CONTEXT);
    Page again = lesson.run(new LessonContext().quick(true).seeds(2).seed(11).threads(1).data(RealDigits.folder()));
    assertThat(again.figures()).isEqualTo(once.figures());
  }

  @Test
  void namesAreDifferentAndLessonsSayWhatTheyNeed() {
    assertThat(lessons()).extracting(Lesson::name).doesNotHaveDuplicates().allMatch(name -> name.startsWith("blog-"));
    assertThat(lessons()).allMatch(Lesson::needsMnist).allMatch(lesson -> lesson.seconds() > 0);
  }

  private static List<Block> flat(List<Block> blocks) {
    List<Block> all = new ArrayList<>();
    for (Block block : blocks) {
      all.add(block);
      if (block instanceof Block.Details details) {
        all.addAll(flat(details.blocks()));
      }
    }
    return all;
  }
}
