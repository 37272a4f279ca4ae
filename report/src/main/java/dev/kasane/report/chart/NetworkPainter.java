package dev.kasane.report.chart;

import dev.kasane.report.Text;

/** Draws a {@link NetworkDiagram}, layers from left to right. */
final class NetworkPainter {

  private NetworkPainter() {}

  static void paint(NetworkDiagram diagram, Canvas canvas, Size size) {
    int layers = diagram.sizes().length;
    double[][] xs = new double[layers][];
    double[][] ys = new double[layers][];
    double top = 2.6 * size.font() + 14;
    double bottom = size.height() - 10;
    for (int l = 0; l < layers; l++) {
      int shown = shown(diagram.sizes()[l]).length;
      xs[l] = new double[shown];
      ys[l] = new double[shown];
      double edge = size.isNarrow() ? 45 : 80;
      double x = edge + l * (size.width() - 2 * edge) / (layers - 1);
      double gap = Math.min(36, (bottom - top) / shown);
      for (int i = 0; i < shown; i++) {
        xs[l][i] = x;
        ys[l][i] = (top + bottom) / 2 + (i - (shown - 1) / 2.0) * gap;
      }
    }
    for (int l = 0; l + 1 < layers; l++) {
      lines(diagram, canvas, l, xs, ys);
    }
    for (int l = 0; l < layers; l++) {
      neurons(diagram, canvas, size, l, xs[l], ys[l]);
    }
  }

  /** Indices of the neurons that are drawn; -1 for a gap. */
  private static int[] shown(int neurons) {
    if (neurons <= NetworkDiagram.MOST_SHOWN) {
      int[] all = new int[neurons];
      for (int i = 0; i < neurons; i++) {
        all[i] = i;
      }
      return all;
    }
    return new int[] {0, 1, 2, 3, 4, -1, neurons - 5, neurons - 4, neurons - 3, neurons - 2, neurons - 1};
  }

  private static void lines(NetworkDiagram diagram, Canvas canvas, int l, double[][] xs, double[][] ys) {
    boolean weighted = diagram.weights().length > 0;
    float[][] weights = weighted ? diagram.weights()[l] : new float[0][];
    float largest = 0;
    for (float[] row : weights) {
      for (float weight : row) {
        largest = Float.isFinite(weight) ? Math.max(largest, Math.abs(weight)) : largest;
      }
    }
    int[] from = shown(diagram.sizes()[l]);
    int[] to = shown(diagram.sizes()[l + 1]);
    for (int a = 0; a < from.length; a++) {
      for (int b = 0; b < to.length; b++) {
        if (from[a] < 0 || to[b] < 0) {
          continue;
        }
        if (!weighted) {
          canvas.line(xs[l][a], ys[l][a], xs[l + 1][b], ys[l + 1][b], Ink.Role.AXIS, 0.8, 0.5);
          continue;
        }
        float weight = weights[to[b]][from[a]];
        double share = largest == 0 || !Float.isFinite(weight) ? 0 : Math.abs(weight) / largest;
        canvas.line(xs[l][a], ys[l][a], xs[l + 1][b], ys[l + 1][b],
            weight >= 0 ? Ink.Role.POSITIVE : Ink.Role.NEGATIVE, 0.4 + 3.2 * share, 0.08 + 0.87 * share);
      }
    }
  }

  private static void neurons(
      NetworkDiagram diagram, Canvas canvas, Size size, int l, double[] xs, double[] ys) {
    int[] shown = shown(diagram.sizes()[l]);
    double radius = ys.length > 1 ? Math.clamp((ys[1] - ys[0]) * 0.36, 3, 11) : 11;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] < 0) {
        for (int dot = -1; dot <= 1; dot++) {
          canvas.dot(xs[i], ys[i] + dot * 6, 1.6, Ink.Role.MUTED, null, null);
        }
      } else {
        canvas.dot(xs[i], ys[i], radius, Ink.Role.SURFACE, Ink.Role.TEXT, null);
      }
    }
    // Names of neighbouring layers take turns in two lines where they would touch.
    double line = size.isNarrow() && l % 2 == 1 ? size.font() + 6 : 0;
    canvas.text(xs[0], 14 + line, diagram.layers().get(l), Canvas.Anchor.MIDDLE, size.font(), Ink.Role.TEXT, false);
    if (!size.isNarrow()) {
      canvas.text(xs[0], 14 + size.font() + 4, Text.same(String.valueOf(diagram.sizes()[l])), Canvas.Anchor.MIDDLE,
          size.font(), Ink.Role.MUTED, false);
    }
  }
}
