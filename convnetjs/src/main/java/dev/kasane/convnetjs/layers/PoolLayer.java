package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.Map;

/**
 * The largest number under a window, for each depth; padding is passed over and the first of equals, column by column,
 * wins. An incomplete last window is dropped.
 *
 * <p>A window that lies in the padding altogether gives 0 without a gradient. The faithful modes begin each search at
 * -99999: that is what such a window gives, and smaller numbers are not seen.
 */
public final class PoolLayer extends Layer {

  private static final int NONE = -1;
  private static final double SMALLEST_AS_WRITTEN = -99999;

  private final Window2d window;
  private int[] switches = {};

  /** Makes one. */
  public PoolLayer(Size in, Window2d window, Mode mode) {
    window.require("pool");
    super("pool", in, window.out(in, in.depth()), mode);
    this.window = window;
  }

  /** The width of the window. */
  public int sx() {
    return window.sx();
  }

  /** The height of the window. */
  public int sy() {
    return window.sy();
  }

  /** How far the window moves. */
  public int stride() {
    return window.stride();
  }

  /** How far the window may begin outside. */
  public int pad() {
    return window.pad();
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = blank();
    double[] y = out.w();
    int depth = outDepth();
    double[] x = Sizes.padded(v.w(), v.length() + (long) Math.max(0, depth - v.depth()));
    switches = new int[y.length];
    for (int ay = 0; ay < outSy(); ay++) {
      for (int ax = 0; ax < outSx(); ax++) {
        for (int d = 0; d < depth; d++) {
          int to = (outSx() * ay + ax) * depth + d;
          int winner = winner(x, v, ax * stride() - pad(), ay * stride() - pad(), d);
          switches[to] = winner;
          y[to] = winner != NONE ? x[winner] : faithful() ? SMALLEST_AS_WRITTEN : 0;
        }
      }
    }
    return out;
  }

  @Override
  public void backward() {
    double[] dy = out("backward").dw();
    double[] dx = in("backward").zeroGrad();
    // Windows may overlap: the order of these sums is ConvNetJS's, columns before rows.
    for (int d = 0; d < outDepth(); d++) {
      for (int ax = 0; ax < outSx(); ax++) {
        for (int ay = 0; ay < outSy(); ay++) {
          int from = (outSx() * ay + ax) * outDepth() + d;
          int winner = switches[from];
          if (winner >= 0 && winner < dx.length) {
            dx[winner] += dy[from];
          }
        }
      }
    }
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("sx", sx());
    json.put("sy", sy());
    json.put("stride", stride());
    json.put("in_depth", in().depth());
    json.put("pad", pad());
    return json;
  }

  private int winner(double[] x, Vol v, int x0, int y0, int d) {
    int winner = NONE;
    double best = faithful() ? SMALLEST_AS_WRITTEN : Double.NEGATIVE_INFINITY;
    for (int ox = Math.max(0, x0); ox < Math.min(v.sx(), x0 + sx()); ox++) {
      for (int oy = Math.max(0, y0); oy < Math.min(v.sy(), y0 + sy()); oy++) {
        int at = (v.sx() * oy + ox) * v.depth() + d;
        boolean first = !faithful() && winner == NONE;
        boolean nan = !faithful() && Double.isNaN(x[at]) && !Double.isNaN(best);
        if (first || nan || x[at] > best) {
          best = x[at];
          winner = at;
        }
      }
    }
    return winner;
  }
}
