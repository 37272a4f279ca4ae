/** The room in which a network learns a picture: place in, colour out. */
@NullMarked
package dev.kasane.studio.painting;

import org.jspecify.annotations.NullMarked;
