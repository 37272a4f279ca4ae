/** What the studio's small worlds share: a thread that trains, and pages that look at it and change it. */
@NullMarked
package dev.kasane.studio.world;

import org.jspecify.annotations.NullMarked;
