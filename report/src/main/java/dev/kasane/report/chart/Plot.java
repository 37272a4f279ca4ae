package dev.kasane.report.chart;

import dev.kasane.report.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines and points over two axes. Methods return changed copies.
 *
 * @param title what it shows
 * @param x horizontal axis
 * @param y vertical axis
 * @param series lines and points, drawn in this order
 * @param references values of y to compare with, each a dashed line across
 * @param field what is drawn below everything else, or null
 */
public record Plot(
    Text title, Axis x, Axis y, List<Series> series, List<Reference> references, @Nullable Field field)
    implements Chart {

  /**
   * A value of y that others are compared with, such as an article's figure.
   *
   * @param name what it is, written beside the line
   * @param y its value
   */
  public record Reference(Text name, double y) {}

  /**
   * Values over the whole area, drawn as colours: the height of a landscape.
   *
   * @param values by row, from {@code y0} up, and column, from {@code x0} to the right
   * @param x0 left edge
   * @param x1 right edge
   * @param y0 lower edge
   * @param y1 upper edge
   */
  public record Field(double[][] values, double x0, double x1, double y0, double y1) {}

  /** Keeps copies of the lists. */
  public Plot {
    series = List.copyOf(series);
    references = List.copyOf(references);
  }

  /** An empty plot with linear axes. */
  public static Plot of(Text title, Text x, Text y) {
    return new Plot(title, Axis.of(x), Axis.of(y), List.of(), List.of(), null);
  }

  /** With a logarithmic horizontal axis. */
  public Plot logX() {
    return new Plot(title, x.log(), y, series, references, field);
  }

  /** With a logarithmic vertical axis. */
  public Plot logY() {
    return new Plot(title, x, y.log(), series, references, field);
  }

  /** With a horizontal axis from one value to another. */
  public Plot xRange(double low, double high) {
    return new Plot(title, x.range(low, high), y, series, references, field);
  }

  /** With a vertical axis from one value to another. */
  public Plot yRange(double low, double high) {
    return new Plot(title, x, y.range(low, high), series, references, field);
  }

  /** With one more series. */
  public Plot with(Series added) {
    List<Series> all = new ArrayList<>(series);
    all.add(added);
    return new Plot(title, x, y, all, references, field);
  }

  /** With one more line. */
  public Plot line(Text name, double[] xs, double[] ys) {
    return with(Series.of(name, xs, ys, Series.Mark.LINE));
  }

  /** With the mean of several runs as one more line, in a band from the lowest to the highest run. */
  public Plot runs(Text name, double[] xs, double[][] runs) {
    return with(Series.ofRuns(name, xs, runs));
  }

  /** With a dashed line, for what the others are compared with. */
  public Plot dashed(Text name, double[] xs, double[] ys) {
    return with(Series.of(name, xs, ys, Series.Mark.DASHED));
  }

  /** With dots. */
  public Plot points(Text name, double[] xs, double[] ys) {
    return with(Series.of(name, xs, ys, Series.Mark.POINTS));
  }

  /** With a value of y to compare with. */
  public Plot reference(Text name, double value) {
    List<Reference> all = new ArrayList<>(references);
    all.add(new Reference(name, value));
    return new Plot(title, x, y, series, all, field);
  }

  /** Over a landscape of colours. */
  public Plot over(Field landscape) {
    return new Plot(title, x, y, series, references, landscape);
  }

  @Override
  public Text description() {
    StringBuilder en = new StringBuilder("Vertical axis: " + y.title().en() + ". Horizontal axis: " + x.title().en());
    StringBuilder ja = new StringBuilder("縦軸: " + y.title().ja() + "。横軸: " + x.title().ja());
    for (Series each : series) {
      en.append("; ").append(each.name().en());
      ja.append("、").append(each.name().ja());
    }
    return Text.of(en + ".", ja + "。");
  }
}
