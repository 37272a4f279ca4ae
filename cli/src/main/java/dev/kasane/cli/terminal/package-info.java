/** Where the command talks to people: output streams, tables and the confusion matrix as text. */
@NullMarked
package dev.kasane.cli.terminal;

import org.jspecify.annotations.NullMarked;
