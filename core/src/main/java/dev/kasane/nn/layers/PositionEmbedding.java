package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.initializers.GlorotUniform;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Adds a learned vector to each position of a sequence: {@code x + embeddings[0..t)}. Keeps the shape {@code (n, t, d)}.
 * Parameter: {@code embeddings (sequenceLength, d)}. Keras's layer of this name gives the vectors alone; here they are
 * added, which is what follows there.
 *
 * @param sequenceLength the longest sequence, at least 1; shorter ones use the first vectors
 * @param embeddingsInitializer the vectors' first values
 */
public record PositionEmbedding(int sequenceLength, Initializer embeddingsInitializer) implements Layer {

  /** Checks the length. */
  public PositionEmbedding {
    Objects.requireNonNull(embeddingsInitializer, "embeddingsInitializer");
    Checks.positive("PositionEmbedding", "sequenceLength", sequenceLength);
  }

  /** Vectors Glorot uniform. */
  public PositionEmbedding(int sequenceLength) {
    this(sequenceLength, new GlorotUniform());
  }

  /** With other first values. */
  public PositionEmbedding embeddingsInitializer(Initializer initializer) {
    return new PositionEmbedding(sequenceLength, initializer);
  }

  @Override
  public String kind() {
    return "position_embedding";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.sequence(context, inputs);
    int steps = x.shape().dim(1);
    int features = x.shape().last();
    if (steps > sequenceLength) {
      throw new ShapeException(context.layerName() + ": expected sequences of at most " + sequenceLength
          + " steps, received shape " + x.shape() + "; use a larger sequenceLength or shorter sequences");
    }
    Node table = context.parameter("embeddings", Shape.of(sequenceLength, features), embeddingsInitializer, null);
    Node used = steps == sequenceLength ? table : Ops.slice(table, List.of(0, 0), Shape.of(steps, features));
    return Ops.add(x, used);
  }
}
