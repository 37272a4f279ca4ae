/** The defects of ConvNetJS, each run as it was and as it is mended. */
@NullMarked
package dev.kasane.lessons.museum;

import org.jspecify.annotations.NullMarked;
