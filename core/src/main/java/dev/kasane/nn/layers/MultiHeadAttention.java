package dev.kasane.nn.layers;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.Zeros;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * Scaled dot-product attention with several heads (Vaswani et al. 2017). For each head, {@code softmax(q · kᵀ /
 * √keyDim) · v}, where q, k and v are linear functions of the inputs; the heads side by side go through one more linear
 * function. Inputs, as in Keras: one {@code (n, t, d)} for self-attention; or query {@code (n, t, d)} and value {@code
 * (n, s, e)}; or query, value and key {@code (n, s, f)}, without which the value serves as key. Output {@code (n, t,
 * d)}.
 *
 * <p>Parameters, with w = numHeads · keyDim, heads side by side: {@code query_kernel (d, w)}, {@code key_kernel (f, w)},
 * {@code value_kernel (e, w)}, {@code output_kernel (w, d)}, each followed by its bias, such as {@code query_bias (w)}.
 * Keras stores the same numbers with heads as an axis.
 *
 * @param numHeads at least 1
 * @param keyDim size of each head's q, k and v, at least 1
 * @param causal whether a position sees only itself and those before it
 * @param useBias whether biases are added
 * @param kernelInitializer the kernels' first values
 */
public record MultiHeadAttention(
    int numHeads, int keyDim, boolean causal, boolean useBias, Initializer kernelInitializer) implements Layer {

  /** Added where a position must not look; exp of it is 0 in float after the largest is subtracted. */
  private static final float UNSEEN = -1e9f;

  /** Checks the sizes. */
  public MultiHeadAttention {
    Objects.requireNonNull(kernelInitializer, "kernelInitializer");
    Checks.range("MultiHeadAttention", "numHeads", numHeads, 1, Checks.MAX_WINDOW);
    Checks.range("MultiHeadAttention", "keyDim", keyDim, 1, Checks.MAX_WINDOW);
  }

  /** Every position sees all; with biases, kernels Glorot uniform. */
  public MultiHeadAttention(int numHeads, int keyDim) {
    this(numHeads, keyDim, false, true, new GlorotUniform());
  }

  /** With or without sight of later positions. */
  public MultiHeadAttention causal(boolean only) {
    return new MultiHeadAttention(numHeads, keyDim, only, useBias, kernelInitializer);
  }

  /** With or without biases. */
  public MultiHeadAttention useBias(boolean use) {
    return new MultiHeadAttention(numHeads, keyDim, causal, use, kernelInitializer);
  }

  /** With other first values of the kernels. */
  public MultiHeadAttention kernelInitializer(Initializer initializer) {
    return new MultiHeadAttention(numHeads, keyDim, causal, useBias, initializer);
  }

  @Override
  public String kind() {
    return "multi_head_attention";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    if (inputs.isEmpty() || inputs.size() > 3) {
      throw new ShapeException(context.layerName() + ": expected one to three inputs (query, value, key), received "
          + inputs.size());
    }
    Node query = Inputs.sequence(context, inputs.subList(0, 1));
    Node value = Inputs.sequence(context, List.of(inputs.get(Math.min(1, inputs.size() - 1))));
    Node key = Inputs.sequence(context, List.of(inputs.getLast()));
    if (value.shape().dim(1) != key.shape().dim(1)) {
      throw new ShapeException(context.layerName() + ": value and key must have equally many steps, received shapes "
          + value.shape() + " and " + key.shape());
    }
    int width = numHeads * keyDim;
    // scaled where the bias is added, in the same pass over memory
    Node q = heads(linear(context, "query", query, width, 1 / Math.sqrt(keyDim)));
    Node k = heads(linear(context, "key", key, width, 1));
    Node v = heads(linear(context, "value", value, width, 1));
    Node scores = Ops.matMul(q, k, false, true);
    if (causal) {
      scores = Ops.add(scores, mask(context.graph(), query.shape().dim(1), key.shape().dim(1)));
    }
    Node seen = Ops.transpose(Ops.matMul(Ops.softmax(scores), v), 0, 2, 1, 3);
    return linear(context, "output", Ops.reshape(seen, query.shape().withDim(-1, width)), query.shape().last(), 1);
  }

  /** {@code (n, t, heads · keyDim)} as {@code (n, heads, t, keyDim)}. */
  private Node heads(Node x) {
    Shape shape = Shape.of(x.shape().dim(0), x.shape().dim(1), numHeads, keyDim);
    return Ops.transpose(Ops.reshape(x, shape), 0, 2, 1, 3);
  }

  /** {@code (x · kernel + bias) · scale}. */
  private Node linear(LayerContext context, String name, Node x, int units, double scale) {
    Shape shape = x.shape();
    int features = shape.last();
    Node kernel = context.parameter(name + "_kernel", Shape.of(features, units), kernelInitializer, null);
    Node y = Ops.matMul(Ops.reshape(x, Shape.of(shape.size() / features, features)), kernel);
    if (useBias) {
      y = Ops.add(y, context.parameter(name + "_bias", Shape.of(units), new Zeros(), null));
    }
    return Ops.reshape(scale == 1 ? y : Ops.mul(y, scale), shape.withDim(-1, units));
  }

  /** 0 where a position may look, a large negative number where it would look ahead. */
  private static Node mask(Graph graph, int positions, int keys) {
    Tensor mask = Tensor.zeros(Shape.of(positions, keys));
    for (int i = 0; i < positions; i++) {
      for (int j = i + 1; j < keys; j++) {
        mask.data()[i * keys + j] = UNSEEN;
      }
    }
    return graph.constant(mask);
  }
}
