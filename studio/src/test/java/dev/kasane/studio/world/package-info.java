/** Tests of what small worlds share. */
@NullMarked
package dev.kasane.studio.world;

import org.jspecify.annotations.NullMarked;
