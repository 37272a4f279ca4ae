/** Schedules: the learning rate as a function of the step. */
@NullMarked
package dev.kasane.nn.schedules;

import org.jspecify.annotations.NullMarked;
