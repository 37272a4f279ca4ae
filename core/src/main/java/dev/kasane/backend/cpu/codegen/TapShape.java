package dev.kasane.backend.cpu.codegen;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import dev.kasane.backend.cpu.kernel.Lanes;

/**
 * Sums of a kernel's gradient, lane by lane, for some columns of a window: all are held in registers while images pass,
 * and several rows of dy at a time meet each row of x they have a product with.
 *
 * <pre>{@code
 * Y[(r * width + i) * n + lane] += Σ_image Σ_t X[r*xRow + i*xTap + t*xRow*stride + lane] · DY[t*dyRow + lane]
 * }</pre>
 *
 * @param height window rows
 * @param columns window columns in these sums
 * @param width window columns in all
 * @param n lanes of all parts, the distance of sums
 * @param terms rows of dy
 * @param xRow distance of rows of x that neighbouring window rows see
 * @param xTap distance of what neighbouring window columns see
 * @param xStep distance of rows of x that neighbouring rows of dy see, a multiple of {@code xRow}
 * @param dyRow distance of rows of dy
 * @param xImage distance of images of x
 * @param dyImage distance of images of dy
 * @param half whether a vector is half a vector wide
 * @param skip first lanes of dy that another part has counted
 */
record TapShape(
    int height, int columns, int width, int n, int terms, int xRow, int xTap, int xStep, int dyRow, int xImage,
    int dyImage, boolean half, int skip) {

  /** Registers for sums, for rows of dy, and for what is read. */
  private static final int REGISTERS = Lanes.MANY_REGISTERS ? 30 : 14;

  /** As many multiplications as a method may have written out, lest HotSpot's first compiler refuse it. */
  private static final int UNROLLED = 96;

  private static final int TILES = 1;
  private static final int X = 3;
  private static final int XO = 4;
  private static final int DY = 5;
  private static final int DYO = 6;
  private static final int Y = 7;
  private static final int YO = 8;

  /** The most sums of a kernel. */
  static int mostSums() {
    return REGISTERS / 2;
  }

  /** The kernel: tiles are images, A is x, B is dy, C the sums. */
  TileKernel kernel() {
    return HiddenKernels.get(
        this,
        TileKernel.class,
        builder -> builder.withMethodBody("run", TileShape.RUN, ACC_PUBLIC, code -> write(new VectorCode(code))),
        kernel -> WarmUp.add(cold(kernel)));
  }

  private int lanes() {
    return half ? Lanes.COUNT / 2 : Lanes.COUNT;
  }

  private WarmUp.Cold cold(TileKernel kernel) {
    return new WarmUp.Cold(
        kernel, 1, (terms - 1) * xStep + (height - 1) * xRow + (columns - 1) * xTap + lanes(), 0,
        (terms - 1) * dyRow + lanes(), 0, ((height - 1) * width + columns - 1) * n + lanes(),
        2 * terms * height * columns);
  }

  /** Rows of dy at a time, of which those left over at the end are written out once more. */
  private int rows() {
    int sums = height * columns;
    int rows = Math.clamp(REGISTERS - 1 - sums, 1, terms);
    while (rows > 1 && (rows + terms % rows) * sums > UNROLLED) {
      rows--;
    }
    return rows;
  }

  private void write(VectorCode whole) {
    VectorCode to = half ? whole.half() : whole;
    to.unknownOne(TILES);
    int image = to.integer();
    int round = to.integer();
    int imageX = to.integer();
    int imageDy = to.integer();
    int x = to.integer();
    int dy = to.integer();
    int mask = skip > 0 ? to.vector() : -1;
    int[] sums = new int[height * columns];
    if (skip > 0) {
      to.firstLanes(skip).into(mask);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = to.vector();
      to.load(Y, YO, place(i)).into(sums[i]);
    }
    int rows = rows();
    to.loop(
        image,
        () -> to.code.iload(TILES),
        () -> {
          to.linear(imageX, XO, image, xImage);
          to.linear(imageDy, DYO, image, dyImage);
          to.loop(
              round,
              terms / rows,
              () -> {
                to.linear(x, imageX, round, rows * xStep);
                to.linear(dy, imageDy, round, rows * dyRow);
                products(to, sums, rows, x, dy, mask);
              });
          if (terms % rows > 0) {
            to.code.iload(imageX).istore(x);
            to.code.iload(imageDy).istore(dy);
            to.move(x, terms / rows * rows * xStep);
            to.move(dy, terms / rows * rows * dyRow);
            products(to, sums, terms % rows, x, dy, mask);
          }
        });
    for (int i = 0; i < sums.length; i++) {
      to.store(sums[i], Y, YO, place(i));
    }
    to.code.return_();
  }

  private int place(int sum) {
    return (sum / columns * width + sum % columns) * n;
  }

  /** The products of so many rows of dy with all rows of x that they meet. */
  private void products(VectorCode to, int[] sums, int rows, int x, int dy, int mask) {
    int[] gradients = new int[rows];
    for (int t = 0; t < rows; t++) {
      gradients[t] = to.vector();
      to.load(DY, dy, t * dyRow);
      if (skip > 0) {
        to.without(mask);
      }
      to.into(gradients[t]);
    }
    int element = to.vector();
    int step = xStep / xRow;
    for (int row = 0; row < (rows - 1) * step + height; row++) {
      for (int i = 0; i < columns; i++) {
        boolean loaded = false;
        for (int t = 0; t < rows; t++) {
          int r = row - t * step;
          if (r < 0 || r >= height) {
            continue;
          }
          if (!loaded) {
            to.load(X, x, i * xTap).into(element);
            loaded = true;
          }
          to.fma(element, gradients[t], sums[r * columns + i]);
        }
      }
      to.advance(x, xRow);
    }
  }
}
