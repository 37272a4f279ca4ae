package dev.kasane.train;

import dev.kasane.nn.layers.Layer;
import dev.kasane.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of a network: named inputs, named layers, and calls of layers in an order in which each comes after
 * what it reads. Values are numbered: the inputs first, then the calls. A layer that is called twice has one set of
 * weights.
 *
 * @param inputs at least one
 * @param layers each with a name of its own
 * @param calls in order
 * @param outputs at least one
 */
public record Network(List<Input> inputs, List<NamedLayer> layers, List<Call> calls, List<Output> outputs) {

  /**
   * Something the network is given.
   *
   * @param shape of one sample, without the batch axis; null if it is to be taken from the data
   */
  public record Input(String name, @Nullable Shape shape) {}

  /** A layer with its name, which begins the paths of its weights. */
  public record NamedLayer(String name, Layer layer) {}

  /**
   * A use of a layer.
   *
   * @param layer position in {@link Network#layers}
   * @param inputs numbers of the values it reads
   */
  public record Call(int layer, List<Integer> inputs) {
    /** Keeps a copy of the list. */
    public Call {
      inputs = List.copyOf(inputs);
    }
  }

  /** A value the network gives, by its number. */
  public record Output(String name, int value) {}

  /**
   * Checks what is described above.
   *
   * @throws IllegalArgumentException if a name is empty, contains a slash or is used twice, or a number names no value
   */
  public Network {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    calls = List.copyOf(calls);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("A network needs at least one input and one output, received "
          + inputs.size() + " inputs and " + outputs.size() + " outputs");
    }
    checkNames("Input", inputs.stream().map(Input::name).toList());
    checkNames("Layer", layers.stream().map(NamedLayer::name).toList());
    checkNames("Output", outputs.stream().map(Output::name).toList());
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      if (call.layer() < 0 || call.layer() >= layers.size()) {
        throw new IllegalArgumentException(
            "Call " + i + " names layer " + call.layer() + ", but there are " + layers.size() + " layers");
      }
      for (int value : call.inputs()) {
        if (value < 0 || value >= inputs.size() + i) {
          throw new IllegalArgumentException("Call " + i + " of " + layers.get(call.layer()).name() + " reads value "
              + value + ", but only values 0 to " + (inputs.size() + i - 1) + " come before it");
        }
      }
    }
    for (Output output : outputs) {
      if (output.value() < 0 || output.value() >= inputs.size() + calls.size()) {
        throw new IllegalArgumentException("Output " + output.name() + " names value " + output.value()
            + ", but there are " + (inputs.size() + calls.size()) + " values");
      }
    }
  }

  private static void checkNames(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isBlank() || name.contains("/") || name.equals("optimizer") || name.equals("callback")) {
        throw new IllegalArgumentException(what + " name '" + name
            + "' cannot be used: a name must not be empty, contain '/', or be 'optimizer' or 'callback'");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException(what + " name '" + name + "' is used twice; give each a name of its own");
      }
    }
  }

  /** Whether the shapes of all inputs are known. */
  public boolean shapesKnown() {
    return inputs.stream().allMatch(input -> input.shape() != null);
  }

  /** This network with shapes for those inputs that have none yet. */
  Network withInputShapes(List<Shape> shapes) {
    List<Input> known = new java.util.ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      known.add(input.shape() == null && i < shapes.size() ? new Input(input.name(), shapes.get(i)) : input);
    }
    return new Network(known, layers, calls, outputs);
  }

  /** The name of a value: of the input, or of the layer that gives it. */
  String valueName(int value) {
    return value < inputs.size()
        ? inputs.get(value).name()
        : layers.get(calls.get(value - inputs.size()).layer()).name();
  }
}
