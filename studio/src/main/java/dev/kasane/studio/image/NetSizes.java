package dev.kasane.studio.image;

import dev.kasane.graph.ShapeException;
import dev.kasane.nn.Layers;
import dev.kasane.nn.layers.Layer;
import dev.kasane.studio.run.NetworkNodes;
import dev.kasane.studio.server.RequestException;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import dev.kasane.train.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from a text: a model without weights yet, the shape that each layer gives, and its parameters.
 *
 * @param net the text
 * @param model describes the network; holds no weights until it is built
 * @param rows one for each layer of the model, the input first
 * @param parameters numbers that training changes
 * @param values numbers that all layers give for one image
 */
record NetSizes(NetText net, Model model, List<Row> rows, long parameters, long values) {

  /** Parameters at most: what a person waits for on one machine. */
  static final long MAX_PARAMETERS = 20_000_000;

  /** Numbers that the layers may give for one image. */
  static final long MAX_VALUES = 4_000_000;

  /**
   * A layer.
   *
   * @param definition number of the definition in the text it comes from
   * @param name in the model, which begins the paths of its weights
   * @param kind such as conv2d
   * @param shape of what it gives for one image
   * @param weights shapes of its weights
   * @param parameters numbers in these
   */
  record Row(int definition, String name, String kind, int[] shape, List<int[]> weights, long parameters) {}

  /**
   * Derives them.
   *
   * @throws RequestException that names the layer definition that does not fit, or what is too large
   */
  static NetSizes of(NetText net) {
    Sequential builder = Sequential.builder()
        .add("input", Layers.input(net.input().dim(0), net.input().dim(1), net.input().dim(2)));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < net.layers().size(); i++) {
      String name = name(net, i);
      names.add(name);
      builder.add(name, net.layers().get(i));
    }
    try {
      Model model = builder.build();
      return sizes(net, model);
    } catch (ShapeException e) {
      throw new RequestException(placed(net, names, String.valueOf(e.getMessage())));
    }
  }

  /** The definition's type and number; layers that a definition says besides have their own kind instead. */
  private static String name(NetText net, int i) {
    Layer layer = net.layers().get(i);
    int definition = net.origins().get(i);
    int before = i - 1;
    while (before >= 0 && net.origins().get(before) == definition && isFlatten(net.layers().get(before))) {
      before--;
    }
    boolean first = before < 0 || net.origins().get(before) != definition;
    String type = String.valueOf(net.definitions().get(definition).get("type"));
    return (first && !isFlatten(layer) ? type : layer.kind()) + "_" + definition;
  }

  private static boolean isFlatten(Layer layer) {
    return layer.kind().equals("flatten");
  }

  private static String placed(NetText net, List<String> names, String message) {
    for (int i = 0; i < names.size(); i++) {
      if (message.startsWith(names.get(i) + ":")) {
        int definition = net.origins().get(i);
        return "layer definition " + definition + " (" + net.definitions().get(definition).get("type") + ")"
            + message.substring(names.get(i).length());
      }
    }
    return message;
  }

  private static NetSizes sizes(NetText net, Model model) {
    Network network = model.network();
    NetworkNodes nodes = NetworkNodes.of(network, net.input(), 1);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(0, "input", "input", ImageLibrary.dims(net.input()), List.of(), 0));
    long parameters = 0;
    long values = 0;
    for (int i = 0; i < network.calls().size(); i++) {
      Network.NamedLayer named = network.layers().get(network.calls().get(i).layer());
      List<int[]> weights = new ArrayList<>();
      long count = 0;
      for (var entry : nodes.parameters().entrySet()) {
        if (entry.getValue().trainable() && entry.getKey().startsWith(named.name() + "/")) {
          weights.add(ImageLibrary.dims(entry.getValue().shape()));
          count += entry.getValue().shape().size();
        }
      }
      parameters += count;
      values += nodes.values().get(i + 1).shape().size();
      rows.add(new Row(net.origins().get(i), named.name(), named.layer().kind(),
          ImageLibrary.dims(nodes.values().get(i + 1).shape().dropFirst()), weights, count));
    }
    if (parameters > MAX_PARAMETERS || values > MAX_VALUES) {
      throw new RequestException(parameters > MAX_PARAMETERS
          ? "The network has " + parameters + " parameters, at most " + MAX_PARAMETERS + " are trained here"
          : "The network's layers give " + values + " numbers for one image, at most " + MAX_VALUES + " are here");
    }
    return new NetSizes(net, model, rows, parameters, values);
  }
}
