/** Search for a net that fits a table: ConvNetJS's {@code MagicNet}, with regression, real folds and an ensemble. */
@NullMarked
package dev.kasane.convnetjs.magic;

import org.jspecify.annotations.NullMarked;
