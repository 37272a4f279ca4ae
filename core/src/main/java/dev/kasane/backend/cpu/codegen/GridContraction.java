package dev.kasane.backend.cpu.codegen;

import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.backend.cpu.kernel.Lanes;
import java.util.ArrayList;
import java.util.List;

/**
 * A contraction whose rows form a grid, such as the pixels of an image or the places of a window: row (y, x) of A begins
 * at {@code y * aw + x * ai}, that of C at {@code (y * width + x) * ci}. All sizes are known, so all kernels are made at
 * once.
 */
public final class GridContraction {

  /** One kernel call: so many tiles from this place on. */
  private record Call(TileKernel kernel, int rows, int tiles, int inA, int inB, int inC) {}

  private final Kernels kernels;
  private final int height;
  private final int width;
  private final int used;
  private final int n;
  private final int ai;
  private final int aw;
  private final int ci;
  private final boolean accumulate;
  private final Call[] calls;
  private final Sum sum;

  /**
   * Makes the kernels.
   *
   * @param used columns that mean something
   * @param n columns with their padding
   * @param ci distance of neighbouring rows of C
   * @param accumulate whether C is added to instead of overwritten
   */
  public GridContraction(
      Kernels kernels, int height, int width, int used, int n, Sum sum, int ai, int aw, int ci, boolean accumulate) {
    this.kernels = kernels;
    this.height = height;
    this.width = width;
    this.used = used;
    this.n = n;
    this.sum = sum;
    this.ai = ai;
    this.aw = aw;
    this.ci = ci;
    this.accumulate = accumulate;
    calls = calls();
  }

  private Call[] calls() {
    List<Call> calls = new ArrayList<>();
    List<Parts.Part> parts = Parts.of(sum);
    for (int j = 0; j + Lanes.COUNT <= n; ) {
      Columns columns = Columns.next(used - j, n - j, sum);
      for (int i = 0; i < parts.size(); i++) {
        Parts.Part part = parts.get(i);
        if (height == 1) {
          addRow(calls, columns, part, j, accumulate || i > 0);
        } else if (2 * width > columns.maxRows()) {
          addStrips(calls, columns, part, j, accumulate || i > 0);
        } else {
          addBands(calls, columns, part, j, accumulate || i > 0);
        }
      }
      j += columns.floats();
    }
    return calls.toArray(Call[]::new);
  }

  /** Tiles of a part of a grid row each, one below the other over the height of the grid. */
  private void addStrips(List<Call> calls, Columns columns, Parts.Part part, int j, boolean accumulate) {
    int count = Math.ceilDiv(width, columns.maxRows());
    int x = 0;
    for (int i = 0; i < count; i++) {
      int rows = width / count + (i < width % count ? 1 : 0);
      TileShape tile =
          new TileShape(rows, rows, columns, part.sum(), ai, 0, aw, ci, width * ci, accumulate);
      calls.add(new Call(tile.kernel(), tile.rows(), height, part.inA() + x * ai, part.inB() + j, x * ci + j));
      x += rows;
    }
  }

  /** Tiles side by side, of two sizes at most. */
  private void addRow(List<Call> calls, Columns columns, Parts.Part part, int j, boolean accumulate) {
    int count = Math.ceilDiv(width, columns.maxRows());
    int larger = width % count;
    int x = 0;
    for (int rows : new int[] {width / count + 1, width / count}) {
      int tiles = rows > width / count ? larger : count - larger;
      if (tiles > 0) {
        TileShape tile =
            new TileShape(rows, rows, columns, part.sum(), ai, 0, rows * ai, ci, rows * ci, accumulate);
        calls.add(new Call(tile.kernel(), tile.rows(), tiles, part.inA() + x * ai, part.inB() + j, x * ci + j));
        x += tiles * rows;
      }
    }
  }

  /** Tiles of several whole grid rows each. */
  private void addBands(List<Call> calls, Columns columns, Parts.Part part, int j, boolean accumulate) {
    int bands = Math.ceilDiv(height, columns.maxRows() / width);
    int larger = height % bands;
    int y = 0;
    for (int rows : new int[] {height / bands + 1, height / bands}) {
      int tiles = rows > height / bands ? larger : bands - larger;
      if (tiles > 0) {
        TileShape tile =
            new TileShape(
                rows * width, width, columns, part.sum(), ai, aw, rows * aw, ci, rows * width * ci, accumulate);
        calls.add(new Call(tile.kernel(), tile.rows(), tiles, part.inA() + y * aw, part.inB() + j, y * width * ci + j));
        y += tiles * rows;
      }
    }
  }

  /** What computes it: the largest tile and the length of a sum. */
  public String kernel() {
    if (calls.length == 0) {
      return "general tiles: rows shorter than a vector";
    }
    int rows = 0;
    for (Call call : calls) {
      rows = Math.max(rows, call.rows);
    }
    return "generated tiles of " + rows + " x " + Columns.next(used, n, sum)
        + (sum.taps() == Sum.OPEN ? "" : ", sums of " + sum.length())
        + (n % Lanes.COUNT == 0 ? "" : "; general tiles for the last " + n % Lanes.COUNT + " columns");
  }

  /** Computes the whole grid; {@code length} counts taps if their number was left open. */
  public void run(int length, float[] a, int ao, float[] b, int bo, float[] c, int co) {
    for (Call call : calls) {
      call.kernel.run(call.tiles, length, a, ao + call.inA, b, bo + call.inB, c, co + call.inC);
    }
    int tail = n % Lanes.COUNT;
    if (tail > 0) {
      int j = n - tail;
      for (int s = 0; s < (sum.taps() == Sum.OPEN ? length : sum.taps()); s++) {
        for (int y = 0; y < height; y++) {
          kernels.contract(
              width, tail, sum.k(), sum.terms(),
              a, ao + y * aw + s * sum.as(), ai, sum.ap(), sum.at(),
              b, bo + j + s * sum.bs(), sum.bp(), sum.bt(),
              c, co + j + y * width * ci, ci, accumulate || s > 0);
        }
      }
    }
  }
}
