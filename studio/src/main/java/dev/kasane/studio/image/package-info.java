/** The room in which networks learn images. */
@NullMarked
package dev.kasane.studio.image;

import org.jspecify.annotations.NullMarked;
