/** Checks of settings, shared by the records of the {@code nn} packages. Not exported. */
@NullMarked
package dev.kasane.nn.checks;

import org.jspecify.annotations.NullMarked;
