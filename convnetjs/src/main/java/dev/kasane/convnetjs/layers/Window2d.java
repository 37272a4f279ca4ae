package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Size;

/**
 * A window that is moved over width and height.
 *
 * @param sx its width
 * @param sy its height
 * @param stride how far it moves
 * @param pad how many positions it may begin before the first, and end after the last
 */
public record Window2d(int sx, int sy, int stride, int pad) {

  /** Refuses a window of no size, one that does not move, and negative padding. */
  void require(String layer) {
    if (sx < 1 || sy < 1 || stride < 1 || pad < 0) {
      throw new ConvNetException(layer + ": expected sx, sy and stride from 1 and pad from 0, received sx " + sx
          + ", sy " + sy + ", stride " + stride + ", pad " + pad);
    }
  }

  /** The size of what comes out: ⌊(in + 2·pad - window) / stride⌋ + 1 each way. */
  Size out(Size in, int depth) {
    return new Size(Sizes.steps(in.sx(), pad, sx, stride), Sizes.steps(in.sy(), pad, sy, stride), depth);
  }
}
