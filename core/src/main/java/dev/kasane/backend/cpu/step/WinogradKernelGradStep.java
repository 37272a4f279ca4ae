package dev.kasane.backend.cpu.step;

import dev.kasane.backend.cpu.codegen.Contraction;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Op;
import dev.kasane.plan.Buffer;
import dev.kasane.plan.Layout;
import dev.kasane.plan.Plan;
import dev.kasane.plan.Step;
import dev.kasane.plan.Winograd;
import java.util.Arrays;

/**
 * The gradient by the kernel of a 3 × 3 convolution in Winograd's form: patches of the input and tiles of dy are
 * transformed to 36 matrices each, whose products, summed over all tiles, are transformed to the 3 × 3 taps. A unit is a
 * block of channels and filters, of one piece of the batch if each piece has a sum of its own: blocks stay in a core's
 * second-level cache while tiles pass, and patches are transformed again for each block, which costs less than memory.
 */
final class WinogradKernelGradStep extends BoundStep {

  private static final int TILE = Winograd.TILE;
  private static final int PATCH = TILE + 2;
  private static final int PLANES = PATCH * PATCH;

  /** Channels and filters of a block: its sums take 600 kB. */
  private static final int BLOCK = 64;

  /** Tiles between two looks at the sums, which then lie in memory once more. */
  private static final int BLOCK_TILES = 32;

  /** Floats between matrices: at a distance of a power of two, all would compete for the same lines of a cache. */
  private static final int PLANE_GAP = 16;

  private final Kernels kernels;
  private final Image x;
  private final Image dy;
  private final float[] dw;
  private final int dwAt;
  private final int dwPerPart;
  private final int parts;
  private final int images;
  private final int kp;
  private final int top;
  private final int left;
  private final int tilesX;
  private final int tilesPerImage;
  private final int channelBlocks;
  private final int filterBlocks;
  private final int sumPlane;
  private final Contraction.Open[] products;

  /** One of the two operands: pixels of which blocks of channels are read. */
  private record Image(Ref ref, int h, int w, int channels, int pitch, int patch, int block, int plane) {

    static Image of(Ref ref, Layout layout, int channels, int patch) {
      int block = Math.min(BLOCK, channels);
      return new Image(
          ref, layout.shape().dim(1), layout.shape().dim(2), channels, layout.pitch(), patch, block,
          BLOCK_TILES * block + PLANE_GAP);
    }

    int count(int first) {
      return Math.min(block, channels - first);
    }
  }

  WinogradKernelGradStep(
      Step.Primitive step, Op.Conv2dKernelGrad op, Memory memory, Kernels kernels, int pieces) {
    this.kernels = kernels;
    Layout in = step.inputs().get(0).layout();
    Layout grad = step.inputs().get(1).layout();
    images = in.shape().dim(0);
    kp = step.output().layout().pitch();
    x = Image.of(memory.rows(step.inputs().get(0), images), in, in.cols(), PATCH);
    dy = Image.of(memory.rows(step.inputs().get(1), images), grad, kp, TILE);
    Buffer buffer = step.output().buffer();
    dw = memory.array(buffer);
    dwAt = Memory.offset(buffer);
    dwPerPart = buffer.size();
    parts = buffer.space() == Buffer.Space.PARTIAL ? pieces : 1;
    top = op.window().top();
    left = op.window().left();
    tilesX = Math.ceilDiv(dy.w, TILE);
    tilesPerImage = tilesX * Math.ceilDiv(dy.h, TILE);
    channelBlocks = Math.ceilDiv(x.channels, x.block);
    filterBlocks = Math.ceilDiv(dy.channels, dy.block);
    sumPlane = x.block * dy.block + PLANE_GAP;
    // full blocks, and the last ones
    products = new Contraction.Open[4];
    boolean generates = KernelProvider.generates();
    for (int i = 0; i < products.length; i++) {
      int m = x.count(i % 2 == 0 ? 0 : (channelBlocks - 1) * x.block);
      int n = dy.count(i / 2 == 0 ? 0 : (filterBlocks - 1) * dy.block);
      products[i] = Contraction.open(kernels, generates, m, n, n, 1, x.block, dy.block, dy.block);
    }
  }

