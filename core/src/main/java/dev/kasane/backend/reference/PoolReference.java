package dev.kasane.backend.reference;

import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Pooling and its derivatives, per image and channel. Elements of the padding are left out; a window that lies wholly
 * in the padding gives 0.
 */
final class PoolReference {

  private final Window2d window;
  private final Shape x;
  private final Shape y;

  PoolReference(Window2d window, Shape x, Shape y) {
    this.window = window;
    this.x = x;
    this.y = y;
  }

  double[] max(double[] image) {
    double[] result = new double[y.size()];
    for (int i = 0; i < result.length; i++) {
      List<Integer> elements = window(i);
      double largest = elements.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
      for (int element : elements) {
        largest = Math.max(largest, image[element]);
      }
      result[i] = largest;
    }
    return result;
  }

  double[] maxGrad(double[] image, double[] dy) {
    double[] dx = new double[x.size()];
    for (int i = 0; i < dy.length; i++) {
      int first = -1;
      for (int element : window(i)) {
        if (first < 0 || image[element] > image[first]) {
          first = element;
        }
      }
      if (first >= 0) {
        dx[first] += dy[i];
      }
    }
    return dx;
  }

  double[] average(boolean countPadding, double[] image) {
    double[] result = new double[y.size()];
    for (int i = 0; i < result.length; i++) {
      List<Integer> elements = window(i);
      for (int element : elements) {
        result[i] += image[element] / count(countPadding, elements);
      }
    }
    return result;
  }

  double[] averageGrad(boolean countPadding, double[] dy) {
    double[] dx = new double[x.size()];
    for (int i = 0; i < dy.length; i++) {
      List<Integer> elements = window(i);
      for (int element : elements) {
        dx[element] += dy[i] / count(countPadding, elements);
      }
    }
    return dx;
  }

  private int count(boolean countPadding, List<Integer> elements) {
    return countPadding ? window.height() * window.width() : elements.size();
  }

  /** Positions in x of the elements under output element {@code i}, row by row. */
  private List<Integer> window(int i) {
    int[] output = Index.of(i, y);
    List<Integer> elements = new ArrayList<>();
    for (int ky = 0; ky < window.height(); ky++) {
      for (int kx = 0; kx < window.width(); kx++) {
        int iy = output[1] * window.strideY() + ky * window.dilationY() - window.top();
        int ix = output[2] * window.strideX() + kx * window.dilationX() - window.left();
        if (iy >= 0 && iy < x.dim(1) && ix >= 0 && ix < x.dim(2)) {
          elements.add(Index.position(new int[] {output[0], iy, ix, output[3]}, x));
        }
      }
    }
    return elements;
  }
}
