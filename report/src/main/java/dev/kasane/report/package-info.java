/** Words and figures for reports: texts in two languages, and means with their spread. */
@NullMarked
package dev.kasane.report;

import org.jspecify.annotations.NullMarked;
