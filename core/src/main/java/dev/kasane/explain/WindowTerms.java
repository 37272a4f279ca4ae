package dev.kasane.explain;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Window2d;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Sums and maxima over windows: convolutions, pooling and their derivatives. Images are (n, h, w, c). */
final class WindowTerms {

  private final Origin origin;

  WindowTerms(Origin origin) {
    this.origin = origin;
  }

  /** y[n, oy, ox, f] = Σ x[n, iy, ix, c] k[ky, kx, c', f] over the kernel; padding adds nothing. */
  List<Term> conv(Node y, Op.Conv2d op, int[] at) {
    Node x = y.input(0);
    Node kernel = y.input(1);
    int channels = kernel.shape().dim(2);
    int first = at[3] / (y.shape().dim(3) / op.groups()) * channels;
    List<Term> terms = new ArrayList<>();
    inWindow(op.window(), x.shape(), at[1], at[2], (ky, kx, iy, ix) -> {
      for (int c = 0; c < channels; c++) {
        terms.add(Term.of(cell(x, at[0], iy, ix, first + c), cell(kernel, ky, kx, c, at[3])));
      }
    });
    return terms;
  }

  /** dx[n, iy, ix, c] = Σ k[ky, kx, c', f] dy[n, oy, ox, f] over all outputs whose window holds (iy, ix). */
  List<Term> convInputGrad(Node dx, Op.Conv2dInputGrad op, int[] at) {
    Node kernel = dx.input(0);
    Node dy = dx.input(1);
    int channels = kernel.shape().dim(2);
    int filters = dy.shape().dim(3) / op.groups();
    int first = at[3] / channels * filters;
    List<Term> terms = new ArrayList<>();
    windowsOver(op.window(), dy.shape(), at[1], at[2], (ky, kx, oy, ox) -> {
      for (int f = first; f < first + filters; f++) {
        terms.add(Term.of(cell(kernel, ky, kx, at[3] % channels, f), cell(dy, at[0], oy, ox, f)));
      }
    });
    return terms;
  }

  /** dk[ky, kx, c', f] = Σ x[n, iy, ix, c] dy[n, oy, ox, f] over samples and output positions. */
  List<Term> convKernelGrad(Node dk, Op.Conv2dKernelGrad op, int[] at) {
    Node x = dk.input(0);
    Node dy = dk.input(1);
    int channel = at[3] / (dk.shape().dim(3) / op.groups()) * dk.shape().dim(2) + at[2];
    Window2d w = op.window();
    List<Term> terms = new ArrayList<>();
    for (int n = 0; n < dy.shape().dim(0); n++) {
      for (int oy = 0; oy < dy.shape().dim(1); oy++) {
        for (int ox = 0; ox < dy.shape().dim(2); ox++) {
          int iy = oy * w.strideY() - w.top() + at[0] * w.dilationY();
          int ix = ox * w.strideX() - w.left() + at[1] * w.dilationX();
          if (inside(x.shape(), iy, ix)) {
            terms.add(Term.of(cell(x, n, iy, ix, channel), cell(dy, n, oy, ox, at[3])));
          }
        }
      }
    }
    return terms;
  }

  /** The elements of a pooling's window. */
  List<Cell> window(Node x, Window2d window, int n, int oy, int ox, int channel) {
    List<Cell> cells = new ArrayList<>();
    inWindow(window, x.shape(), oy, ox, (ky, kx, iy, ix) -> cells.add(cell(x, n, iy, ix, channel)));
    return cells;
  }

  /** dx = Σ dy of the windows in which x is the first largest. */
  List<Term> maxPoolGrad(Node dx, Op.MaxPool2dGrad op, int[] at) {
    Node x = dx.input(0);
    Node dy = dx.input(1);
    int own = Cell.index(x.shape(), at);
    List<Term> terms = new ArrayList<>();
    windowsOver(op.window(), dy.shape(), at[1], at[2], (ky, kx, oy, ox) -> {
      List<Cell> cells = window(x, op.window(), at[0], oy, ox, at[3]);
      if (cells.get(winner(cells)).index() == own) {
        terms.add(Term.of(cell(dy, at[0], oy, ox, at[3])));
      }
    });
    return terms;
  }

  static int winner(List<Cell> cells) {
    int winner = 0;
    for (int i = 1; i < cells.size(); i++) {
      if (cells.get(i).value() > cells.get(winner).value()) {
        winner = i;
      }
    }
    return winner;
  }

  List<Term> avgPool(Node y, Op.AvgPool2d op, int[] at) {
    List<Cell> cells = window(y.input(0), op.window(), at[0], at[1], at[2], at[3]);
    double share = 1.0 / (op.countPadding() ? op.window().height() * op.window().width() : cells.size());
    return cells.stream().map(cell -> Term.of(cell).times(share)).toList();
  }

  /** dx = Σ dy / n of the windows that hold x. */
  List<Term> avgPoolGrad(Node dx, Op.AvgPool2dGrad op, int[] at) {
    Node dy = dx.input(0);
    Window2d w = op.window();
    List<Term> terms = new ArrayList<>();
    windowsOver(w, dy.shape(), at[1], at[2], (ky, kx, oy, ox) -> {
      int[] real = {0};
      inWindow(w, op.inputShape(), oy, ox, (a, b, iy, ix) -> real[0]++);
      int count = op.countPadding() ? w.height() * w.width() : real[0];
      terms.add(Term.of(cell(dy, at[0], oy, ox, at[3])).times(1.0 / count));
    });
    return terms;
  }

  private interface Visit {
    void at(int ky, int kx, int y, int x);
  }

  /** Visits the elements of the input that the window of an output holds. */
  private static void inWindow(Window2d w, Shape input, int oy, int ox, Visit visit) {
    for (int ky = 0; ky < w.height(); ky++) {
      for (int kx = 0; kx < w.width(); kx++) {
        int iy = oy * w.strideY() - w.top() + ky * w.dilationY();
        int ix = ox * w.strideX() - w.left() + kx * w.dilationX();
        if (inside(input, iy, ix)) {
          visit.at(ky, kx, iy, ix);
        }
      }
    }
  }

  /** Visits the outputs whose windows hold an element of the input. */
  private static void windowsOver(Window2d w, Shape output, int iy, int ix, Visit visit) {
    for (int ky = 0; ky < w.height(); ky++) {
      for (int kx = 0; kx < w.width(); kx++) {
        int y = iy + w.top() - ky * w.dilationY();
        int x = ix + w.left() - kx * w.dilationX();
        boolean whole = y % w.strideY() == 0 && x % w.strideX() == 0;
        if (whole && inside(output, y / w.strideY(), x / w.strideX()) && y >= 0 && x >= 0) {
          visit.at(ky, kx, y / w.strideY(), x / w.strideX());
        }
      }
    }
  }

  private static boolean inside(Shape image, int y, int x) {
    return y >= 0 && y < image.dim(1) && x >= 0 && x < image.dim(2);
  }

  private Cell cell(Node node, int... at) {
    return origin.cell(node, Cell.index(node.shape(), at));
  }
}
