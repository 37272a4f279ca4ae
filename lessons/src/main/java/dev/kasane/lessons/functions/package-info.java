/** Lessons in which networks with one input and one output learn functions of one variable. */
@NullMarked
package dev.kasane.lessons.functions;

import org.jspecify.annotations.NullMarked;
