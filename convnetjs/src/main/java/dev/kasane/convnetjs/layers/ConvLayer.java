package dev.kasane.convnetjs.layers;

import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.ParamsAndGrads;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.Vol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Convolution without flipping (cross-correlation): each filter is moved over width and height and multiplied with what
 * lies under it; what lies outside counts as 0. An incomplete last window is dropped.
 *
 * <p>Sums run row by row, in {@link Mode#FAITHFUL_NPM} column by column, as the two versions of ConvNetJS do.
 */
public final class ConvLayer extends Layer {

  private final Window2d window;
  private final Filters weights;

  /** Makes one with these weights: a filter of the window's size and the input's depth for each output depth. */
  public ConvLayer(Size in, Window2d window, Filters weights, Mode mode) {
    super("conv", in, window.out(in, weights.filters().size()), mode);
    this.window = window;
    this.weights = weights;
  }

  /** The width of the filters. */
  public int sx() {
    return window.sx();
  }

  /** The height of the filters. */
  public int sy() {
    return window.sy();
  }

  /** How far the filters move. */
  public int stride() {
    return window.stride();
  }

  /** How many zeros are thought around the input. */
  public int pad() {
    return window.pad();
  }

  /** One volume of weights for each output depth. */
  public List<Vol> filters() {
    return weights.filters();
  }

  /** One bias for each filter. */
  public Vol biases() {
    return weights.biases();
  }

  /** Weights, biases and what their decay is multiplied by. */
  public Filters parameters() {
    return weights;
  }

  /** What the trainer's L1 decay is multiplied by. */
  public double l1DecayMul() {
    return weights.l1DecayMul();
  }

  /** What the trainer's L2 decay is multiplied by. */
  public double l2DecayMul() {
    return weights.l2DecayMul();
  }

  @Override
  Vol compute(Vol v, boolean isTraining) {
    Vol out = blank();
    double[] x = Sizes.padded(v.w(), readable(v));
    double[] y = out.w();
    double[] b = biases().read();
    int positions = positions();
    for (int d = 0; d < outDepth(); d++) {
      double[] f = filters().get(d).read();
      for (int n = 0; n < positions; n++) {
        int ax = column(n);
        int ay = row(n);
        double sum = dot(f, x, v, ax * stride() - pad(), ay * stride() - pad());
        y[(outSx() * ay + ax) * outDepth() + d] = sum + b[d];
      }
    }
    return out;
  }

  @Override
  public void backward() {
    Vol v = in("backward");
    double[] x = Sizes.padded(v.w(), readable(v));
    double[] dx = v.zeroGrad();
    boolean beyond = x.length > dx.length;
    double[] sums = beyond ? Arrays.copyOf(dx, x.length) : dx;
    double[] dy = out("backward").dw();
    double[] db = biases().dw();
    int positions = positions();
    for (int d = 0; d < outDepth(); d++) {
      Vol filter = filters().get(d);
      for (int n = 0; n < positions; n++) {
        int ax = column(n);
        int ay = row(n);
        double g = dy[(outSx() * ay + ax) * outDepth() + d];
        spread(filter, x, sums, v, ax * stride() - pad(), ay * stride() - pad(), g);
        db[d] += g;
      }
    }
    if (beyond) {
      System.arraycopy(sums, 0, dx, 0, dx.length);
    }
  }

  @Override
  public List<ParamsAndGrads> getParamsAndGrads() {
    return weights.paramsAndGrads();
  }

  @Override
  public Map<String, Object> toJSON() {
    Map<String, Object> json = super.toJSON();
    json.put("sx", sx());
    json.put("sy", sy());
    json.put("stride", stride());
    json.put("in_depth", in().depth());
    json.put("pad", pad());
    weights.toJson(json);
    return json;
  }

  /** The filter with what lies under it at column x0 and row y0, added in the order of the mode. */
  private double dot(double[] f, double[] x, Vol v, int x0, int y0) {
    int depth = in().depth();
    int fromX = Math.max(0, -x0);
    int toX = Math.min(sx(), v.sx() - x0);
    int fromY = Math.max(0, -y0);
    int toY = Math.min(sy(), v.sy() - y0);
    double sum = 0;
    if (byColumns()) {
      for (int fx = fromX; fx < toX; fx++) {
        for (int fy = fromY; fy < toY; fy++) {
          sum = row(sum, f, (sx() * fy + fx) * depth, x, (v.sx() * (y0 + fy) + x0 + fx) * v.depth(), depth);
        }
      }
    } else {
      for (int fy = fromY; fy < toY; fy++) {
        for (int fx = fromX; fx < toX; fx++) {
          sum = row(sum, f, (sx() * fy + fx) * depth, x, (v.sx() * (y0 + fy) + x0 + fx) * v.depth(), depth);
        }
      }
    }
    return sum;
  }

  private static double row(double sum, double[] f, int fi, double[] x, int xi, int n) {
    double s = sum;
    for (int d = 0; d < n; d++) {
      s += f[fi + d] * x[xi + d];
    }
    return s;
  }

  /** Adds a gradient's share to each weight and each number under the window; each place is met once. */
  private void spread(Vol filter, double[] x, double[] dx, Vol v, int x0, int y0, double g) {
    double[] f = filter.read();
    double[] df = filter.dw();
    int depth = in().depth();
    int toX = Math.min(sx(), v.sx() - x0);
    int toY = Math.min(sy(), v.sy() - y0);
    for (int fy = Math.max(0, -y0); fy < toY; fy++) {
      for (int fx = Math.max(0, -x0); fx < toX; fx++) {
        int xi = (v.sx() * (y0 + fy) + x0 + fx) * v.depth();
        int fi = (sx() * fy + fx) * depth;
        for (int d = 0; d < depth; d++) {
          df[fi + d] += x[xi + d] * g;
          dx[xi + d] += f[fi + d] * g;
        }
      }
    }
  }

  private boolean byColumns() {
    return mode() == Mode.FAITHFUL_NPM;
  }

  private int positions() {
    return outSx() > 0 && outSy() > 0 ? outSx() * outSy() : 0;
  }

  private int column(int n) {
    return byColumns() ? n / outSy() : n % outSx();
  }

  private int row(int n) {
    return byColumns() ? n % outSy() : n / outSx();
  }

  /** How far into a volume's numbers the filters may read: beyond its end if it is less deep than they are. */
  private long readable(Vol v) {
    return v.length() + (long) Math.max(0, in().depth() - v.depth());
  }
}
