package dev.kasane.report.chart;

import dev.kasane.report.Text;

/** Charts as SVG elements for a page. */
public final class SvgWriter {

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
