package dev.kasane.lessons.blog.byhand;

/**
 * Some samples.
 *
 * @param images one row an image: 784 numbers from 0 to 1
 * @param labels one row a label: 1 at the digit, 0 elsewhere
 */
public record Batch(double[][] images, double[][] labels) {

  /** The samples with these numbers. A number may come twice: such a batch is drawn with replacement. */
  public static Batch of(double[][] images, double[][] labels, int... chosen) {
    double[][] x = new double[chosen.length][];
    double[][] t = new double[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      x[i] = images[chosen[i]];
      t[i] = labels[chosen[i]];
    }
    return new Batch(x, t);
  }
}
