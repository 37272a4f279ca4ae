package dev.kasane.studio.world;

import org.jspecify.annotations.Nullable;

/**
 * How a loop stands.
 *
 * @param running whether it makes steps by itself
 * @param steps made since the last reset
 * @param speed steps a second that are wanted; 0 for as many as possible
 * @param rate steps a second that were made lately; 0 while it is paused
 * @param version grows with everything that a page could show: steps and changes
 * @param edition grows with changes only, so that pages see when another page changed a setting
 * @param error why it stopped by itself, or null
 */
public record LoopState(
    boolean running, long steps, double speed, double rate, long version, long edition, @Nullable String error) {}
