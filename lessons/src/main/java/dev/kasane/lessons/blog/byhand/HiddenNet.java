package dev.kasane.lessons.blog.byhand;

import static dev.kasane.lessons.blog.byhand.Functions.affine;
import static dev.kasane.lessons.blog.byhand.Functions.deltaB;
import static dev.kasane.lessons.blog.byhand.Functions.deltaW;
import static dev.kasane.lessons.blog.byhand.Functions.error;
import static dev.kasane.lessons.blog.byhand.Functions.sigmoid;
import static dev.kasane.lessons.blog.byhand.Functions.softmax;
import static dev.kasane.lessons.blog.byhand.Functions.update;

/**
 * A layer of sigmoid neurons between inputs and outputs: {@code h = sigmoid(x · wh + bh), y = softmax(h · wo + bo)}.
 *
 * @param wh weights into the hidden layer (784, 100)
 * @param bh its biases (100)
 * @param wo weights into the output (100, 10)
 * @param bo its biases (10)
 */
public record HiddenNet(double[][] wh, double[] bh, double[][] wo, double[] bo) {

  /** The hidden neurons, one row an image. */
  public double[][] hidden(double[][] x) {
    double[][] h = affine(x, wh, bh);
    for (double[] row : h) {
      for (int j = 0; j < row.length; j++) {
        row[j] = sigmoid(row[j]);
      }
    }
    return h;
  }

  /** The probabilities of the digits, one row an image. */
  public double[][] forward(double[][] x) {
    return softmax(affine(hidden(x), wo, bo));
  }

  /** One step of training: forward, then the error from the output back to the hidden layer. */
  public void train(double[][] x, double[][] t, double rate) {
    double[][] h = hidden(x);
    double[][] d = error(softmax(affine(h, wo, bo)), t);
    double[][] dh = new double[h.length][bh.length];
    for (int n = 0; n < h.length; n++) {
      for (int j = 0; j < bh.length; j++) {
        double sum = 0;
        for (int k = 0; k < bo.length; k++) {
          sum += d[n][k] * wo[j][k];
        }
        dh[n][j] = h[n][j] * (1 - h[n][j]) * sum;
      }
    }
    update(wo, rate, deltaW(h, d));
    update(bo, rate, deltaB(d));
    update(wh, rate, deltaW(x, dh));
    update(bh, rate, deltaB(dh));
  }
}
