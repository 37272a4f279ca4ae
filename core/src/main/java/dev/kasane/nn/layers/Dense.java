package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
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
 * A fully connected layer: {@code activation(x · kernel + bias)} along the last axis. Input {@code (n, ..., in)},
 * output {@code (n, ..., units)}. Parameters: {@code kernel (in, units)} and {@code bias (units)}.
 *
 * @param units outputs per position, at least 1
 * @param activation follows the sum
 * @param useBias whether a bias is added
 * @param kernelInitializer the kernel's first value
 * @param biasInitializer the bias's first value
 * @param kernelRegularizer penalty on the kernel, or null
 * @param biasRegularizer penalty on the bias, or null
 */
public record Dense(
    int units,
    ActivationFunction activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer)
    implements Layer {

  /** Checks the units. */
  public Dense {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    Objects.requireNonNull(biasInitializer, "biasInitializer");
    Checks.positive("Dense", "units", units);
  }

  /** With bias, without activation; kernel Glorot uniform, bias zeros. */
  public Dense(int units) {
    this(units, ActivationFunction.LINEAR, true, new GlorotUniform(), new Zeros(), null, null);
  }

  /** With another activation. */
  public Dense activation(ActivationFunction function) {
    return new Dense(
        units, function, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With or without bias. */
  public Dense useBias(boolean use) {
    return new Dense(
        units, activation, use, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another first value of the kernel. */
  public Dense kernelInitializer(Initializer initializer) {
    return new Dense(units, activation, useBias, initializer, biasInitializer, kernelRegularizer, biasRegularizer);
  }

  /** With another first value of the bias. */
  public Dense biasInitializer(Initializer initializer) {
    return new Dense(units, activation, useBias, kernelInitializer, initializer, kernelRegularizer, biasRegularizer);
  }

  /** With a penalty on the kernel. */
  public Dense kernelRegularizer(Regularizer regularizer) {
    return new Dense(units, activation, useBias, kernelInitializer, biasInitializer, regularizer, biasRegularizer);
  }

  /** With a penalty on the bias. */
  public Dense biasRegularizer(Regularizer regularizer) {
    return new Dense(units, activation, useBias, kernelInitializer, biasInitializer, kernelRegularizer, regularizer);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.single(context, inputs);
    Shape shape = x.shape();
    if (shape.rank() < 2) {
      throw new ShapeException(context.layerName() + ": expected (batch, ..., features), received shape " + shape
          + "; put reshape(1) before it if each sample is a single number");
    }
    int features = shape.last();
    Node kernel = context.parameter("kernel", Shape.of(features, units), kernelInitializer, kernelRegularizer);
    Node y = Ops.matMul(Ops.reshape(x, Shape.of(shape.size() / features, features)), kernel);
    if (useBias) {
      y = Ops.add(y, context.parameter("bias", Shape.of(units), biasInitializer, biasRegularizer));
    }
    return activation.apply(Ops.reshape(y, shape.withDim(-1, units)));
  }
}
