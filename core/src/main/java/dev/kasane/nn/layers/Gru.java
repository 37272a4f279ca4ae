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
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent unit (Cho et al. 2014), as in Keras. Input {@code (n, steps, features)}, output {@code (n, units)}, or
 * {@code (n, steps, units)} with {@code returnSequences}. For each step, from a zero state:
 *
 * <pre>{@code
 * z, r, x_h = x · kernel + bias[0]       u_z, u_r, u_h = h · recurrent_kernel + bias[1]
 * z = recurrentActivation(z + u_z)       r = recurrentActivation(r + u_r)
 * h = z · h + (1 − z) · activation(x_h + r · u_h)
 * }</pre>
 *
 * <p>Without {@code resetAfter}, the form of the first version of the article and of TensorFlow.js, there is one bias
 * and {@code r} multiplies {@code h} before the product: {@code x_h + (r · h) · recurrent_kernel_h}.
 *
 * <p>Parameters, gates side by side in the order z, r, h: {@code kernel (features, 3 units)}, {@code recurrent_kernel
 * (units, 3 units)}, {@code bias (2, 3 units)}, or {@code (3 units)} without {@code resetAfter}.
 *
 * @param units size of the state, at least 1
 * @param activation of the candidate; tanh unless said
 * @param recurrentActivation of the gates; sigmoid unless said
 * @param useBias whether a bias is added
 * @param resetAfter whether the reset gate comes after the product, as in cuDNN and PyTorch; true unless said
 * @param returnSequences whether the output has all steps or only the last
 * @param kernelInitializer the kernel's first value
 * @param recurrentInitializer the recurrent kernel's first value
 * @param biasInitializer the bias's first value
 */
