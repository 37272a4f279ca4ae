package dev.kasane.lessons.walkthroughs;

import dev.kasane.lessons.Sources;
import dev.kasane.report.Text;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Runs the code of a chapter and shows it beside what it printed. */
final class Chapter {

  private Chapter() {}

  /** What the code prints. */
  static String output(Consumer<PrintStream> code) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      code.accept(out);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** Adds the source of a class and what it prints. */
  static void show(Page.Builder page, Class<?> type, Consumer<PrintStream> code) {
    page.code(
        Listing.java(Text.of("The code", "コード"), Sources.of(type)),
        new Listing(Text.of("What it prints", "実行結果"), "text", output(code)));
  }
}
