package dev.kasane.plan;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.Shape;

/**
 * Which convolutions compute rows of a whole vector though fewer than half of its lanes count. A value with so few
 * channels lies without padding, but a kernel that works with pixels of a few numbers each is ten times as slow as one
 * that computes a whole vector for each and leaves most of it: so the result is wide, and repacked afterwards.
 *
 * @param target what the plan is for
 */
record WideRows(Target target) {

  /** Sums over so many channels have a form of their own: all taps of a pixel in one product. */
  private static final int MANY_CHANNELS = 8;

  boolean takes(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> {
        int channels = node.input(0).shape().last();
        boolean product = channels >= MANY_CHANNELS && conv.window().strideY() == 1 && conv.window().strideX() == 1;
        yield conv.groups() == 1 && narrow(node.shape()) && !single(channels, node.shape().last()) && !product;
      }
      case Op.Conv2dInputGrad grad -> {
        int filters = node.input(1).shape().last();
        boolean single = single(node.shape().last(), filters);
        yield grad.groups() == 1 && narrow(node.shape()) && !single && filters < MANY_CHANNELS;
      }
      case Op.Conv2dKernelGrad grad -> {
        int channels = node.input(0).shape().last();
        Shape dy = node.input(1).shape();
        yield grad.groups() == 1 && narrow(dy) && !single(channels, dy.last());
      }
      default -> false;
    };
  }

  /** One channel to one filter is computed with neighbouring pixels as lanes. */
  private static boolean single(int channels, int filters) {
    return channels == 1 && filters == 1;
  }

  private boolean narrow(Shape shape) {
    return target.pitch(shape.last()) < target.lanes();
  }

  Layout layout(Shape shape) {
    return new Layout(shape, target.lanes());
  }
}
