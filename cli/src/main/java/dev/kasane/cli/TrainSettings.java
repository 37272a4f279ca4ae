package dev.kasane.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, with all defaults filled in.
 *
 * @param data the data's folder, or null to search for it
 * @param epochs how often each sample is seen, at least 1
 * @param batchSize samples of a step, at least 1
 * @param optimizer the optimizer's name
 * @param learningRate above 0
 * @param seed of everything random
 * @param validationSplit share of the training samples that is only measured on; 0 for none
 * @param until the share of right test answers at which training ends, or 0 to train all epochs
 * @param out where the model goes
 * @param json where the result goes as JSON, or null
 * @param jsonToOut whether the result goes to standard output as JSON
 * @param csv where a line for each epoch goes, or null
 * @param checkpoint where the checkpoint is kept, or null
 * @param resume the checkpoint to go on from, or null
 * @param quiet whether to show errors and notices only
 * @param studio whether the run is shown on a page
 */
record TrainSettings(
    @Nullable Path data,
    int epochs,
    int batchSize,
    String optimizer,
    double learningRate,
    long seed,
    double validationSplit,
    double until,
    Path out,
    @Nullable Path json,
    boolean jsonToOut,
    @Nullable Path csv,
    @Nullable Path checkpoint,
    @Nullable Path resume,
    boolean quiet,
    boolean studio) {}
