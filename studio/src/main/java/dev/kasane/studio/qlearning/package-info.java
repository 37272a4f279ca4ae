/** The room of the apple world: an agent with eyes and wheels that learns from rewards. */
@NullMarked
package dev.kasane.studio.qlearning;

import org.jspecify.annotations.NullMarked;
