package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.ReduceFunction;
import dev.kasane.tensor.Shape;
import java.util.List;

/**
 * Finds how each node's work may be divided along the batch. A value counts samples when its memory is, sample after
 * sample, an equal share: axis 0 is a multiple of the number of samples.
 */
final class BatchAxis {

  /** How often a partial sum is passed over, about: it is added to tile by tile, and in the end all are summed up. */
  private static final long PARTIAL_SUMS = 4;

  private final int samples;
  private final Step.Split[] splits;

  private BatchAxis(Graph graph) {
    samples = samples(graph);
    splits = new Step.Split[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      splits[node.id()] = samples == 0 ? Step.Split.GLOBAL : split(node);
    }
  }

  static BatchAxis of(Graph graph) {
    return new BatchAxis(graph);
  }

  /** Size of the batch, 0 if there is none. */
  int samples() {
    return samples;
  }

  Step.Split split(int nodeId) {
    return splits[nodeId];
  }

  boolean batch(Node node) {
    return splits[node.id()] == Step.Split.BATCH;
  }

  private static int samples(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Input input && input.batch()) {
        return node.shape().dim(0);
      }
    }
    return 0;
  }

  private Step.Split split(Node node) {
    List<Node> in = node.inputs();
    return switch (node.op()) {
      case Op.Input input -> batchIf(input.batch());
      case Op.RandomUniform random -> batchIf(random.batch() && divides(node.shape()));
      case Op.Variable _, Op.Constant _ -> Step.Split.GLOBAL;
      case Op.Elementwise _ -> batchIf(anyBatch(in) && divides(node.shape()) && in.stream().allMatch(x -> aligned(x, node)));
      case Op.Reshape _ -> batchIf(batch(in.getFirst()) && divides(node.shape()));
      case Op.Transpose transpose -> batchIf(batch(in.getFirst()) && transpose.permutation().getFirst() == 0);
      case Op.BroadcastTo _ -> batchIf(batch(in.getFirst()) && aligned(in.getFirst(), node));
      case Op.Concat concat -> batchIf(concat.axis() != 0 && in.stream().allMatch(this::batch));
      case Op.Slice slice -> batchIf(batch(in.getFirst()) && slice.shape().dim(0) == in.getFirst().shape().dim(0));
      case Op.Pad pad -> batchIf(batch(in.getFirst()) && pad.before().getFirst() == 0 && pad.after().getFirst() == 0);
      case Op.Gather _ -> batchIf(!batch(in.get(0)) && batch(in.get(1)));
      case Op.ScatterAdd _ -> partialIf(batch(in.get(0)) && batch(in.get(1)));
      case Op.OneHot _ -> batchIf(batch(in.getFirst()));
      case Op.Reduce reduce -> reduce(reduce, in.getFirst());
      case Op.ArgMax _, Op.Softmax _, Op.LogSoftmax _ -> batchIf(batch(in.getFirst()) && in.getFirst().shape().rank() > 1);
      case Op.MatMul matMul -> matMul(matMul, in.get(0), in.get(1));
      case Op.Conv2d _ -> batchIf(batch(in.get(0)) && !batch(in.get(1)));
      case Op.Conv2dInputGrad _ -> batchIf(!batch(in.get(0)) && batch(in.get(1)));
      case Op.Conv2dKernelGrad _ -> partialIf(batch(in.get(0)) && batch(in.get(1)));
      case Op.MaxPool2d _, Op.AvgPool2d _, Op.AvgPool2dGrad _ -> batchIf(batch(in.getFirst()));
      case Op.MaxPool2dGrad _ -> batchIf(batch(in.get(0)) && batch(in.get(1)));
    };
  }

  private Step.Split reduce(Op.Reduce reduce, Node x) {
    if (!batch(x)) {
      return Step.Split.GLOBAL;
    }
    if (!reduce.axes().contains(0)) {
      return Step.Split.BATCH;
    }
    return partialIf(reduce.function() != ReduceFunction.MAX);
  }

  private Step.Split matMul(Op.MatMul matMul, Node a, Node b) {
    if (a.shape().rank() > 2) {
      return batchIf(batch(a) && batch(b));
    }
    if (batch(a) && !batch(b)) {
      return batchIf(!matMul.transposeA());
    }
    return partialIf(
        batch(a) && batch(b) && matMul.transposeA() && !matMul.transposeB() && !largerThanOperands(a, b));
  }

  /**
   * Whether a weight gradient is so large that one partial sum for each piece would be more memory to pass over than
   * keeping both operands for a product of the whole batch.
   */
  private static boolean largerThanOperands(Node a, Node b) {
    long m = a.shape().last();
    long n = b.shape().last();
    return a.shape().dim(0) * (m + n) < PARTIAL_SUMS * m * n;
  }

  /** Whether each sample's share of the output needs only that sample's share of the input, if that counts samples. */
  private boolean aligned(Node input, Node output) {
    Shape from = input.shape();
    Shape to = output.shape();
    if (batch(input)) {
      return from.rank() == to.rank() && from.dim(0) == to.dim(0);
    }
    return true;
  }

  private boolean anyBatch(List<Node> nodes) {
    return nodes.stream().anyMatch(this::batch);
  }

  private boolean divides(Shape shape) {
    return shape.rank() > 0 && shape.dim(0) % samples == 0;
  }

  private static Step.Split batchIf(boolean condition) {
    return condition ? Step.Split.BATCH : Step.Split.GLOBAL;
  }

  private static Step.Split partialIf(boolean condition) {
    return condition ? Step.Split.PARTIAL : Step.Split.GLOBAL;
  }
}
