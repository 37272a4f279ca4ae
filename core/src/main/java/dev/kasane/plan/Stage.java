package dev.kasane.plan;

import java.util.List;

/**
 * Steps that run without waiting for each other's samples. After a stage all workers meet.
 *
 * @param batch whether each piece of the batch walks through all steps in order; if not, the steps are independent of
 *     one another
 * @param steps in order
 * @param tileRows samples a worker takes through the steps at once; 0 if not a batch stage
 */
public record Stage(boolean batch, List<Step> steps, int tileRows) {}
