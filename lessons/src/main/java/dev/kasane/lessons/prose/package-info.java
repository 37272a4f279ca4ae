/** What lessons with much text share. */
@NullMarked
package dev.kasane.lessons.prose;

import org.jspecify.annotations.NullMarked;
