/** Tests of the room of curve fitting. */
@NullMarked
package dev.kasane.studio.regression;

import org.jspecify.annotations.NullMarked;
