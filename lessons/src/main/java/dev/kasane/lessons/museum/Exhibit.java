package dev.kasane.lessons.museum;

import dev.kasane.report.Text;
import dev.kasane.report.page.Block;
import java.util.List;

/**
 * A defect on show.
 *
 * @param name begins the names of its charts: small letters and hyphens
 * @param title what it is called
 * @param where the library, or a demo page
 * @param defect what was wrong
 * @param harm what it did to users
 * @param mended how it was mended
 * @param shown charts and tables
 */
record Exhibit(String name, Text title, Where where, Text defect, Text harm, Text mended, List<Block> shown) {

  /** Where a defect lived. */
  enum Where {
    LIBRARY(Text.of("In the library.", "ライブラリー本体の欠陥です。")),
    PAGE(Text.of("In a demo page, not in the library.", "ライブラリーではなく、デモのページにあった欠陥です。")),
    BOTH(Text.of("Partly in the library, partly in its demo page.", "一部はライブラリー本体、一部はデモのページにあった欠陥です。"));

    private final Text text;

    Where(Text text) {
      this.text = text;
    }

    /** In words. */
    Text text() {
      return text;
    }
  }
}
