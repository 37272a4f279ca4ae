package dev.kasane.convnetjs.deepqlearn;

/**
 * An action and what it is thought to be worth.
 *
 * @param action its number
 * @param value the net's estimate of all rewards to come, later ones discounted
 */
public record Action(int action, double value) {}
