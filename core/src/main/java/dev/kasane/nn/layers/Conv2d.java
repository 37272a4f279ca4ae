package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.graph.Window2d;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.nn.regularizers.Regularizer;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over images (cross-correlation: the kernel is not flipped): {@code activation(x * kernel + bias)}.
 * Input {@code (n, h, w, c)}, output {@code (n, oh, ow, filters)} with {@code oh = ⌊(h + top + bottom − span) / stride⌋
 * + 1}. Parameters: {@code kernel (kernelHeight, kernelWidth, c / groups, filters)} and {@code bias}, its shape by
 * {@link BiasMode}.
 *
 * @param filters output channels, at least 1, a multiple of {@code groups}
 * @param kernelHeight rows of the kernel, at least 1
 * @param kernelWidth columns of the kernel, at least 1
 * @param strideY rows the kernel moves per output row, at least 1
 * @param strideX columns the kernel moves per output column, at least 1
 * @param dilationY distance of neighbouring kernel rows in the image, at least 1
 * @param dilationX distance of neighbouring kernel columns in the image, at least 1
 * @param groups parts into which channels and filters are divided, each part seeing only its own; a divisor of both
 * @param padding what surrounds the image
 * @param activation follows the sum
 * @param biasMode what is added to the sum
 * @param kernelInitializer the kernel's first value
 * @param biasInitializer the bias's first value
 * @param kernelRegularizer penalty on the kernel, or null
 * @param biasRegularizer penalty on the bias, or null
 */
public record Conv2d(
    int filters,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int dilationY,
    int dilationX,
    int groups,
    Padding padding,
    ActivationFunction activation,
    BiasMode biasMode,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer)
    implements Layer {

  /** Checks the ranges. */
  public Conv2d {
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(biasMode, "biasMode");
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    Objects.requireNonNull(biasInitializer, "biasInitializer");
    Checks.positive("Conv2d", "filters", filters);
    Checks.range("Conv2d", "kernelHeight", kernelHeight, 1, Checks.MAX_WINDOW);
    Checks.range("Conv2d", "kernelWidth", kernelWidth, 1, Checks.MAX_WINDOW);
    Checks.range("Conv2d", "strideY", strideY, 1, Checks.MAX_WINDOW);
    Checks.range("Conv2d", "strideX", strideX, 1, Checks.MAX_WINDOW);
    Checks.range("Conv2d", "dilationY", dilationY, 1, Checks.MAX_WINDOW);
    Checks.range("Conv2d", "dilationX", dilationX, 1, Checks.MAX_WINDOW);
    Checks.positive("Conv2d", "groups", groups);
    if (filters % groups != 0) {
      throw new IllegalArgumentException(
          "Conv2d: groups must divide filters, received " + groups + " groups and " + filters + " filters");
    }
  }

  /**
   * Stride 1, no padding, a bias per filter, no activation; kernel Glorot uniform, bias zeros.
   *
   * @param filters output channels
   * @param kernelHeight rows of the kernel
   * @param kernelWidth columns of the kernel
   */
  public Conv2d(int filters, int kernelHeight, int kernelWidth) {
    this(
        filters, kernelHeight, kernelWidth, 1, 1, 1, 1, 1, Padding.VALID, ActivationFunction.LINEAR,
        BiasMode.PER_FILTER, new GlorotUniform(), new Zeros(), null, null);
  }

  /** With the same stride down and across. */
  public Conv2d strides(int both) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, both, both, dilationY, dilationX, groups, padding, activation, biasMode,
        kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With a stride down and one across. */
  public Conv2d strides(int down, int across) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, down, across, dilationY, dilationX, groups, padding, activation, biasMode,
        kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With the same distance between neighbouring kernel elements down and across. */
  public Conv2d dilation(int both) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, both, both, groups, padding, activation, biasMode,
        kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With filters and channels divided into groups that do not see each other. */
  public Conv2d groups(int count) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, count, padding, activation,
        biasMode, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another padding. */
  public Conv2d padding(Padding rule) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, rule, activation, biasMode,
        kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another activation. */
  public Conv2d activation(ActivationFunction function) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, padding, function, biasMode,
        kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another bias. */
  public Conv2d biasMode(BiasMode mode) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, padding, activation, mode,
        kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another first value of the kernel. */
  public Conv2d kernelInitializer(Initializer initializer) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, padding, activation,
        biasMode, initializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another first value of the bias. */
  public Conv2d biasInitializer(Initializer initializer) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, padding, activation,
        biasMode, kernelInitializer, initializer, kernelRegularizer, biasRegularizer);
  }

  /** With a penalty on the kernel. */
  public Conv2d kernelRegularizer(Regularizer regularizer) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, padding, activation,
        biasMode, kernelInitializer, biasInitializer, regularizer, biasRegularizer);
  }

  /** With a penalty on the bias. */
  public Conv2d biasRegularizer(Regularizer regularizer) {
    return new Conv2d(
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, padding, activation,
        biasMode, kernelInitializer, biasInitializer, kernelRegularizer, regularizer);
  }

  @Override
  public String kind() {
    return "conv2d";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.image(context, inputs);
    int channels = x.shape().last();
    if (channels % groups != 0) {
      throw new ShapeException(context.layerName() + ": " + groups + " groups do not divide the " + channels
          + " channels of input " + x.shape() + "; choose a divisor of " + channels);
    }
    Window2d unpadded =
        new Window2d(kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, 0, 0, 0, 0);
    Shape kernelShape = Shape.of(kernelHeight, kernelWidth, channels / groups, filters);
    Node kernel = context.parameter("kernel", kernelShape, kernelInitializer, kernelRegularizer);
    Node y = Ops.conv2d(x, kernel, padding.window(unpadded, x.shape()), groups);
    return activation.apply(
        switch (biasMode) {
          case NONE -> y;
          case PER_FILTER -> Ops.add(y, bias(context, Shape.of(filters)));
          case PER_POSITION -> Ops.add(y, bias(context, y.shape().dropFirst()));
        });
  }

  private Node bias(LayerContext context, Shape shape) {
    return context.parameter("bias", shape, biasInitializer, biasRegularizer);
  }
}
