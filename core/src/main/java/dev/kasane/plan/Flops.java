package dev.kasane.plan;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.Shape;

/** Counts floating-point operations: multiply and add are two; an element function is one. */
public final class Flops {

  private Flops() {}

  /** Operations of one node. */
  public static long of(Node node) {
    long out = node.shape().size();
    return switch (node.op()) {
      case Op.Leaf _ -> 0;
      case Op.Elementwise _ -> out;
      case Op.Reshape _, Op.Transpose _, Op.BroadcastTo _, Op.Concat _, Op.Slice _, Op.Pad _, Op.Gather _, Op.OneHot _ ->
          0;
      case Op.ScatterAdd _ -> node.input(1).shape().size();
      case Op.Reduce _, Op.ArgMax _ -> node.input(0).shape().size();
      case Op.MatMul matMul -> 2 * out * node.input(0).shape().dim(matMul.transposeA() ? -2 : -1);
      case Op.Conv2d _ -> conv(node.input(1).shape(), node.shape());
      case Op.Conv2dInputGrad _ -> conv(node.input(0).shape(), node.input(1).shape());
      case Op.Conv2dKernelGrad grad -> conv(grad.kernelShape(), node.input(1).shape());
      case Op.MaxPool2d pool -> out * pool.window().height() * pool.window().width();
      case Op.AvgPool2d pool -> out * pool.window().height() * pool.window().width();
      case Op.MaxPool2dGrad grad -> (long) node.input(1).shape().size() * grad.window().height() * grad.window().width();
      case Op.AvgPool2dGrad grad -> (long) node.input(0).shape().size() * grad.window().height() * grad.window().width();
      case Op.Softmax _, Op.LogSoftmax _ -> 5 * out;
    };
  }

  /** Operations of a softmax with its cross entropy. */
  static long of(LossSite loss) {
    long size = loss.logits().shape().size();
    return (loss.gradient() == null ? 6 : 9) * size;
  }

  private static long conv(Shape kernel, Shape output) {
    return 2L * kernel.size() / kernel.last() * output.size();
  }
}
