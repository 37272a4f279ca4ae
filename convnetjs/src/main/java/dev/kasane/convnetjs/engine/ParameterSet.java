package dev.kasane.convnetjs.engine;

import dev.kasane.backend.Variables;
import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.Filters;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights or the biases of a layer, as one variable of a graph. A layer has a volume for each filter; the variable
 * has the filters as its last axis.
 *
 * @param path the variable
 * @param vols the volumes: all filters, or the biases alone
 * @param tensor room for the numbers, in the variable's shape
 * @param l1DecayMul what L1 decay is multiplied by; 0 for biases
 * @param l2DecayMul what L2 decay is multiplied by; 0 for biases
 */
record ParameterSet(String path, List<Vol> vols, Tensor tensor, double l1DecayMul, double l2DecayMul) {

  /** Where the variables of a layer lie. */
  static String path(int index, Layer layer) {
    return layer.layerType() + "_" + index;
  }

  /** All parameters of a net, in the order of its layers. */
  static List<ParameterSet> of(List<Layer> layers) {
    List<ParameterSet> sets = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String path = path(i, layers.get(i));
      switch (layers.get(i)) {
        case FullyConnLayer fc -> add(sets, path, fc.parameters(), Shape.of(fc.numInputs(), fc.outDepth()));
        case ConvLayer conv ->
            add(sets, path, conv.parameters(), Shape.of(conv.sy(), conv.sx(), conv.in().depth(), conv.outDepth()));
        default -> {} // no parameters
      }
    }
    return sets;
  }

  private static void add(List<ParameterSet> sets, String path, Filters filters, Shape kernel) {
    sets.add(new ParameterSet(
        path + "/kernel", filters.filters(), Tensor.zeros(kernel), filters.l1DecayMul(), filters.l2DecayMul()));
    Shape biases = Shape.of(filters.filters().size());
    sets.add(new ParameterSet(path + "/bias", List.of(filters.biases()), Tensor.zeros(biases), 0, 0));
  }

  /** From the volumes to the variable. */
  void upload(Variables variables) {
    float[] data = tensor.data();
    int count = vols.size();
    int each = data.length / count;
    for (int i = 0; i < count; i++) {
      double[] w = vols.get(i).bare();
      if (w.length != each) {
        throw new ConvNetException(path + ": expected filters to keep their " + each + " numbers, found " + w.length);
      }
      for (int j = 0; j < each; j++) {
        data[j * count + i] = (float) w[j];
      }
    }
    variables.set(path, tensor);
  }

  /** From the variable to the volumes. */
  void download(Variables variables) {
    float[] data = variables.get(path).data();
    int count = vols.size();
    for (int i = 0; i < count; i++) {
      double[] w = vols.get(i).bare();
      for (int j = 0; j < w.length; j++) {
        w[j] = data[j * count + i];
      }
    }
  }
}
