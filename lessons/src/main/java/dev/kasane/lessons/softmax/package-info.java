/** Why a program's softmax subtracts the largest score. */
@NullMarked
package dev.kasane.lessons.softmax;

import org.jspecify.annotations.NullMarked;
