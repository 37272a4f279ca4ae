package dev.kasane.cli;

import dev.kasane.tensor.Shape;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.util.List;

/** What the program keeps in the metadata of its models, and what its commands ask of a model. */
final class ModelInfo {

  private static final String CLASS_NAMES = "class_names";

  private ModelInfo() {}

  /** Keeps what the classes are called. */
  static void classNames(Model model, List<String> classNames) {
    if (!classNames.isEmpty()) {
      model.metadata().put(CLASS_NAMES, String.join("\n", classNames));
    }
  }

  /** The names of the classes by index; empty if the model does not know them. */
  static List<String> classNames(Model model) {
    String names = model.metadata().get(CLASS_NAMES);
    return names == null ? List.of() : List.of(names.split("\n"));
  }

  /**
   * The shape of one sample for a model with one input.
   *
   * @throws CliException if it has several, or does not know the shape
   */
  static Shape inputShape(Model model, String where) {
    List<Network.Input> inputs = model.network().inputs();
    if (inputs.size() != 1 || model.network().outputs().size() != 1) {
      throw CliException.failure(where + ": the model has " + inputs.size() + " inputs and "
          + model.network().outputs().size() + " outputs; this command works with models that have one of each. "
          + "Use it from Java instead.");
    }
    Shape shape = inputs.getFirst().shape();
    if (shape == null) {
      throw CliException.failure(where + ": the model does not say what shape its input has. Train it before saving.");
    }
    return shape;
  }
}
