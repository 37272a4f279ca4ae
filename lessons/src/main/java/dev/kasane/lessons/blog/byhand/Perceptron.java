package dev.kasane.lessons.blog.byhand;

import static dev.kasane.lessons.blog.byhand.Functions.affine;
import static dev.kasane.lessons.blog.byhand.Functions.deltaB;
import static dev.kasane.lessons.blog.byhand.Functions.deltaW;
import static dev.kasane.lessons.blog.byhand.Functions.error;
import static dev.kasane.lessons.blog.byhand.Functions.softmax;
import static dev.kasane.lessons.blog.byhand.Functions.update;

/**
 * 784 inputs, 10 outputs, nothing between: {@code y = softmax(x · w + b)}.
 *
 * @param w weights (784, 10)
 * @param b biases (10)
 */
public record Perceptron(double[][] w, double[] b) {

  /** The probabilities of the digits, one row an image. */
  public double[][] forward(double[][] x) {
    return softmax(affine(x, w, b));
  }

  /** One step of training. Gradients are sums over the batch. */
  public void train(double[][] x, double[][] t, double rate) {
    double[][] d = error(forward(x), t);
    update(w, rate, deltaW(x, d));
    update(b, rate, deltaB(d));
  }
}
