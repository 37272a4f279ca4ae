package dev.kasane.report.chart;

/** Draws any chart on any canvas. */
final class ChartPainter {

  private ChartPainter() {}

  /** The room that a chart wants, given what is offered. */
  static Size fit(Chart chart, Size offered) {
    return switch (chart) {
      case Plot _, NetworkDiagram _ -> offered;
      case Bars bars -> offered.withHeight(
          Math.max(offered.height(), 110 + bars.categories().size() * Math.max(18, 14.0 * bars.sets().size())));
      case HeatMap map -> offered.withHeight(HeatMapPainter.height(map, offered));
    };
  }

  static void paint(Chart chart, Canvas canvas, Size size) {
    switch (chart) {
      case Plot plot -> PlotPainter.paint(plot, canvas, size);
      case Bars bars -> BarsPainter.paint(bars, canvas, size);
      case HeatMap map -> HeatMapPainter.paint(map, canvas, size);
      case NetworkDiagram diagram -> NetworkPainter.paint(diagram, canvas, size);
    }
  }
}
