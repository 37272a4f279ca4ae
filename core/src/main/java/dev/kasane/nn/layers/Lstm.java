package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.Orthogonal;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997; with forget gate, Gers et al. 2000), as in Keras. Input
 * {@code (n, steps, features)}, output {@code (n, units)}, or {@code (n, steps, units)} with {@code returnSequences}.
 * For each step, from zero states:
 *
 * <pre>{@code
 * i, f, g, o = x · kernel + h · recurrent_kernel + bias
 * c = recurrentActivation(f) · c + recurrentActivation(i) · activation(g)
 * h = recurrentActivation(o) · activation(c)
 * }</pre>
 *
 * <p>Parameters, gates side by side in the order i, f, g, o: {@code kernel (features, 4 units)}, {@code recurrent_kernel
 * (units, 4 units)}, {@code bias (4 units)}.
 *
 * @param units size of the state, at least 1
 * @param activation of candidate and output; tanh unless said
 * @param recurrentActivation of the gates; sigmoid unless said
 * @param useBias whether a bias is added
 * @param unitForgetBias whether the forget gate's bias begins at 1 (Jozefowicz et al. 2015) whatever the initializer
 * @param returnSequences whether the output has all steps or only the last
 * @param kernelInitializer the kernel's first value
 * @param recurrentInitializer the recurrent kernel's first value
 * @param biasInitializer the bias's first value
 */
public record Lstm(
    int units,
    ActivationFunction activation,
    ActivationFunction recurrentActivation,
    boolean useBias,
    boolean unitForgetBias,
    boolean returnSequences,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer)
    implements Layer {

  private static final int GATES = 4;

  /** Checks the units. */
  public Lstm {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(recurrentActivation, "recurrentActivation");
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    Objects.requireNonNull(recurrentInitializer, "recurrentInitializer");
    Objects.requireNonNull(biasInitializer, "biasInitializer");
    Checks.range("Lstm", "units", units, 1, Integer.MAX_VALUE / GATES);
  }

  /** Keras's defaults: the last step only; kernel Glorot uniform, recurrent kernel orthogonal. */
  public Lstm(int units) {
    this(
        units, ActivationFunction.TANH, ActivationFunction.SIGMOID, true, true, false, new GlorotUniform(),
        new Orthogonal(1), new Zeros());
  }

  /** With another activation of candidate and output. */
  public Lstm activation(ActivationFunction function) {
    return copy(function, recurrentActivation, useBias, unitForgetBias, returnSequences);
  }

  /** With another activation of the gates. */
  public Lstm recurrentActivation(ActivationFunction function) {
    return copy(activation, function, useBias, unitForgetBias, returnSequences);
  }

  /** With or without bias. */
  public Lstm useBias(boolean use) {
    return copy(activation, recurrentActivation, use, unitForgetBias, returnSequences);
  }

  /** With the forget gate's bias from 1, or from the initializer. */
  public Lstm unitForgetBias(boolean one) {
    return copy(activation, recurrentActivation, useBias, one, returnSequences);
  }

  /** With all steps as output, or only the last. */
  public Lstm returnSequences(boolean all) {
    return copy(activation, recurrentActivation, useBias, unitForgetBias, all);
  }

  /** With another first value of the kernel. */
  public Lstm kernelInitializer(Initializer initializer) {
    return new Lstm(
        units, activation, recurrentActivation, useBias, unitForgetBias, returnSequences, initializer,
        recurrentInitializer, biasInitializer);
  }

  /** With another first value of the recurrent kernel. */
  public Lstm recurrentInitializer(Initializer initializer) {
    return new Lstm(
        units, activation, recurrentActivation, useBias, unitForgetBias, returnSequences, kernelInitializer,
        initializer, biasInitializer);
  }

  /** With another first value of the bias. */
  public Lstm biasInitializer(Initializer initializer) {
    return new Lstm(
        units, activation, recurrentActivation, useBias, unitForgetBias, returnSequences, kernelInitializer,
        recurrentInitializer, initializer);
  }

  private Lstm copy(
      ActivationFunction function, ActivationFunction gates, boolean bias, boolean forget, boolean sequences) {
    return new Lstm(
        units, function, gates, bias, forget, sequences, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  @Override
  public String kind() {
    return "lstm";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.sequence(context, inputs);
    int width = GATES * units;
    Node kernel = context.parameter("kernel", Shape.of(x.shape().last(), width), kernelInitializer, null);
    Node recurrent = context.parameter("recurrent_kernel", Shape.of(units, width), recurrentInitializer, null);
    Node bias = useBias ? context.parameter("bias", Shape.of(width), this::firstBias, null) : null;
    return Recurrence.of(x, kernel, bias).run(new Cell(recurrent), returnSequences);
  }

  private Tensor firstBias(Shape shape, long seed) {
    Tensor bias = biasInitializer.initialize(shape, seed);
    if (unitForgetBias) {
      Arrays.fill(bias.data(), units, 2 * units, 1);
    }
    return bias;
  }

  /** Keeps c from step to step; the state that {@link Recurrence} hands round is h. */
  private final class Cell implements Recurrence.Cell {

    private final Node recurrent;
    private @Nullable Node memory;

    Cell(Node recurrent) {
      this.recurrent = recurrent;
    }

    @Override
    public Node next(Node x, @Nullable Node state) {
      Node z = state == null ? x : Ops.add(x, Ops.matMul(state, recurrent));
      Node in = recurrentActivation.apply(Recurrence.gate(z, 0, units));
      Node candidate = activation.apply(Recurrence.gate(z, 2, units));
      Node fresh = Ops.mul(in, candidate);
      Node c = fresh;
      if (memory != null) {
        Node forget = recurrentActivation.apply(Recurrence.gate(z, 1, units));
        c = Ops.add(Ops.mul(forget, memory), fresh);
      }
      memory = c;
      return Ops.mul(recurrentActivation.apply(Recurrence.gate(z, 3, units)), activation.apply(c));
    }
  }
}
