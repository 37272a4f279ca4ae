/** The room in which optimizers race: same start, same batches. */
@NullMarked
package dev.kasane.studio.optimizers;

import org.jspecify.annotations.NullMarked;
