package dev.kasane.studio.inside;

import dev.kasane.nn.losses.Loss;
import dev.kasane.studio.run.RunView;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Compilation;
import dev.kasane.train.Inspector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An inspector with the weights of a moment, for the time of one request. */
final class Look {

  private final RunView run;
  private final Inspector inspector;
  private final Moment moment;

  Look(RunView run, Inspector inspector, Moment moment) {
    this.run = run;
    this.inspector = inspector;
    this.moment = moment;
  }

  RunView run() {
    return run;
  }

  Inspector inspector() {
    return inspector;
  }

  Moment moment() {
    return moment;
  }

  /** The network's output. */
  Inspector.Point output() {
    return inspector.points().get(inspector.outputs().getFirst());
  }

  /** How many classes the output has; 0 if it is no list of classes. */
  int classes() {
    Shape shape = output().shape();
    Loss loss = loss();
    boolean wanted = !run.classNames().isEmpty() || loss != null && Labels.classes(run, loss, shape);
    return shape.rank() == 1 && shape.size() > 1 && wanted ? shape.size() : 0;
  }

  private @Nullable Loss loss() {
    Compilation compilation = run.compilation();
    return compilation == null ? null : compilation.objectives().getFirst().loss();
  }

  /**
   * Computes an image.
   *
   * @param label the right class; −1 to take the one that the network finds most likely
   * @param gradients whether somebody looks at gradients
   * @param step selects what dropout drops
   * @return the class whose loss the gradients are of, −1 if there are none
   */
  int run(float[] sample, int label, boolean gradients, long step) {
    Loss loss = loss();
    int classes = classes();
    if (!gradients || loss == null || classes == 0 || !inspector.hasGradients()) {
      inspector.run(List.of(sample), null, step);
      return -1;
    }
    int right = label;
    if (right < 0 || right >= classes) {
      inspector.run(List.of(sample), null, step);
      right = Labels.largest(inspector.value(output().node()));
    }
    inspector.run(List.of(sample), List.of(Labels.target(loss, output().shape(), right)), step);
    return right;
  }
}
