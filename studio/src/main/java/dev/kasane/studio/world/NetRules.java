package dev.kasane.studio.world;

/**
 * What a room lets a net be. Nets of small worlds have no images, so the rules bound their memory before it is taken.
 *
 * @param inputs numbers that go in
 * @param outputKind {@code softmax} or {@code regression}
 * @param minOutputs classes or numbers that come out, at least
 * @param maxOutputs and at most
 * @param maxNeurons in a layer
 */
public record NetRules(int inputs, String outputKind, int minOutputs, int maxOutputs, int maxNeurons) {}
