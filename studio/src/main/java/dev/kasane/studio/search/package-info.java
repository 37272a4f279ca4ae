/** The room in which many small networks are tried on a table and the best answer together. */
@NullMarked
package dev.kasane.studio.search;

import org.jspecify.annotations.NullMarked;
