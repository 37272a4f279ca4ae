/** A room in which networks learn functions of one variable. */
@NullMarked
package dev.kasane.studio.regression;

import org.jspecify.annotations.NullMarked;
