/** All runs of a studio in one place, also those of programs and of the command line, with a report of each. */
@NullMarked
package dev.kasane.studio.report;

import org.jspecify.annotations.NullMarked;
