/** Tests of the automatic search. */
@NullMarked
package dev.kasane.studio.search;

import org.jspecify.annotations.NullMarked;
