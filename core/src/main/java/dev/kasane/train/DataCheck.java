package dev.kasane.train;

import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.graph.ShapeException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares data with what a model expects, before anything is computed. */
final class DataCheck {

  private DataCheck() {}

  /** Checks the shapes of inputs and targets. */
  static void shapes(Model model, Dataset data, String what) {
    inputShapes(model, data, what);
    List<Objective> objectives = model.requireCompiled(what).objectives();
    List<Shape> targets = data.targetShapes();
    if (targets.size() != objectives.size()) {
      throw new DataException(
          what + ": the data",
          objectives.size() + " target" + (objectives.size() == 1 ? "" : "s") + ", one for each output",
          targets.size() + " of shapes " + targets,
          "Supply as many targets as the model has outputs.");
    }
    List<Shape> outputs = outputShapes(model);
    for (int i = 0; i < targets.size(); i++) {
      Shape expected = objectives.get(i).loss().targetShape(outputs.get(i));
      if (!squeezed(expected).equals(squeezed(targets.get(i)))) {
        throw new DataException(
            what + ": the targets of output " + model.network().outputs().get(i).name(),
            "samples of shape " + expected + " for " + objectives.get(i).loss().name() + " on outputs of shape "
                + outputs.get(i),
            "shape " + targets.get(i),
            targetAdvice(expected, targets.get(i)));
      }
    }
  }

  private static String targetAdvice(Shape expected, Shape received) {
    if (received.size() == 1 && expected.rank() > 0) {
      return "For class indices use a sparse loss, or data.oneHot(" + expected.last() + ") with this one.";
    }
    if (expected.rank() == 0 && received.size() > 1) {
      return "For vectors such as one-hot classes use a loss that is not sparse.";
    }
    return "Change the last layer, the loss or the data.";
  }

  /** Checks the shapes of inputs. */
  static void inputShapes(Model model, Dataset data, String what) {
    List<Network.Input> inputs = model.network().inputs();
    List<Shape> shapes = data.inputShapes();
    if (shapes.size() != inputs.size()) {
      throw new DataException(
          what + ": the data",
          inputs.size() + " input" + (inputs.size() == 1 ? "" : "s") + " "
              + inputs.stream().map(Network.Input::name).toList(),
          shapes.size() + " of shapes " + shapes,
          "Supply as many inputs as the model has.");
    }
    for (int i = 0; i < shapes.size(); i++) {
      Shape expected = inputs.get(i).shape();
      if (expected != null && !squeezed(expected).equals(squeezed(shapes.get(i)))) {
        throw new DataException(
            what + ": input " + inputs.get(i).name(),
            "samples of shape " + expected,
            "shape " + shapes.get(i),
            "Reshape the data, or describe the model with input shape " + shapes.get(i) + ".");
      }
    }
  }

  /** Checks what is handed to predict. */
  static void predictInputs(Network network, List<Tensor> tensors) {
    if (tensors.size() != network.inputs().size()) {
      throw new ShapeException("predict: the model has " + network.inputs().size() + " inputs "
          + network.inputs().stream().map(Network.Input::name).toList() + ", received " + tensors.size());
    }
    for (int i = 0; i < tensors.size(); i++) {
      Shape expected = Objects.requireNonNull(network.inputs().get(i).shape(), "the network is not built");
      Shape received = tensors.get(i).shape();
      if (received.rank() == 0 || !received.dropFirst().equals(expected)) {
        throw new ShapeException("predict: input " + network.inputs().get(i).name() + " expects (samples, "
            + expected.toString().substring(1) + ", received shape " + received + "."
            + (received.equals(expected) ? " Axis 0 counts samples: reshape one sample to "
                + received.prepend(1) + "." : ""));
      }
      if (received.dim(0) != tensors.getFirst().shape().dim(0)) {
        throw new ShapeException("predict: all inputs must have as many samples, received "
            + tensors.stream().map(Tensor::shape).toList());
      }
    }
  }

  /** Looks through all values. Reads everything once. */
  static void values(Model model, Dataset data) {
    data.checkFinite();
    List<Shape> outputs = outputShapes(model);
    List<Objective> objectives = model.requireCompiled("fit").objectives();
    for (int i = 0; i < objectives.size(); i++) {
      int classes = objectives.get(i).loss().classes(outputs.get(i));
      if (classes > 0) {
        labels(data, i, classes);
      }
    }
  }

  /** Class numbers end up as indices: one out of range would select nothing, silently. */
  private static void labels(Dataset data, int target, int classes) {
    int field = data.inputShapes().size() + target;
    float[] values = new float[data.fieldShape(field).size()];
    for (int sample = 0; sample < data.size(); sample++) {
      data.read(sample, field, values, 0);
      for (float value : values) {
        int label = (int) value;
        if (label != value || label < 0 || label >= classes) {
          throw new DataException(
              "Sample " + sample + (data.targetShapes().size() > 1 ? ", target " + target : ""),
              "a label that is a whole number in 0 to " + (classes - 1) + " (the model has " + classes + " classes)",
              "label " + (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value)),
              "Correct the label, or give the model as many classes as the data has.");
        }
      }
    }
  }

  private static List<Shape> outputShapes(Model model) {
    Network network = model.network();
    ModelGraph graph = GraphBuilder.build(network, null, Mode.PREDICT, 1, 0);
    return network.outputs().stream().map(output -> graph.values().get(output.value()).shape().dropFirst()).toList();
  }

  /** Without axes of size 1: {@code (28, 28)} and {@code (28, 28, 1)} hold the same numbers in the same order. */
  private static List<Integer> squeezed(Shape shape) {
    List<Integer> dims = new ArrayList<>();
    for (int dim : shape.dims()) {
      if (dim != 1) {
        dims.add(dim);
      }
    }
    return dims;
  }
}
