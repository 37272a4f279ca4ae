package dev.kasane.nn.layers;

import dev.kasane.graph.Window2d;
import dev.kasane.nn.checks.Checks;
import dev.kasane.tensor.Shape;

/** What the pooling layers share. */
final class Pooling {

  private Pooling() {}

  static void check(String owner, int poolHeight, int poolWidth, int strideY, int strideX, Padding padding) {
    Checks.range(owner, "poolHeight", poolHeight, 1, Checks.MAX_WINDOW);
    Checks.range(owner, "poolWidth", poolWidth, 1, Checks.MAX_WINDOW);
    Checks.range(owner, "strideY", strideY, 1, Checks.MAX_WINDOW);
    Checks.range(owner, "strideX", strideX, 1, Checks.MAX_WINDOW);
    // A window that covers nothing but padding has no largest value and no mean.
    if (Math.max(padding.top(), padding.bottom()) >= poolHeight
        || Math.max(padding.left(), padding.right()) >= poolWidth) {
      throw new IllegalArgumentException(owner + ": padding must be smaller than the window " + poolHeight + "x"
          + poolWidth + ", received top " + padding.top() + ", bottom " + padding.bottom() + ", left "
          + padding.left() + ", right " + padding.right());
    }
  }

  static Window2d window(int poolHeight, int poolWidth, int strideY, int strideX, Padding padding, Shape image) {
    return padding.window(Window2d.valid(poolHeight, poolWidth, strideY, strideX), image);
  }
}
