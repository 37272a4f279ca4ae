/** A room in which networks learn to tell points of the plane apart. */
@NullMarked
package dev.kasane.studio.classify;

import org.jspecify.annotations.NullMarked;
