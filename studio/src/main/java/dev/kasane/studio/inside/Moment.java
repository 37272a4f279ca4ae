package dev.kasane.studio.inside;

import dev.kasane.studio.run.WeightsAt;

/**
 * The weights of a run at some time.
 *
 * @param version of one run, equal for the same weights only
 */
record Moment(WeightsAt weights, long version) {}
