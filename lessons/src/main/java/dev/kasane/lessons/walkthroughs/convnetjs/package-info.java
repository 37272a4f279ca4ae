/** The code of the ConvNetJS guide in Java, one file a chapter; each prints what it finds. */
@NullMarked
package dev.kasane.lessons.walkthroughs.convnetjs;

import org.jspecify.annotations.NullMarked;
