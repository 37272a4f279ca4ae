/** A small strict JSON reader and writer for model files. A leaf: depends on nothing else. */
@NullMarked
package dev.kasane.json;

import org.jspecify.annotations.NullMarked;
