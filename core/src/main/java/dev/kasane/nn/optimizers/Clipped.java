package dev.kasane.nn.optimizers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.checks.Checks;
import dev.kasane.nn.schedules.Schedule;
import java.util.List;
import java.util.Objects;

/**
 * Limits gradients before another optimizer uses them.
 *
 * @param optimizer uses the limited gradients
 * @param kind what is limited
 * @param limit above 0
 */
public record Clipped(Optimizer optimizer, Kind kind, double limit) implements Optimizer {

  /** What is limited. */
  public enum Kind {
    /** Each element g: min(max(g, −limit), limit). */
    VALUE,
    /** Each gradient's Euclidean norm: {@code g · limit / max(norm, limit)}. */
    NORM,
    /** The Euclidean norm of all gradients together, likewise (Pascanu, Mikolov and Bengio 2013). */
    GLOBAL_NORM
  }

  /** Checks the limit. */
  public Clipped {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(kind, "kind");
    Checks.positive("Clipped", "limit", limit);
  }

  @Override
  public String name() {
    return optimizer.name();
  }

  @Override
  public Schedule learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public Optimizer withLearningRate(Schedule schedule) {
    return new Clipped(optimizer.withLearningRate(schedule), kind, limit);
  }

  @Override
  public List<Node> transform(List<Node> gradients) {
    List<Node> clipped =
        switch (kind) {
          case VALUE -> gradients.stream().map(g -> Ops.clip(g, -limit, limit)).toList();
          case NORM -> gradients.stream().map(g -> Ops.mul(g, factor(squares(g)))).toList();
          case GLOBAL_NORM -> globallyScaled(gradients);
        };
    return optimizer.transform(clipped);
  }

  private List<Node> globallyScaled(List<Node> gradients) {
    if (gradients.isEmpty()) {
      return gradients;
    }
    Node factor = factor(gradients.stream().map(Clipped::squares).reduce(Ops::add).orElseThrow());
    return gradients.stream().map(g -> Ops.mul(g, factor)).toList();
  }

  private static Node squares(Node gradient) {
    return Ops.sum(Ops.square(gradient));
  }

  private Node factor(Node sumOfSquares) {
    return Ops.div(sumOfSquares.graph().constant(limit), Ops.max(Ops.sqrt(sumOfSquares), limit));
  }

  @Override
  public Node update(UpdateContext context, Node parameter, Node gradient) {
    return optimizer.update(context, parameter, gradient);
  }
}
