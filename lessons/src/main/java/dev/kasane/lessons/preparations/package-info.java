/** Lessons on what one needs before the first network: matrices, derivatives, going downhill. */
@NullMarked
package dev.kasane.lessons.preparations;

import org.jspecify.annotations.NullMarked;
