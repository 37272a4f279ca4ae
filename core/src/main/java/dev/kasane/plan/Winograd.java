package dev.kasane.plan;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;

/**
 * Which convolutions are computed in Winograd's form F(4 × 4, 3 × 3): 36 products take the place of 144, at the price of
 * transforms and of rounding errors that are some ten times larger.
 */
public enum Winograd {
  /** None. */
  OFF,
  /** Those of 3 × 3, without strides, that are large enough for it to be faster. */
  AUTO,
  /** All of 3 × 3 without strides, dilation or groups. */
  ON;

  /** Outputs of a tile along each axis. */
  public static final int TILE = 4;

  private static final int MIN_CHANNELS = 32;

  /** Channels times filters. */
  private static final int MIN_PRODUCTS = 32 * 64;

  /** Channels times filters from which the transformations are little beside the products. */
  private static final int LARGE = 128 * 128;

  /**
   * Channels times filters of a kernel that no cache holds. Image by image, each image waits for the kernel; this form
   * reads its own four times as large one once.
   */
  private static final int HUGE = 2 * 256 * 256;

  private static final int MIN_TILES = 16;
  private static final int MIN_TILES_OF_HUGE = 8;

  /** Tiles may compute so many times the outputs that are wanted. */
  private static final double MOST_WASTE = 1.35;

  private static final double MOST_WASTE_OF_LARGE = 1.8;

  /** With four times the outputs there are as many products as in the direct form. */
  private static final double MOST_WASTE_OF_HUGE = 4;

  /** Channels times filters of kernels whose gradient is summed up in pieces of the batch. */
  private static final int SMALL_KERNEL = 64 * 64;

  /**
   * Whether the gradient by a kernel {@code (3, 3, c, f)} is a sum for each piece of the batch: there are too few
   * channels and filters to divide the work by them.
   */
  static boolean sumsPieces(Shape kernel) {
    return (long) kernel.dim(2) * kernel.dim(3) <= SMALL_KERNEL;
  }

  /** Whether a node is a convolution that takes this form, or one of its gradients. */
  boolean takes(Node node) {
    return switch (node.op()) {
      case Op.Conv2d conv -> takes(conv.window(), conv.groups(), node.input(0).shape(), node.shape());
      case Op.Conv2dInputGrad grad -> takes(grad.window(), grad.groups(), node.input(1).shape(), node.shape());
      case Op.Conv2dKernelGrad grad ->
          takes(grad.window(), grad.groups(), node.input(0).shape(), node.input(1).shape());
      default -> false;
    };
  }

  /**
   * Whether a convolution takes this form, or one of its gradients.
   *
   * @param from input of the convolution, or dy for the gradient by the input
   * @param to its output, or dx
   */
  private boolean takes(Window2d window, int groups, Shape from, Shape to) {
    boolean can =
        groups == 1 && window.height() == 3 && window.width() == 3 && window.strideY() == 1 && window.strideX() == 1
            && window.dilationY() == 1 && window.dilationX() == 1;
    if (this != AUTO) {
      return can && this == ON;
    }
    long tiles = (long) to.dim(0) * Math.ceilDiv(to.dim(1), TILE) * Math.ceilDiv(to.dim(2), TILE);
    long products = (long) from.dim(3) * to.dim(3);
    double waste = (double) tiles * TILE * TILE / to.dim(0) / to.dim(1) / to.dim(2);
    return can
        && from.dim(3) >= MIN_CHANNELS
        && to.dim(3) >= MIN_CHANNELS
        && products >= MIN_PRODUCTS
        && tiles >= (products >= HUGE ? MIN_TILES_OF_HUGE : MIN_TILES)
        && waste <= mostWaste(products);
  }

  private static double mostWaste(long products) {
    if (products >= HUGE) {
      return MOST_WASTE_OF_HUGE;
    }
    return products >= LARGE ? MOST_WASTE_OF_LARGE : MOST_WASTE;
  }
}
