/** Tests of the painting room. */
@NullMarked
package dev.kasane.studio.painting;

import org.jspecify.annotations.NullMarked;
