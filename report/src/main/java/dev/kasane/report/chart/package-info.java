/** Charts as data, and what draws them: as SVG that follows a page's colours, and as pictures. */
@NullMarked
package dev.kasane.report.chart;

import org.jspecify.annotations.NullMarked;
