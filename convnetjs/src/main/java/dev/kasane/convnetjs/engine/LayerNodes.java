package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.layers.ConvLayer;
import dev.kasane.convnetjs.layers.DropoutLayer;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.InputLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.convnetjs.layers.LocalResponseNormalizationLayer;
import dev.kasane.convnetjs.layers.LossLayer;
import dev.kasane.convnetjs.layers.MaxoutLayer;
import dev.kasane.convnetjs.layers.PoolLayer;
import dev.kasane.convnetjs.layers.QuadTransformLayer;
import dev.kasane.convnetjs.layers.ReluLayer;
import dev.kasane.convnetjs.layers.SigmoidLayer;
import dev.kasane.convnetjs.layers.TanhLayer;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Ops;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers as nodes of a graph, for a batch of samples. A volume's order, depth before x before y, is that of images
 * (batch, height, width, channels), so nothing is rearranged between layers.
 */
final class LayerNodes {

  private final Graph graph;
  private final int batch;
  private final boolean training;
  private final long seed;

  /**
   * Prepares to add nodes.
   *
   * @param seed selects what dropout drops
   */
  LayerNodes(Graph graph, int batch, boolean training, long seed) {
    this.graph = graph;
    this.batch = batch;
    this.training = training;
    this.seed = seed;
  }

  /** What goes into the loss layer, with shape (batch, numbers). */
  Node beforeLoss(List<Layer> layers, Node input) {
    Node x = input;
    for (int i = 0; i < layers.size() - 1; i++) {
      Layer layer = layers.get(i);
      int index = i;
      Node in = x;
      x = graph.inScope(ParameterSet.path(i, layer), () -> apply(layer, index, in));
    }
    return flat(x);
  }

  private Node apply(Layer layer, int index, Node x) {
    return switch (layer) {
      case InputLayer _ -> x;
      case FullyConnLayer fc -> {
        Node kernel = graph.variable(ParameterSet.path(index, fc) + "/kernel", Shape.of(fc.numInputs(), fc.outDepth()));
        Node bias = graph.variable(ParameterSet.path(index, fc) + "/bias", Shape.of(fc.outDepth()));
        yield Ops.add(Ops.matMul(flat(x), kernel), bias);
      }
      case ConvLayer conv -> {
        Shape shape = Shape.of(conv.sy(), conv.sx(), conv.in().depth(), conv.outDepth());
        Node kernel = graph.variable(ParameterSet.path(index, conv) + "/kernel", shape);
        Node bias = graph.variable(ParameterSet.path(index, conv) + "/bias", Shape.of(conv.outDepth()));
        Window2d window = window(conv.sx(), conv.sy(), conv.stride(), conv.pad());
        yield Ops.add(Ops.conv2d(image(x, conv.in()), kernel, window, 1), bias);
      }
      case PoolLayer pool -> pool(pool, image(x, pool.in()));
      case ReluLayer _ -> Ops.relu(x);
      case SigmoidLayer _ -> Ops.sigmoid(x);
      case TanhLayer _ -> Ops.tanh(x);
      case MaxoutLayer maxout -> maxout(maxout, x);
      case DropoutLayer dropout -> dropout(dropout, index, x);
      case LocalResponseNormalizationLayer lrn -> normalized(lrn, image(x, lrn.in()));
      case QuadTransformLayer quad -> products(quad, x);
      case LossLayer _ -> throw new IllegalStateException("a loss is the last layer only");
    };
  }

  private Node pool(PoolLayer pool, Node x) {
    Node pooled = Ops.maxPool2d(x, window(pool.sx(), pool.sy(), pool.stride(), pool.pad()));
    Tensor inside = Tensor.zeros(1, pool.outSy(), pool.outSx(), 1);
    boolean outside = false;
    for (int y = 0; y < pool.outSy(); y++) {
      for (int column = 0; column < pool.outSx(); column++) {
        boolean some = touches(y, pool.sy(), pool.in().sy(), pool) && touches(column, pool.sx(), pool.in().sx(), pool);
        inside.set(some ? 1 : 0, 0, y, column, 0);
        outside |= !some;
      }
    }
    return outside ? Ops.select(graph.constant(inside), pooled, graph.constant(0)) : pooled;
  }

