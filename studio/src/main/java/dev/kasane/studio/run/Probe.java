package dev.kasane.studio.run;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.nn.losses.Loss;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Computes what every layer gives for some samples, and the gradients of their mean loss with respect to all weights,
 * on the calling thread. Not thread-safe.
 */
final class Probe {

  private static final String TARGET = "target";

  private final Variables variables;
  private final Executable executable;
  private final List<String> trainable = new ArrayList<>();
  private final int values;

  Probe(Network network, Shape input, Loss loss, int batch) {
    NetworkNodes nodes = NetworkNodes.of(network, input, batch);
    Node output = nodes.values().get(network.outputs().getFirst().value());
    Node target = nodes.graph().batchInput(TARGET, loss.targetShape(output.shape().dropFirst()).prepend(batch));
    Node mean = Ops.reshape(Ops.mean(loss.apply(target, output)), Shape.SCALAR);
    List<Node> weights = new ArrayList<>();
    nodes.parameters().forEach((path, parameter) -> {
      if (parameter.trainable()) {
        trainable.add(path);
        weights.add(parameter.variable());
      }
    });
    List<Node> gradients = Gradients.of(mean, weights);
    for (int i = 0; i < trainable.size(); i++) {
      nodes.graph().output("gradient/" + trainable.get(i), gradients.get(i));
    }
    values = nodes.values().size();
    for (int i = 1; i < values; i++) {
      nodes.graph().output("value/" + i, nodes.values().get(i));
    }
    CpuBackend backend = new CpuBackend(1);
    variables = backend.newVariables();
    nodes.parameters().forEach((path, parameter) -> variables.set(path, Tensor.zeros(parameter.shape())));
    executable = backend.prepare(nodes.graph(), variables);
  }

  void run(Map<String, Tensor> weights, float[] inputs, float[] targets) {
    variables.paths().forEach(path -> {
      Tensor weight = weights.get(path);
      if (weight != null) {
        variables.set(path, weight);
      }
    });
    executable.write(NetworkNodes.INPUT, inputs, 0);
    executable.write(TARGET, targets, 0);
    executable.run(0);
  }

  List<String> trainable() {
    return trainable;
  }

  Tensor gradient(String path) {
    return read("gradient/" + path);
  }

  /** What a call of the network gave, by its number from 0. */
  Tensor value(int call) {
    return read("value/" + (call + 1));
  }

  private Tensor read(String name) {
    Tensor tensor = Tensor.zeros(executable.shape(name));
    executable.read(name, tensor.data(), 0);
    return tensor;
  }
}
