/** Runs of training as rooms see them: what they record, and the weights they had at each time. */
@NullMarked
package dev.kasane.studio.run;

import org.jspecify.annotations.NullMarked;
