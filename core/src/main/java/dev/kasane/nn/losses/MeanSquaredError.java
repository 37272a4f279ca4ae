package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;

/** The mean of {@code (output − target)²} over all values of a sample. Targets have the output's shape. */
public record MeanSquaredError() implements Loss {

  @Override
  public String name() {
    return "mean_squared_error";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    return PerSample.mean(Ops.square(Ops.sub(outputs, targets)));
  }

  @Override
  public Shape targetShape(Shape output) {
    return output;
  }
}
