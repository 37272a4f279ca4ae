/** Tests of the room of classification. */
@NullMarked
package dev.kasane.studio.classify;

import org.jspecify.annotations.NullMarked;
