package dev.kasane.convnetjs.deepqlearn;

/**
 * What happened in one step.
 *
 * @param state0 the net's input when the action was chosen
 * @param action0 the action
 * @param reward0 the reward for it
 * @param state1 the net's input after it
 * @param terminal whether the episode ended with it, so that nothing comes after
 */
public record Experience(double[] state0, int action0, double reward0, double[] state1, boolean terminal) {}
