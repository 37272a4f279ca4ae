package dev.kasane.report.chart;

/** What something is drawn with. */
sealed interface Ink {

  /** Colours that change with the theme. */
  enum Role implements Ink {
    TEXT,
    MUTED,
    GRID,
    AXIS,
    SURFACE,
    POSITIVE,
    NEGATIVE
  }

  /** The colour of a series: 0 to 7. */
  record Serial(int index) implements Ink {
    /** How many there are before they repeat. */
    static final int COUNT = 8;

    public Serial {
      index = Math.floorMod(index, COUNT);
    }
  }

  /** A colour that is the same in all themes: {@code 0xRRGGBB}. */
  record Fixed(int rgb) implements Ink {}
}
