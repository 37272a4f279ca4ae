package dev.kasane.nn.layers;

import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import java.util.List;

/**
 * The mean of each window, per channel. Input {@code (n, h, w, c)}, output {@code (n, oh, ow, c)}
 * with {@code oh = ⌊(h + top + bottom − poolHeight) / stride⌋ + 1}.
 *
 * @param poolHeight rows of the window, at least 1
 * @param poolWidth columns of the window, at least 1
 * @param strideY rows the window moves per output row, at least 1
 * @param strideX columns the window moves per output column, at least 1
 * @param padding what surrounds the image; explicit amounts must be smaller than the window
 * @param countPadding whether padding counts as zeros; if not (the default, as in TensorFlow), the mean is over the
 *     real values only
 */
public record AveragePool2d(
    int poolHeight, int poolWidth, int strideY, int strideX, Padding padding, boolean countPadding)
    implements Layer {

  /** Checks the ranges. */
  public AveragePool2d {
    Pooling.check("AveragePool2d", poolHeight, poolWidth, strideY, strideX, padding);
  }

  /** A window that moves by its own size, without padding. */
  public AveragePool2d(int poolHeight, int poolWidth) {
    this(poolHeight, poolWidth, poolHeight, poolWidth, Padding.VALID, false);
  }

  /** With the same stride down and across. */
  public AveragePool2d strides(int both) {
    return strides(both, both);
  }

  /** With a stride down and one across. */
  public AveragePool2d strides(int down, int across) {
    return new AveragePool2d(poolHeight, poolWidth, down, across, padding, countPadding);
  }

  /** With another padding. */
  public AveragePool2d padding(Padding rule) {
    return new AveragePool2d(poolHeight, poolWidth, strideY, strideX, rule, countPadding);
  }

  /** With padding counted as zeros in the mean, or not. */
  public AveragePool2d countPadding(boolean count) {
    return new AveragePool2d(poolHeight, poolWidth, strideY, strideX, padding, count);
  }

  @Override
  public String kind() {
    return "average_pooling2d";
  }

  @Override
  public Node apply(LayerContext context, List<Node> inputs) {
    Node x = Inputs.image(context, inputs);
    return Ops.avgPool2d(x, Pooling.window(poolHeight, poolWidth, strideY, strideX, padding, x.shape()), countPadding);
  }
}
