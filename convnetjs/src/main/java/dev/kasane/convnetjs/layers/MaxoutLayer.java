package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.Arrays;
import java.util.Map;

/**
 * The largest of each {@code group_size} numbers that follow each other in depth; the first of equals wins. Numbers
 * that are left over when the depth is no multiple of it are ignored. In the faithful modes a loaded layer has room for
 * {@code group_size} winners only, so that the gradients of all other outputs are lost.
 */
public final class MaxoutLayer extends Layer {

  private static final int NONE = -1;

  private final int groupSize;
  private final int kept;
  private int[] switches = {};

  /**
   * Makes one.
   *
   * @param groupSize at least 1
   * @param loaded whether it comes from a file
   */
  public MaxoutLayer(Size in, int groupSize, boolean loaded, Mode mode) {
    super("maxout", in, outSize(in, groupSize), mode);
    this.groupSize = groupSize;
    this.kept = loaded && mode.faithful() ? groupSize : Integer.MAX_VALUE;
  }

  /** How many numbers compete with each other. */
  public int groupSize() {
    return groupSize;
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = blank();
    double[] y = out.w();
    switches = new int[y.length];
    Arrays.fill(switches, NONE);
    int depth = out.depth();
    int positions = Math.min(v.sx() * v.sy(), outSx() * outSy());
    double[] x = Sizes.padded(v.w(), (long) (positions - 1) * v.depth() + (long) depth * groupSize);
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < depth; i++) {
        int winner = winner(x, p * v.depth() + i * groupSize);
        y[p * depth + i] = x[winner];
        int n = number(p, i);
        if (n < kept) {
          switches[n] = winner;
        }
      }
    }
    return out;
  }

  @Override
  public void backward() {
    double[] dy = out("backward").dw();
    double[] dx = in("backward").zeroGrad();
    int depth = outDepth();
    for (int p = 0; p < outSx() * outSy(); p++) {
      for (int i = 0; i < depth; i++) {
        int winner = switches[number(p, i)];
        if (winner >= 0 && winner < dx.length) {
          dx[winner] = dy[p * depth + i];
        }
      }
    }
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("group_size", groupSize);
    return json;
  }

  private int winner(double[] x, int from) {
    int winner = from;
    for (int j = from + 1; j < from + groupSize; j++) {
      if (x[j] > x[winner] || !faithful() && Double.isNaN(x[j]) && !Double.isNaN(x[winner])) {
        winner = j;
      }
    }
    return winner;
  }

  /** The place of an output among the winners: ConvNetJS goes through columns first. */
  private int number(int position, int i) {
    int x = position % outSx();
    int y = position / outSx();
    return (x * outSy() + y) * outDepth() + i;
  }

  private static Size outSize(Size in, int groupSize) {
    if (groupSize < 1) {
      throw new ConvNetException("maxout: group_size: expected a whole number from 1, received " + groupSize);
    }
    return new Size(in.sx(), in.sy(), in.depth() / groupSize);
  }
}
