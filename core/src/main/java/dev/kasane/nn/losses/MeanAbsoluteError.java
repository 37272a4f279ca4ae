package dev.kasane.nn.losses;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;

/** The mean of {@code |output − target|} over all values of a sample. Targets have the output's shape. */
public record MeanAbsoluteError() implements Loss {

  @Override
  public String name() {
    return "mean_absolute_error";
  }

  @Override
  public Node apply(Node targets, Node outputs) {
    return PerSample.mean(Ops.abs(Ops.sub(outputs, targets)));
  }

  @Override
  public Shape targetShape(Shape output) {
    return output;
  }
}
