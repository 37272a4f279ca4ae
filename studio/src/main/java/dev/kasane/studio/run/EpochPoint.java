package dev.kasane.studio.run;

import java.util.Map;

/**
 * What was measured in one epoch.
 *
 * @param epoch from 1
 * @param step steps the model had made at its end
 * @param values such as {@code loss}, {@code val_accuracy}
 * @param seconds of training
 */
public record EpochPoint(int epoch, long step, Map<String, Double> values, double seconds) {}
