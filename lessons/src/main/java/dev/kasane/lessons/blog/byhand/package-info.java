/**
 * The networks of the blog series written by hand: arrays and loops, forward and backward, no library. Rows are samples
 * everywhere.
 */
@NullMarked
package dev.kasane.lessons.blog.byhand;

import org.jspecify.annotations.NullMarked;
