/** Walks through two guides: their code, in Java, runs, and what they leave out or get wrong is said. */
@NullMarked
package dev.kasane.lessons.walkthroughs;

import org.jspecify.annotations.NullMarked;
