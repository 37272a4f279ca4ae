package dev.kasane.report;

import java.util.Locale;

/** The languages that texts are written in. */
public enum Language {

  /** English. */
  EN,

  /** Japanese. */
  JA;

  /** The tag that HTML and locales know it by: {@code en} or {@code ja}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Japanese for a Japanese locale, otherwise English. */
  public static Language of(Locale locale) {
    return locale.getLanguage().equals(JA.tag()) ? JA : EN;
  }
}
