package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/**
 * The largest value of each window, per channel; padding is never the largest. Input {@code (n, h, w, c)}, output
 * {@code (n, oh, ow, c)} with {@code oh = ⌊(h + top + bottom − poolHeight) / stride⌋ + 1}.
 *
 * @param poolHeight rows of the window, at least 1
 * @param poolWidth columns of the window, at least 1
 * @param strideY rows the window moves per output row, at least 1
 * @param strideX columns the window moves per output column, at least 1
 * @param padding what surrounds the image; explicit amounts must be smaller than the window
 */
public record MaxPool2d(int poolHeight, int poolWidth, int strideY, int strideX, Padding padding) implements Layer {

  /** Checks the ranges. */
  public MaxPool2d {
    Pooling.check("MaxPool2d", poolHeight, poolWidth, strideY, strideX, padding);
  }

  /** A window that moves by its own size, without padding. */
  public MaxPool2d(int poolHeight, int poolWidth) {
    this(poolHeight, poolWidth, poolHeight, poolWidth, Padding.VALID);
  }

  /** With the same stride down and across. */
  public MaxPool2d strides(int both) {
    return strides(both, both);
  }

  /** With a stride down and one across. */
  public MaxPool2d strides(int down, int across) {
    return new MaxPool2d(poolHeight, poolWidth, down, across, padding);
  }

  /** With another padding. */
  public MaxPool2d padding(Padding rule) {
    return new MaxPool2d(poolHeight, poolWidth, strideY, strideX, rule);
  }

  @Override
  public String kind() {
    return "max_pooling2d";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.image(context, inputs);
    return Ops.maxPool2d(x, Pooling.window(poolHeight, poolWidth, strideY, strideX, padding, x.shape()));
  }
}
