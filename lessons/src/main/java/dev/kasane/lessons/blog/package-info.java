/**
 * The blog series that builds networks for MNIST with nothing but a matrix library: a perceptron, a hidden layer, a
 * convolution with one filter. {@link dev.kasane.lessons.blog.BlogNets} has them in Kasane, {@code byhand} in loops.
 */
@NullMarked
package dev.kasane.lessons.blog;

import org.jspecify.annotations.NullMarked;
