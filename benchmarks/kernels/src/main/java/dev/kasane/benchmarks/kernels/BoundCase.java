package dev.kasane.benchmarks.kernels;

import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;

/** A case on one thread with numbers to compute on. */
final class BoundCase implements AutoCloseable {

  private final CpuBackend backend = new CpuBackend(1);
  private final Executable executable;

  BoundCase(KernelCase kernel) {
    Graph graph = kernel.graph();
    Variables variables = backend.newVariables();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Variable(String path, Shape shape)) {
        variables.set(path, numbers(shape, path));
      }
    }
    executable = backend.prepare(graph, variables);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Input input) {
        executable.write(input.name(), numbers(input.shape(), input.name()).data(), 0);
      }
    }
  }

  private static Tensor numbers(Shape shape, String name) {
    Tensor tensor = Tensor.zeros(shape);
    long key = CounterRandom.at(CounterRandom.stream(1, name), 0);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.data()[i] = CounterRandom.uniform(key, i) - 0.5f;
    }
    return tensor;
  }

  void run() {
    executable.run(0);
  }

  /** Operations of a run, a multiply-add counting as two. */
  long flops() {
    return executable.plan().flops();
  }

  @Override
  public void close() {
    backend.close();
  }
}
