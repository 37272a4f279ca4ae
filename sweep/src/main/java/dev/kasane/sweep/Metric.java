package dev.kasane.sweep;

import dev.kasane.report.Text;

/**
 * Something an experiment measures.
 *
 * @param name as recipes and CSV files write it, such as {@code test_accuracy}
 * @param title for charts, with its unit
 * @param higherIsBetter which way is better
 */
public record Metric(String name, Text title, boolean higherIsBetter) {}