  private static boolean touches(int step, int window, int size, PoolLayer pool) {
    int from = step * pool.stride() - pool.pad();
    return from < size && from + window > 0;
  }

  /** The first of equals wins, and takes the gradient: {@code max} prefers its first argument. */
  private Node maxout(MaxoutLayer maxout, Node x) {
    int group = maxout.groupSize();
    int depth = maxout.in().depth();
    int positions = maxout.outSx() * maxout.outSy();
    int used = maxout.outDepth() * group;
    Node kept = Ops.reshape(x, Shape.of(batch, positions, depth));
    if (used < depth) {
      kept = Ops.slice(kept, List.of(0, 0, 0), Shape.of(batch, positions, used));
    }
    int groups = positions * maxout.outDepth();
    Node grouped = Ops.reshape(kept, Shape.of(batch, groups, group));
    Node largest = Ops.slice(grouped, List.of(0, 0, 0), Shape.of(batch, groups, 1));
    for (int i = 1; i < group; i++) {
      largest = Ops.max(largest, Ops.slice(grouped, List.of(0, 0, i), Shape.of(batch, groups, 1)));
    }
    return image(largest, maxout.out());
  }

  private Node dropout(DropoutLayer dropout, int index, Node x) {
    if (!training || dropout.dropProb() == 0) {
      return x;
    }
    long stream = CounterRandom.stream(seed, ParameterSet.path(index, dropout));
    Node random = graph.add(new Op.RandomUniform(stream, x.shape(), true));
    Node kept = Ops.greaterEqual(random, graph.constant(dropout.dropProb()));
    return Ops.mul(x, Ops.mul(kept, 1 / (1 - dropout.dropProb())));
  }

  /** The sum over neighbours in depth is a 1x1 convolution of the squares with a band of ones. */
  private Node normalized(LocalResponseNormalizationLayer lrn, Node x) {
    int depth = lrn.in().depth();
    int half = (int) Math.floor(lrn.n() / 2);
    Tensor band = Tensor.zeros(1, 1, depth, depth);
    for (int i = 0; i < depth; i++) {
      for (int j = Math.max(0, i - half); j <= Math.min(depth - 1, i + half); j++) {
        band.set((float) (lrn.alpha() / lrn.n()), 0, 0, j, i);
      }
    }
    Node sums = Ops.conv2d(Ops.square(x), graph.constant(band), Window2d.valid(1, 1, 1, 1), 1);
    return Ops.div(x, Ops.pow(Ops.add(sums, lrn.k()), graph.constant(lrn.beta())));
  }

  private Node products(QuadTransformLayer quad, Node x) {
    int n = quad.in().depth();
    int positions = quad.outSx() * quad.outSy();
    Node numbers = Ops.reshape(x, Shape.of(batch, positions, n));
    Node first = Ops.reshape(x, Shape.of(batch, positions, n, 1));
    Node second = Ops.reshape(x, Shape.of(batch, positions, 1, n));
    Node all = Ops.reshape(Ops.mul(first, second), Shape.of(batch, positions, n * n));
    List<Node> parts = new ArrayList<>(List.of(numbers, all));
    return image(Ops.concat(2, parts), quad.out());
  }

  private Node image(Node x, Size size) {
    return Ops.reshape(x, Shape.of(batch, size.sy(), size.sx(), size.depth()));
  }

  private Node flat(Node x) {
    return Ops.reshape(x, Shape.of(batch, x.shape().size() / batch));
  }

  private static Window2d window(int sx, int sy, int stride, int pad) {
    return new Window2d(sy, sx, stride, stride, 1, 1, pad, pad, pad, pad);
  }
}
