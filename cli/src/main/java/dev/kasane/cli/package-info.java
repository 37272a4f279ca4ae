/** The {@code kasane} command. */
@NullMarked
package dev.kasane.cli;

import org.jspecify.annotations.NullMarked;
