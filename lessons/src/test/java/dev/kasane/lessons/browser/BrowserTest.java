package dev.kasane.lessons.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Lessons;
import dev.kasane.report.Text;
import dev.kasane.report.html.HtmlWriter;
import dev.kasane.report.page.Block;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Provenance;
import dev.kasane.sweep.Halving;
import dev.kasane.sweep.Sweep;
import dev.kasane.sweep.SweepPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens every page in a real browser. Needs Chromium; without, it is skipped. {@code -Dkasane.screenshots=DIR} keeps
 * pictures of what it saw.
 */
class BrowserTest {

  private static final Path DATA = Path.of(System.getProperty("kasane.testdata", "../../shared/data"));
  private static final Provenance HERE = Provenance.here(1, "MNIST", 75);

  private static @Nullable Browsers browsers;

  @TempDir private static Path folder;

  @BeforeAll
  static void open() {
    Path chromium = Browsers.find();
    assumeTrue(chromium != null, "no Chromium on this machine: install it, or name it with KASANE_CHROMIUM");
    browsers = Browsers.open(chromium);
  }

  @AfterAll
  static void close() {
    if (browsers != null) {
      browsers.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyLesson() {
    LessonContext context = new LessonContext().quick(true).seeds(2).data(DATA);
    return Lessons.all().stream().map(lesson -> DynamicTest.dynamicTest(lesson.name(), () -> {
      assumeTrue(!lesson.needsMnist() || Files.isDirectory(DATA.resolve("mnist")), "no MNIST in " + DATA);
      check(lesson.run(context));
    }));
  }

  @Test
  void aPageOfEverything() throws Exception {
    check(EveryBlock.page());
  }

  @Test
  void aSweep() throws Exception {
    check(SweepPage.of(Sweep.of(new Bowl()).grid("x", -1, 0, 0.5, 2).range("y", 0.01, 10, 5, true)
        .grid("shape", "round", "flat").seeds(2).earlyStop(new Halving(3, 2)).run()));
  }

  @Test
  void theContents() {
    List<Page> pages = Lessons.all().stream().map(Lesson::page).map(Page.Builder::build).toList();
    Path file = HtmlWriter.writeContents(
        Text.of("The lessons", "レッスン"), Text.of("All of them.", "すべて。"), pages, HERE, folder);
    new PageCheck(browsers().browser(), file, 0).run();
  }

  private static void check(Page page) {
    Path file = HtmlWriter.write(page, HERE, folder, true);
    int charts = (int) page.blocks().stream().filter(Block.ChartFigure.class::isInstance).count();
    new PageCheck(browsers().browser(), file, charts).run();
  }

  private static Browsers browsers() {
    assertThat(browsers).isNotNull();
    return browsers;
  }
}
