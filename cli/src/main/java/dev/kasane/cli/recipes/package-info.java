/** Networks with data and settings that are known to train well, each under a name. */
@NullMarked
package dev.kasane.cli.recipes;

import org.jspecify.annotations.NullMarked;
