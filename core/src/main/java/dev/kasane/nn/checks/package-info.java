/** Checks of settings, shared by the records of the {@code nn} packages; of use to records of one's own as well. */
@NullMarked
package dev.kasane.nn.checks;

import org.jspecify.annotations.NullMarked;
