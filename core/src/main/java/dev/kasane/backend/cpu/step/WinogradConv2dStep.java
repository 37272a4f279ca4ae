package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.Contraction;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Step;
import dev.kasane.plan.Winograd;
import java.util.Arrays;

/**
 * A 3 × 3 convolution in Winograd's form: blocks of tiles, 4 × 4 outputs each, are transformed to 36 matrices (tile,
 * channel), multiplied with those of the kernel, and transformed back. The gradient by the input is such a convolution
 * too, of dy. A unit is one image, or several small ones.
 */
final class WinogradConv2dStep extends BoundStep {

  private static final int TILE = Winograd.TILE;
  private static final int PATCH = TILE + 2;
  private static final int PLANES = PATCH * PATCH;

  /** Floats of a tile's inputs and outputs times tiles: what a core's second-level cache holds about twice. */
  private static final int BLOCK_FLOATS = 16 * 1024;

  private static final int MOST_TILES = 64;

  /** Floats between matrices: at a distance of a power of two, all would compete for the same lines of a cache. */
  private static final int PLANE_GAP = 16;

  private final Kernels kernels;
  private final Ref x;
  private final Ref kernel;
  private final Ref y;
  private final int images;
  private final int imagesPerUnit;
  private final int units;
  private final int h;
  private final int w;
  private final int c;
  private final int xp;
  private final int oh;
  private final int ow;
  private final int yp;
  private final int top;
  private final int left;
  private final int tilesX;
  private final int tilesPerImage;
  private final int blockTiles;
  private final int xPlane;
  private final int yPlane;
  private final Contraction product;

  WinogradConv2dStep(Step.Primitive step, Memory memory, Kernels kernels) {
    this.kernels = kernels;
    Layout in = step.inputs().get(0).layout();
    Layout out = step.output().layout();
    images = in.shape().dim(0);
    h = in.shape().dim(1);
    w = in.shape().dim(2);
    c = in.shape().dim(3);
    xp = in.pitch();
    oh = out.shape().dim(1);
    ow = out.shape().dim(2);
    yp = out.pitch();
    x = memory.rows(step.inputs().get(0), images);
    kernel = memory.whole(step.inputs().get(1));
    y = memory.rows(step.output(), images);
    boolean gradient = step.op() instanceof Op.Conv2dInputGrad;
    Window2d window = window(step.op());
    top = gradient ? 2 - window.top() : window.top();
    left = gradient ? 2 - window.left() : window.left();
    tilesX = Math.ceilDiv(ow, TILE);
    tilesPerImage = tilesX * Math.ceilDiv(oh, TILE);
    int wanted = Math.clamp(BLOCK_FLOATS / (xp + yp), 16, MOST_TILES);
    imagesPerUnit = Math.clamp(wanted / tilesPerImage, 1, images);
    units = Math.ceilDiv(images, imagesPerUnit);
    int blocks = Math.ceilDiv(imagesPerUnit * tilesPerImage, wanted);
    blockTiles = Math.ceilDiv(imagesPerUnit * tilesPerImage, blocks);
    xPlane = blockTiles * xp + PLANE_GAP;
    yPlane = blockTiles * yp + PLANE_GAP;
    product = Contraction.of(kernels, KernelProvider.generates(), yp, yp, c, xp, 1, yp, yp);
  }

  private static Window2d window(Op op) {
    return switch (op) {
      case Op.Conv2d conv -> conv.window();
      case Op.Conv2dInputGrad grad -> grad.window();
      default -> throw new IllegalArgumentException("not a convolution: " + op.label());
    };
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public void prepare(int count) {
    product.prepare(blockTiles);
    int last = imagesPerUnit * tilesPerImage % blockTiles;
    if (last > 0) {
      product.prepare(last);
    }
  }

  @Override
  public String kernel() {
    return "Winograd F(4x4, 3x3), " + product.kernel();
  }

  @Override
  public int scratchFloats() {
    return PLANES * (xPlane + yPlane + xp + kernels.lanes());
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    float[] in = x.array(frame);
    float[] out = y.array(frame);
    float[] weights = kernel.array(frame);
    int wo = kernel.at(frame, 0);
    int sums = PLANES * xPlane;
    int begin = from * imagesPerUnit * tilesPerImage;
    int end = Math.min(to * imagesPerUnit, images) * tilesPerImage;
    for (int tile = begin; tile < end; tile += blockTiles) {
      int count = Math.min(blockTiles, end - tile);
      for (int i = 0; i < count; i++) {
        transform(frame, in, tile + i, i);
      }
      for (int plane = 0; plane < PLANES; plane++) {
        product.run(
            count, frame.scratch, plane * xPlane, weights, wo + plane * c * yp, frame.scratch,
            sums + plane * yPlane, false);
      }
      for (int i = 0; i < count; i++) {
        transformBack(frame, out, tile + i, i);
      }
    }
  }

  private void transform(Frame frame, float[] in, int tile, int i) {
    int place = tile % tilesPerImage;
    int row = place / tilesX * TILE - top;
    int col = place % tilesX * TILE - left;
    int image = x.at(frame, tile / tilesPerImage);
    int patch = PLANES * (xPlane + yPlane);
    int room = patch + PLANES * xp;
    if (row >= 0 && col >= 0 && row + PATCH <= h && col + PATCH <= w) {
      kernels.winogradInput(
          xp, in, image + (row * w + col) * xp, w * xp, xp, frame.scratch, i * xp, xPlane, frame.scratch,
          room);
      return;
    }
    Arrays.fill(frame.scratch, patch, room, 0f);
    int firstCol = Math.max(0, col);
    int length = (Math.min(w, col + PATCH) - firstCol) * xp;
    for (int r = Math.max(0, row); length > 0 && r < Math.min(h, row + PATCH); r++) {
      System.arraycopy(
          in, image + (r * w + firstCol) * xp, frame.scratch, patch + ((r - row) * PATCH + firstCol - col) * xp, length);
    }
    kernels.winogradInput(
        xp, frame.scratch, patch, PATCH * xp, xp, frame.scratch, i * xp, xPlane, frame.scratch, room);
  }

  private void transformBack(Frame frame, float[] out, int tile, int i) {
    int place = tile % tilesPerImage;
    int row = place / tilesX * TILE;
    int col = place % tilesX * TILE;
    kernels.winogradOutput(
        yp, frame.scratch, PLANES * xPlane + i * yp, yPlane,
        out, y.at(frame, tile / tilesPerImage) + (row * ow + col) * yp, ow * yp, yp,
        Math.min(TILE, oh - row), Math.min(TILE, ow - col),
        frame.scratch, PLANES * (xPlane + yPlane + xp));
  }
}
