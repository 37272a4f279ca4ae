package dev.kasane.lessons.blog;

import dev.kasane.data.Dataset;
import dev.kasane.lessons.blog.byhand.Batch;
import dev.kasane.tensor.Tensor;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Digits as the article keeps them: rows of 784 numbers from 0 to 1, labels as rows of ten. They are unpacked once, so
 * that a step of training copies rows and does nothing else.
 *
 * @param train samples to learn from: (784) and (10)
 * @param test samples to be tested on
 */
public record BlogData(Dataset train, Dataset test) {

  /** Unpacks two sets of images with class indices. */
  public static BlogData of(Dataset train, Dataset test) {
    return new BlogData(rows(train), rows(test));
  }

  private static Dataset rows(Dataset images) {
    Dataset oneHot = images.oneHot(10);
    return Dataset.of(oneHot.inputs(0).reshape(images.size(), 784), oneHot.targets(0));
  }

  /** The batches of some steps, drawn with replacement: {@code steps · batch} samples, one batch after the other. */
  public Dataset draw(int steps, int batch, Random random) {
    return train.select(indices(train.size(), steps * batch, random));
  }

  static int[] indices(int size, int count, Random random) {
    return random.ints(count, 0, size).toArray();
  }

  /** The first samples of a set as tables of numbers, for what is written by hand. */
  public static Batch tables(Dataset data, int count) {
    Dataset first = data.take(count);
    return new Batch(table(first.inputs(0)), table(first.targets(0)));
  }

  private static double[][] table(Tensor tensor) {
    int rows = tensor.shape().dim(0);
    int columns = tensor.shape().dim(1);
    float[] values = tensor.data();
    return IntStream.range(0, rows)
        .mapToObj(n -> IntStream.range(0, columns).mapToDouble(i -> values[n * columns + i]).toArray())
        .toArray(double[][]::new);
  }
}
