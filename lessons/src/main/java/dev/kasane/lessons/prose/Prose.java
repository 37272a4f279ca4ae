package dev.kasane.lessons.prose;

import dev.kasane.lessons.Sources;
import dev.kasane.report.Text;
import dev.kasane.report.page.Listing;
import dev.kasane.report.page.Page;

/** Adds longer texts to pages: paragraphs are parted by empty lines. */
public final class Prose {

  private Prose() {}

  /**
   * Adds paragraphs.
   *
   * @throws IllegalArgumentException if the two languages have not equally many
   */
  public static void add(Page.Builder page, Text text) {
    String[][] paragraphs = paragraphs(text);
    for (int i = 0; i < paragraphs[0].length; i++) {
      page.paragraph(paragraphs[0][i], paragraphs[1][i]);
    }
  }

  /** Adds paragraphs. See {@link #add(Page.Builder, Text)}. */
  public static void add(Page.Builder page, String en, String ja) {
    add(page, Text.of(en, ja));
  }

  /** Adds what is to be learned: the last paragraph says what learners get wrong, and is set apart. */
  public static void conclude(Page.Builder page, Text text) {
    String[][] paragraphs = paragraphs(text);
    int last = paragraphs[0].length - 1;
    page.heading("What to take home", "まとめ");
    for (int i = 0; i < last; i++) {
      page.paragraph(paragraphs[0][i], paragraphs[1][i]);
    }
    page.note(paragraphs[0][last], paragraphs[1][last]);
  }

  /** The source of a class as a listing. */
  public static Listing source(String en, String ja, Class<?> type) {
    return Listing.java(Text.of(en, ja), Sources.of(type));
  }

  private static String[][] paragraphs(Text text) {
    String[] en = text.en().strip().split("\n\n");
    String[] ja = text.ja().strip().split("\n\n");
    if (en.length != ja.length) {
      throw new IllegalArgumentException("Prose: expected as many paragraphs in Japanese as in English, received "
          + ja.length + " and " + en.length + " in the text that begins '" + en[0] + "'");
    }
    return new String[][] {en, ja};
  }
}
