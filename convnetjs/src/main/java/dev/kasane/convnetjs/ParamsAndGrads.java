package dev.kasane.convnetjs;

/**
 * One set of parameters of a layer, as {@link Net#getParamsAndGrads} lists them.
 *
 * @param params the parameters themselves, not a copy
 * @param grads their gradients, not a copy: summed over the samples since they were last set to 0
 * @param l1DecayMul what the trainer's L1 decay is multiplied by; 0 for biases
 * @param l2DecayMul what the trainer's L2 decay is multiplied by; 0 for biases
 */
public record ParamsAndGrads(double[] params, double[] grads, double l1DecayMul, double l2DecayMul) {}
