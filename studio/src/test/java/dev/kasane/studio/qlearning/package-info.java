/** Tests of the apple world's room. */
@NullMarked
package dev.kasane.studio.qlearning;

import org.jspecify.annotations.NullMarked;
