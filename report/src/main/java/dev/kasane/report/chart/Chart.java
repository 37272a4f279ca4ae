package dev.kasane.report.chart;

import dev.kasane.report.Text;

/** A picture of numbers. {@link SvgWriter} and {@link PictureWriter} draw it. */
public sealed interface Chart permits Plot, Bars, HeatMap, NetworkDiagram {

  /** What it shows, as one line above it. */
  Text title();

  /** What a person who cannot see it should know; by default what it consists of. */
  Text description();
}
