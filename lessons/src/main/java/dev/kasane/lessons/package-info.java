/** The experiments that articles on deep learning describe: each one runnable, with its figures and its picture. */
@NullMarked
package dev.kasane.lessons;

import org.jspecify.annotations.NullMarked;
