/**
 * Networks for functions of one variable as one writes them without a library: arrays and loops, nothing of Kasane.
 * The lessons show these files as they are.
 */
@NullMarked
package dev.kasane.lessons.functions.byhand;

import org.jspecify.annotations.NullMarked;
