package dev.kasane.report.chart;

import dev.kasane.report.Text;

/** Charts as SVG elements for a page. */
public final class SvgWriter {

  /** The colours of a page's style sheet. */
  private static final String FILE_STYLE =
      """

      :root { --surface: #ffffff; --text: #1c2430; --muted: #5b6675; --grid: #e4e8ee; --axis: #8a94a3;
        --c0: #2563c9; --c1: #c93f4b; --c2: #2a8a57; --c3: #b36b00; --c4: #7a4fb8; --c5: #0b7f86; --c6: #b8408a;
        --c7: #5c6672; --positive: #2563c9; --negative: #c93f4b; }
      @media (prefers-color-scheme: dark) {
        :root { --surface: #1a2029; --text: #e8ecf2; --muted: #a4afbd; --grid: #2b3440; --axis: #76828f;
          --c0: #6ea8ff; --c1: #ff7f86; --c2: #5fcb93; --c3: #f0ad4e; --c4: #b796f2; --c5: #4fc6cc; --c6: #ef86c4;
          --c7: #a9b4c0; --positive: #6ea8ff; --negative: #ff7f86; }
      }
      text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
      .ja { display: none; }
      """;

  private SvgWriter() {}

  /**
   * A chart twice, for wide and for narrow pages: elements of the classes {@code chart wide} and {@code chart narrow},
   * of which a page shows one. They follow the page's CSS variables and its language.
   *
   * @param id begins the ids of titles and descriptions; unique in the page
   */
  public static String svg(Chart chart, String id) {
    return svg(chart, id + "w", "wide", Size.WIDE) + svg(chart, id + "n", "narrow", Size.NARROW);
  }

  /**
   * A wide chart as a file of its own, in English: its colours follow the theme of whoever shows it, as far as
   * {@code prefers-color-scheme} tells.
   */
  public static String file(Chart chart) {
    Size size = ChartPainter.fit(chart, Size.WIDE);
    SvgCanvas canvas = new SvgCanvas();
    ChartPainter.paint(chart, canvas, size);
    long width = Math.round(size.width());
    long height = Math.round(size.height());
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 "
        + width + " " + height + "\" role=\"img\">\n<title>" + SvgCanvas.escape(chart.title().en()) + "</title>\n<desc>"
        + SvgCanvas.escape(chart.description().en()) + "</desc>\n<style>" + FILE_STYLE + "</style>\n"
        + "<rect width=\"" + width + "\" height=\"" + height + "\" rx=\"8\" style=\"fill:var(--surface)\"/>\n"
        + canvas.content().replace("><", ">\n<") + "\n</svg>\n";
  }

  private static String svg(Chart chart, String id, String kind, Size offered) {
    Size size = ChartPainter.fit(chart, offered);
    SvgCanvas canvas = new SvgCanvas();
    ChartPainter.paint(chart, canvas, size);
    return "<svg class=\"chart " + kind + "\" viewBox=\"0 0 " + Math.round(size.width()) + " "
        + Math.round(size.height()) + "\" role=\"img\" aria-labelledby=\"" + id + "t " + id + "d\">"
        + "<title id=\"" + id + "t\">" + both(chart.title()) + "</title>"
        + "<desc id=\"" + id + "d\">" + both(chart.description()) + "</desc>"
        + canvas.content() + "</svg>\n";
  }

  private static String both(Text text) {
    return SvgCanvas.escape(text.isSame() ? text.en() : text.en() + " / " + text.ja());
  }
}
