package dev.kasane.report;

/**
 * A text in English and Japanese. In pages, <code>`code`</code>, <code>**strong**</code> and <code>[words](page.html)
 * </code> are marked as such; charts show the characters as they are.
 *
 * @param en English
 * @param ja Japanese
 */
public record Text(String en, String ja) {

  /** A text in both languages. */
  public static Text of(String en, String ja) {
    return new Text(en, ja);
  }

  /** A text that is the same in both languages, such as a number or a name. */
  public static Text same(String text) {
    return new Text(text, text);
  }

  /** Whether both languages say it with the same characters. */
  public boolean isSame() {
    return en.equals(ja);
  }

  /** The text in one language. */
  public String in(Language language) {
    return switch (language) {
      case EN -> en;
      case JA -> ja;
    };
  }
}
