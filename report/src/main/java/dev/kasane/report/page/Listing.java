package dev.kasane.report.page;

import dev.kasane.report.Text;

/**
 * Source code.
 *
 * @param title what it is
 * @param language the language it is written in, such as {@code java}
 * @param code its lines
 */
public record Listing(Text title, String language, String code) {

  /** A listing in Java. */
  public static Listing java(Text title, String code) {
    return new Listing(title, "java", code);
  }
}
