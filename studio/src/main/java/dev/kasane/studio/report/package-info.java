/** All runs of a studio in one place, also those of programs and of the command line, and a report of each as a file. */
@NullMarked
package dev.kasane.studio.report;

import org.jspecify.annotations.NullMarked;
