/** Matrices, derivatives and descent with arrays and loops. The lessons show these files as they are. */
@NullMarked
package dev.kasane.lessons.preparations.byhand;

import org.jspecify.annotations.NullMarked;
