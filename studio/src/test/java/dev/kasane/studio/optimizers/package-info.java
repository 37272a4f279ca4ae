/** Tests of the race of optimizers. */
@NullMarked
package dev.kasane.studio.optimizers;

import org.jspecify.annotations.NullMarked;
