package dev.kasane.cli;

import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.DataProgress;
import dev.kasane.cli.terminal.TextTable;
import dev.kasane.data.DataException;
import dev.kasane.lessons.Lesson;
import dev.kasane.lessons.LessonContext;
import dev.kasane.lessons.Lessons;
import dev.kasane.report.Language;
import dev.kasane.report.Numbers;
import dev.kasane.report.Text;
import dev.kasane.report.html.HtmlWriter;
import dev.kasane.report.page.Block;
import dev.kasane.report.page.Figure;
import dev.kasane.report.page.Page;
import dev.kasane.report.page.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kasane lesson}: run an experiment and write its page. */
@Command(
    name = "lesson",
    description = "Runs an experiment from the articles and writes a page with its code, curves and figures.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "kasane lesson lists the lessons. kasane lesson all --out DIR writes all of them as a book."})
final class LessonCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final String FOLDER = "kasane-lessons";
  private static final Text TITLE = Text.of("Kasane: the lessons", "Kasane レッスン集");
  private static final Text SUMMARY =
      Text.of(
          "Experiments that articles on deep learning describe, run again: with their code, curves and figures.",
          "深層学習の記事に書かれた実験をもう一度。コード、曲線、数値とともに。");

  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which lesson, or all.")
  private @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "Folder for the page and its pictures (default: " + FOLDER + " in this folder).")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Converters.Seed.class,
      description = "Seed of the first run (default: 1).")
  private @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "K",
      converter = Converters.AtLeastOne.class,
      description = "How many runs are averaged (default: 5, with --quick 2).")
  private @Nullable Integer seeds;

  @Option(names = "--quick", description = "Everything small: seconds, but not the articles' figures.")
  private boolean quick;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = Converters.PathName.class,
      description = "Folder with MNIST (default: KASANE_DATA, then the cache, then a download).")
  private @Nullable Path data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Threads.class,
      description = "Threads that compute (default: one for each core).")
  private @Nullable Integer threads;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      description = "Language in the terminal, en or ja (default: the system's). Pages have both.")
  private @Nullable String lang;

  LessonCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Language language = Languages.choose(lang, console);
    if (name == null) {
      list(language);
      return Main.SUCCESS;
    }
    List<Lesson> chosen = name.equals(ALL) ? Lessons.all() : List.of(find(name));
    Path folder = OutputFolder.check("--out", Objects.requireNonNullElse(out, Path.of(FOLDER)));
    LessonContext context = context();
    long begin = System.nanoTime();
    List<Page> pages = new ArrayList<>();
    int failed = 0;
    for (Lesson lesson : chosen) {
      try {
        pages.add(run(lesson, context, folder, language));
      } catch (DataException e) {
        if (chosen.size() == 1) {
          throw e;
        }
        failed++;
        console.err().println("kasane: lesson " + lesson.name() + " is left out: " + e.getMessage());
      }
    }
    if (name.equals(ALL)) {
      Provenance provenance = Provenance.here(context.seed(), "", (System.nanoTime() - begin) * 1e-9);
      Path contents = HtmlWriter.writeContents(TITLE, SUMMARY, pages, provenance, folder);
      console.out().println(say(language, "contents  ", "目次  ") + Places.shown(contents));
    }
    return failed == 0 ? Main.SUCCESS : Main.FAILURE;
  }

  private static Lesson find(String name) {
    Lesson lesson = Lessons.find(name);
    if (lesson == null) {
      List<String> names = new ArrayList<>(Lessons.all().stream().map(Lesson::name).toList());
      names.add(ALL);
      throw CliException.usage("there is no lesson '" + name + "'." + Suggestions.sentence(name, names)
          + " 'kasane lesson' lists them.");
    }
    return lesson;
  }

  private LessonContext context() {
    LessonContext context = new LessonContext().quick(quick).data(data).seeds(seeds != null ? seeds : quick ? 2 : 5);
    if (seed != null) {
      context.seed(seed);
    }
    if (threads != null) {
      context.threads(threads);
    }
    return context;
  }

  private void list(Language language) {
    TextTable table =
        new TextTable()
            .left(say(language, "lesson", "レッスン"))
            .left(say(language, "what it is about", "内容"))
            .right(say(language, "about", "およそ"));
    for (Lesson lesson : Lessons.all()) {
      table.row(lesson.name(), lesson.title().in(language), Numbers.seconds(lesson.seconds()));
    }
    console.out().print(table);
    console.out().println();
    console.out().println(
        say(language, "Run one: ", "実行: ") + Places.command() + " lesson " + Lessons.all().getFirst().name());
  }

  private Page run(Lesson lesson, LessonContext context, Path folder, Language language) {
    console.out().println(console.bold(lesson.title().in(language)));
    console.out().flush();
    DataProgress progress = new DataProgress(console, false);
    long begin = System.nanoTime();
    Page page;
    try {
      page = lesson.run(context.progress(progress));
    } finally {
      progress.close();
    }
    double seconds = (System.nanoTime() - begin) * 1e-9;
    String source = lesson.needsMnist() ? context.mnist().source() : "";
    Path file =
        HtmlWriter.write(
            page, Provenance.here(context.seed(), source, seconds), folder, Objects.equals(name, ALL));
    page.figures().forEach(figures -> show(figures, language));
    console.out().println(
        say(language, "page  ", "ページ  ") + Places.shown(file) + "  (" + Numbers.seconds(seconds) + ")");
    console.out().println();
    console.out().flush();
    return page;
  }

  private void show(Block.Figures figures, Language language) {
    TextTable table =
        new TextTable()
            .left("")
            .right(say(language, "article", "記事"))
            .right(say(language, "ours", "Kasane"))
            .right(say(language, "runs", "回数"));
    for (Figure figure : figures.rows()) {
      table.row(
          figure.what().in(language), figure.article().in(language), figure.oursText(),
          String.valueOf(figure.ours().count()));
    }
    console.out().println();
    console.out().println(figures.caption().in(language));
    console.out().print(table);
    console.out().println();
  }

  private static String say(Language language, String en, String ja) {
    return Text.of(en, ja).in(language);
  }
}
