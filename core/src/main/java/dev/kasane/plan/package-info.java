/**
 * From graph to something a processor can walk through: the compiler runs its passes and returns
 * a {@link dev.kasane.plan.Plan}, stages of steps over buffers whose places are known.
 */
@NullMarked
package dev.kasane.plan;

import org.jspecify.annotations.NullMarked;
