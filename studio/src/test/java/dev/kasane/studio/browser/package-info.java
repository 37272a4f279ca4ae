/** Looks at the studio in a real browser. */
@NullMarked
package dev.kasane.studio.browser;

import org.jspecify.annotations.NullMarked;
