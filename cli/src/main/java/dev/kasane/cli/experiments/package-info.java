/** What {@code kasane sweep} can run. */
@NullMarked
package dev.kasane.cli.experiments;

import org.jspecify.annotations.NullMarked;
