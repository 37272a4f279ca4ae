package dev.kasane.studio.classify;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.Layer;
import java.util.List;

/** Looks at all places of the plane through a network. */
final class Plane {

  private Plane() {}

  /**
   * What every neuron makes of every place.
   *
   * @param size places along each side
   * @return layer by layer, neuron by neuron, {@code size} rows from the top of the plane to its bottom
   */
  static float[] maps(Net net, List<Feature> features, int size) {
    List<Layer> layers = net.bareLayers();
    int neurons = layers.stream().mapToInt(layer -> (int) layer.out().length()).sum();
    float[] maps = new float[neurons * size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        net.forward(ClassifyWorld.input(features, place(column, size), -place(row, size)));
        int at = row * size + column;
        for (Layer layer : layers) {
          Vol out = layer.outAct();
          if (out != null) {
            for (double value : out.read()) {
              maps[at] = (float) value;
              at += size * size;
            }
          }
        }
      }
    }
    return maps;
  }

  /**
   * The plane as two neurons of a layer see it.
   *
   * @param lines of the grid in each direction
   * @return for each crossing, row by row from the top, both neurons and the class; then both neurons for each point
   */
  static float[] warp(Net net, List<Feature> features, List<Point> points, int layer, int a, int b, int lines) {
    float[] out = new float[3 * lines * lines + 2 * points.size()];
    int at = 0;
    for (int row = 0; row < lines; row++) {
      for (int column = 0; column < lines; column++) {
        net.forward(ClassifyWorld.input(features, line(column, lines), -line(row, lines)));
        out[at++] = value(net, layer, a);
        out[at++] = value(net, layer, b);
        out[at++] = net.getPrediction();
      }
    }
    for (Point point : points) {
      net.forward(ClassifyWorld.input(features, point.x(), point.y()));
      out[at++] = value(net, layer, a);
      out[at++] = value(net, layer, b);
    }
    return out;
  }

  private static float value(Net net, int layer, int neuron) {
    Vol out = net.bareLayers().get(layer).outAct();
    return out == null ? Float.NaN : (float) out.read()[neuron];
  }

  /** The middle of a cell. */
  private static double place(int cell, int size) {
    return Point.RANGE * (2 * (cell + 0.5) / size - 1);
  }

  /** From border to border. */
  private static double line(int index, int lines) {
    return Point.RANGE * (2.0 * index / (lines - 1) - 1);
  }
}
