package dev.kasane.backend.reference;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.Shape;

/** Which loop belongs to which operation. */
final class ReferenceOps {

  private ReferenceOps() {}

  /** The value of a node that has inputs, from their values. */
  static double[] evaluate(Node node, double[][] in) {
    Shape shape = node.shape();
    return switch (node.op()) {
      case Op.Leaf leaf -> throw new IllegalArgumentException(leaf.label() + " is not computed from inputs");
      case Op.Unary unary -> ElementwiseReference.unary(unary.function(), in[0]);
      case Op.Binary binary ->
          ElementwiseReference.binary(
              binary.function(), in[0], node.input(0).shape(), in[1], node.input(1).shape(), shape);
      case Op.Select _ -> ElementwiseReference.select(node, in);
      case Op.Reshape _ -> in[0].clone();
      case Op.Transpose transpose ->
          MoveReference.transpose(transpose.permutation(), in[0], node.input(0).shape(), shape);
      case Op.BroadcastTo _ -> MoveReference.broadcastTo(in[0], node.input(0).shape(), shape);
      case Op.Concat concat -> MoveReference.concat(concat.axis(), node, in);
      case Op.Slice slice -> MoveReference.slice(slice.starts(), in[0], node.input(0).shape(), shape);
      case Op.Pad pad -> MoveReference.pad(pad, in[0], node.input(0).shape(), shape);
      case Op.Gather _ -> GatherReference.gather(in[0], node.input(0).shape().dim(0), in[1]);
      case Op.ScatterAdd scatter -> GatherReference.scatterAdd(in[0], in[1], scatter.rows());
      case Op.OneHot oneHot -> GatherReference.oneHot(in[0], oneHot.depth());
      case Op.Reduce reduce -> ReduceReference.reduce(reduce, in[0], node.input(0).shape(), shape);
      case Op.ArgMax _ -> ReduceReference.argMax(in[0], node.input(0).shape().last());
      case Op.MatMul matMul ->
          MatMulReference.matMul(matMul, in[0], node.input(0).shape(), in[1], node.input(1).shape(), shape);
      case Op.Conv2d conv ->
          new ConvReference(
                  conv.window(), conv.groups(), node.input(0).shape(), node.input(1).shape(), shape)
              .forward(in[0], in[1]);
      case Op.Conv2dInputGrad grad ->
          new ConvReference(
                  grad.window(), grad.groups(), shape, node.input(0).shape(), node.input(1).shape())
              .inputGrad(in[0], in[1]);
      case Op.Conv2dKernelGrad grad ->
          new ConvReference(
                  grad.window(), grad.groups(), node.input(0).shape(), shape, node.input(1).shape())
              .kernelGrad(in[0], in[1]);
      case Op.MaxPool2d pool -> new PoolReference(pool.window(), node.input(0).shape(), shape).max(in[0]);
      case Op.MaxPool2dGrad grad ->
          new PoolReference(grad.window(), shape, node.input(1).shape()).maxGrad(in[0], in[1]);
      case Op.AvgPool2d pool ->
          new PoolReference(pool.window(), node.input(0).shape(), shape).average(pool.countPadding(), in[0]);
      case Op.AvgPool2dGrad grad ->
          new PoolReference(grad.window(), shape, node.input(0).shape()).averageGrad(grad.countPadding(), in[0]);
      case Op.Softmax _ -> ReduceReference.softmax(in[0], shape.last());
      case Op.LogSoftmax _ -> ReduceReference.logSoftmax(in[0], shape.last());
    };
  }
}
