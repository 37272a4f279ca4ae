package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.initializers.RandomUniform;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * A learned vector for each number: input {@code (n, ...)} of whole numbers 0 to inputDim − 1, such as words, output
 * {@code (n, ..., outputDim)}. A number outside that range gives zeros and learns nothing. Parameter: {@code embeddings
 * (inputDim, outputDim)}.
 *
 * @param inputDim how many different numbers there are, at least 1
 * @param outputDim length of the vectors, at least 1
 * @param embeddingsInitializer the vectors' first values
 */
public record Embedding(int inputDim, int outputDim, Initializer embeddingsInitializer) implements Layer {

  /** Half the width of Keras's first values. */
  private static final double LIMIT = 0.05;

  /** Checks the sizes. */
  public Embedding {
    Objects.requireNonNull(embeddingsInitializer, "embeddingsInitializer");
    Checks.positive("Embedding", "inputDim", inputDim);
    Checks.positive("Embedding", "outputDim", outputDim);
  }

  /** Vectors uniform in ±0.05, as in Keras. */
  public Embedding(int inputDim, int outputDim) {
    this(inputDim, outputDim, new RandomUniform(-LIMIT, LIMIT));
  }

  /** With other first values. */
  public Embedding embeddingsInitializer(Initializer initializer) {
    return new Embedding(inputDim, outputDim, initializer);
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node indices = Inputs.single(context, inputs);
    Shape table = Shape.of(inputDim, outputDim);
    return Ops.gather(context.parameter("embeddings", table, embeddingsInitializer, null), indices);
  }
}