public record Gru(
    int units,
    ActivationFunction activation,
    ActivationFunction recurrentActivation,
    boolean useBias,
    boolean resetAfter,
    boolean returnSequences,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer)
    implements Layer {

  private static final int GATES = 3;

  /** Checks the units. */
  public Gru {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(recurrentActivation, "recurrentActivation");
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    Objects.requireNonNull(recurrentInitializer, "recurrentInitializer");
    Objects.requireNonNull(biasInitializer, "biasInitializer");
    Checks.range("Gru", "units", units, 1, Integer.MAX_VALUE / GATES);
  }

  /** Keras's defaults: the last step only; kernel Glorot uniform, recurrent kernel orthogonal. */
  public Gru(int units) {
    this(
        units, ActivationFunction.TANH, ActivationFunction.SIGMOID, true, true, false, new GlorotUniform(),
        new Orthogonal(1), new Zeros());
  }

  /** With another activation of the candidate. */
  public Gru activation(ActivationFunction function) {
    return copy(function, recurrentActivation, useBias, resetAfter, returnSequences);
  }

  /** With another activation of the gates. */
  public Gru recurrentActivation(ActivationFunction function) {
    return copy(activation, function, useBias, resetAfter, returnSequences);
  }

  /** With or without bias. */
  public Gru useBias(boolean use) {
    return copy(activation, recurrentActivation, use, resetAfter, returnSequences);
  }

  /** With the reset gate after or before the product with the recurrent kernel. */
  public Gru resetAfter(boolean after) {
    return copy(activation, recurrentActivation, useBias, after, returnSequences);
  }

  /** With all steps as output, or only the last. */
  public Gru returnSequences(boolean all) {
    return copy(activation, recurrentActivation, useBias, resetAfter, all);
  }

  /** With another first value of the kernel. */
  public Gru kernelInitializer(Initializer initializer) {
    return new Gru(
        units, activation, recurrentActivation, useBias, resetAfter, returnSequences, initializer,
        recurrentInitializer, biasInitializer);
  }

  /** With another first value of the recurrent kernel. */
  public Gru recurrentInitializer(Initializer initializer) {
    return new Gru(
        units, activation, recurrentActivation, useBias, resetAfter, returnSequences, kernelInitializer, initializer,
        biasInitializer);
  }

  /** With another first value of the bias. */
  public Gru biasInitializer(Initializer initializer) {
    return new Gru(
        units, activation, recurrentActivation, useBias, resetAfter, returnSequences, kernelInitializer,
        recurrentInitializer, initializer);
  }

  private Gru copy(
      ActivationFunction function, ActivationFunction gates, boolean bias, boolean after, boolean sequences) {
    return new Gru(
        units, function, gates, bias, after, sequences, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  @Override
  public String kind() {
    return "gru";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.sequence(context, inputs);
    int width = GATES * units;
    Node kernel = context.parameter("kernel", Shape.of(x.shape().last(), width), kernelInitializer, null);
    Node recurrent = context.parameter("recurrent_kernel", Shape.of(units, width), recurrentInitializer, null);
    if (!resetAfter) {
      Node bias = useBias ? context.parameter("bias", Shape.of(width), biasInitializer, null) : null;
      return Recurrence.of(x, kernel, bias).run(resetBefore(recurrent), returnSequences);
    }
    Node biases = useBias ? context.parameter("bias", Shape.of(2, width), biasInitializer, null) : null;
    Recurrence recurrence = Recurrence.of(x, kernel, biases == null ? null : row(biases, 0));
    return recurrence.run(resetAfter(recurrent, biases == null ? null : row(biases, 1)), returnSequences);
  }

  private Recurrence.Cell resetAfter(Node recurrent, @Nullable Node bias) {
    return (x, h) -> {
      Node product = h == null ? null : Ops.matMul(h, recurrent);
      Node inner = product == null || bias == null ? product : Ops.add(product, bias);
      Node z = recurrentActivation.apply(sum(part(x, 0), inner, bias, 0));
      Node candidate = part(x, 2);
      if (inner != null || bias != null) {
        Node r = recurrentActivation.apply(sum(part(x, 1), inner, bias, 1));
        Node held = inner == null ? vector(Objects.requireNonNull(bias), 2) : part(inner, 2);
        candidate = Ops.add(candidate, Ops.mul(r, held));
      }
      return mixed(z, h, activation.apply(candidate));
    };
  }

  /** A gate's sum; before the first step, what the state gives is the bias alone. */
  private Node sum(Node x, @Nullable Node inner, @Nullable Node bias, int gate) {
    if (inner != null) {
      return Ops.add(x, part(inner, gate));
    }
    return bias == null ? x : Ops.add(x, vector(bias, gate));
  }

  private Recurrence.Cell resetBefore(Node recurrent) {
    Node gates = columns(recurrent, 0, 2 * units);
    Node candidates = columns(recurrent, 2 * units, units);
    return (x, h) -> {
      if (h == null) {
        return mixed(recurrentActivation.apply(part(x, 0)), null, activation.apply(part(x, 2)));
      }
      Node inner = Ops.add(columns(x, 0, 2 * units), Ops.matMul(h, gates));
      Node z = recurrentActivation.apply(part(inner, 0));
      Node r = recurrentActivation.apply(part(inner, 1));
      Node candidate = Ops.add(part(x, 2), Ops.matMul(Ops.mul(r, h), candidates));
      return mixed(z, h, activation.apply(candidate));
    };
  }

  /** z · h + (1 − z) · candidate. */
  private static Node mixed(Node z, @Nullable Node h, Node candidate) {
    Node fresh = Ops.mul(Ops.sub(1, z), candidate);
    return h == null ? fresh : Ops.add(Ops.mul(z, h), fresh);
  }

  private Node part(Node all, int gate) {
    return Recurrence.gate(all, gate, units);
  }

  private Node vector(Node bias, int gate) {
    return Ops.slice(bias, List.of(gate * units), Shape.of(units));
  }

  private static Node columns(Node matrix, int start, int count) {
    return Ops.slice(matrix, List.of(0, start), matrix.shape().withDim(1, count));
  }

  private static Node row(Node matrix, int index) {
    int width = matrix.shape().last();
    return Ops.reshape(Ops.slice(matrix, List.of(index, 0), Shape.of(1, width)), Shape.of(width));
  }
}