  @Override
  public int units() {
    return parts * channelBlocks * filterBlocks;
  }

  @Override
  public String kernel() {
    return "Winograd F(4x4, 3x3), " + products[0].kernel();
  }

  private int gradientsAt() {
    return PLANES * x.plane;
  }

  private int sumsAt() {
    return gradientsAt() + PLANES * dy.plane;
  }

  private int patchAt() {
    return sumsAt() + PLANES * sumPlane;
  }

  private int roomAt() {
    return patchAt() + PLANES * BLOCK;
  }

  @Override
  public int scratchFloats() {
    return roomAt() + PLANES * kernels.lanes();
  }

  @Override
  public void run(Frame frame, int from, int to, boolean first) {
    for (int unit = from; unit < to; unit++) {
      int part = unit / (channelBlocks * filterBlocks);
      int c = unit / filterBlocks % channelBlocks * x.block;
      int f = unit % filterBlocks * dy.block;
      int begin = Plan.pieceStart(images, parts, part) * tilesPerImage;
      int end = Plan.pieceStart(images, parts, part + 1) * tilesPerImage;
      Contraction.Open product = products[(c + x.block < x.channels ? 0 : 1) + (f + dy.block < dy.channels ? 0 : 2)];
      Arrays.fill(frame.scratch, sumsAt(), patchAt(), 0f);
      for (int tile = begin; tile < end; tile += BLOCK_TILES) {
        add(frame, product, tile, Math.min(BLOCK_TILES, end - tile), c, f);
      }
      for (int row = 0; row < x.count(c); row++) {
        kernels.winogradKernelGrad(
            dy.count(f), frame.scratch, sumsAt() + row * dy.block, sumPlane,
            dw, dwAt + part * dwPerPart + (c + row) * kp + f, x.channels * kp, frame.scratch, roomAt());
      }
    }
  }

  /** Adds what some tiles have part in to the sums of a block. */
  private void add(Frame frame, Contraction.Open product, int tile, int count, int c, int f) {
    for (int i = 0; i < count; i++) {
      int image = (tile + i) / tilesPerImage;
      int place = (tile + i) % tilesPerImage;
      int row = place / tilesX * TILE;
      int col = place % tilesX * TILE;
      transform(frame, x, x.ref.at(frame, image), row - top, col - left, c, i * x.block);
      transform(frame, dy, dy.ref.at(frame, image), row, col, f, gradientsAt() + i * dy.block);
    }
    for (int plane = 0; plane < PLANES; plane++) {
      product.run(
          count, frame.scratch, plane * x.plane, frame.scratch, gradientsAt() + plane * dy.plane, frame.scratch,
          sumsAt() + plane * sumPlane);
    }
  }

  private void transform(Frame frame, Image from, int image, int row, int col, int channel, int to) {
    int n = from.count(channel);
    float[] pixels = from.ref.array(frame);
    if (row >= 0 && col >= 0 && row + from.patch <= from.h && col + from.patch <= from.w) {
      int at = image + (row * from.w + col) * from.pitch + channel;
      transform(frame, from, n, pixels, at, from.w * from.pitch, from.pitch, to);
      return;
    }
    int patch = patchAt();
    Arrays.fill(frame.scratch, patch, patch + from.patch * from.patch * from.block, 0f);
    for (int r = Math.max(0, row); r < Math.min(from.h, row + from.patch); r++) {
      for (int s = Math.max(0, col); s < Math.min(from.w, col + from.patch); s++) {
        System.arraycopy(
            pixels, image + (r * from.w + s) * from.pitch + channel,
            frame.scratch, patch + ((r - row) * from.patch + s - col) * from.block, n);
      }
    }
    transform(frame, from, n, frame.scratch, patch, from.patch * from.block, from.block, to);
  }

  private void transform(
      Frame frame, Image from, int n, float[] pixels, int at, int row, int pixel, int to) {
    if (from.patch == PATCH) {
      kernels.winogradInput(n, pixels, at, row, pixel, frame.scratch, to, from.plane, frame.scratch, roomAt());
    } else {
      kernels.winogradOutputGrad(n, pixels, at, row, pixel, frame.scratch, to, from.plane, frame.scratch, roomAt());
    }
  }
}
