package dev.kasane.data;

/**
 * Labelled images to learn from and to be tested on.
 *
 * @param source where they come from, in words for the person at the terminal, such as a folder
 * @param generated whether they were drawn because the real ones could not be had
 */
public record ImageData(ImageDataset train, ImageDataset test, String source, boolean generated) {}
