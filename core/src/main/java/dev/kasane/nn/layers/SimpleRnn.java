package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.Orthogonal;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * The plain recurrent layer (Elman 1990), as in Keras: {@code h = activation(x · kernel + h · recurrent_kernel + bias)}
 * for each step, from a zero state. Input {@code (n, steps, features)}, output {@code (n, units)}, or {@code (n, steps,
 * units)} with {@code returnSequences}. Parameters: {@code kernel (features, units)}, {@code recurrent_kernel (units,
 * units)}, {@code bias (units)}.
 *
 * @param units size of the state, at least 1
 * @param activation tanh unless said
 * @param useBias whether a bias is added
 * @param returnSequences whether the output has all steps or only the last
 * @param kernelInitializer the kernel's first value
 * @param recurrentInitializer the recurrent kernel's first value
 * @param biasInitializer the bias's first value
 */
public record SimpleRnn(
    int units,
    ActivationFunction activation,
    boolean useBias,
    boolean returnSequences,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer)
    implements Layer {

  /** Checks the units. */
  public SimpleRnn {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    Objects.requireNonNull(recurrentInitializer, "recurrentInitializer");
    Objects.requireNonNull(biasInitializer, "biasInitializer");
    Checks.positive("SimpleRnn", "units", units);
  }

  /** Keras's defaults: tanh, the last step only; kernel Glorot uniform, recurrent kernel orthogonal. */
  public SimpleRnn(int units) {
    this(units, ActivationFunction.TANH, true, false, new GlorotUniform(), new Orthogonal(1), new Zeros());
  }

  /** With another activation. */
  public SimpleRnn activation(ActivationFunction function) {
    return new SimpleRnn(
        units, function, useBias, returnSequences, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  /** With or without bias. */
  public SimpleRnn useBias(boolean use) {
    return new SimpleRnn(
        units, activation, use, returnSequences, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  /** With all steps as output, or only the last. */
  public SimpleRnn returnSequences(boolean all) {
    return new SimpleRnn(
        units, activation, useBias, all, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  /** With another first value of the kernel. */
  public SimpleRnn kernelInitializer(Initializer initializer) {
    return new SimpleRnn(
        units, activation, useBias, returnSequences, initializer, recurrentInitializer, biasInitializer);
  }

  /** With another first value of the recurrent kernel. */
  public SimpleRnn recurrentInitializer(Initializer initializer) {
    return new SimpleRnn(
        units, activation, useBias, returnSequences, kernelInitializer, initializer, biasInitializer);
  }

  /** With another first value of the bias. */
  public SimpleRnn biasInitializer(Initializer initializer) {
    return new SimpleRnn(
        units, activation, useBias, returnSequences, kernelInitializer, recurrentInitializer, initializer);
  }

  @Override
  public String kind() {
    return "simple_rnn";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.sequence(context, inputs);
    Node kernel = context.parameter("kernel", Shape.of(x.shape().last(), units), kernelInitializer, null);
    Node recurrent = context.parameter("recurrent_kernel", Shape.of(units, units), recurrentInitializer, null);
    Node bias = useBias ? context.parameter("bias", Shape.of(units), biasInitializer, null) : null;
    return Recurrence.of(x, kernel, bias)
        .run(
            (step, h) -> activation.apply(h == null ? step : Ops.add(step, Ops.matMul(h, recurrent))),
            returnSequences);
  }
}
