package dev.kasane.backend.reference;

import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations that put elements elsewhere and change none. */
final class MoveReference {

  private MoveReference() {}

  static double[] transpose(List<Integer> permutation, double[] x, Shape from, Shape to) {
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      int[] index = Index.of(i, to);
      int[] source = new int[index.length];
      for (int axis = 0; axis < index.length; axis++) {
        source[permutation.get(axis)] = index[axis];
      }
      y[i] = x[Index.position(source, from)];
    }
    return y;
  }

  static double[] broadcastTo(double[] x, Shape from, Shape to) {
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[Index.broadcastPosition(Index.of(i, to), from)];
    }
    return y;
  }

  static double[] concat(int axis, Node node, double[][] in) {
    double[] y = new double[node.shape().size()];
    int start = 0;
    for (int part = 0; part < in.length; part++) {
      Shape from = node.input(part).shape();
      for (int i = 0; i < in[part].length; i++) {
        int[] index = Index.of(i, from);
        index[axis] += start;
        y[Index.position(index, node.shape())] = in[part][i];
      }
      start += from.dim(axis);
    }
    return y;
  }

  static double[] slice(List<Integer> starts, double[] x, Shape from, Shape to) {
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[Index.position(shifted(Index.of(i, to), starts), from)];
    }
    return y;
  }

  static double[] pad(Op.Pad pad, double[] x, Shape from, Shape to) {
    double[] y = new double[to.size()];
    Arrays.fill(y, pad.value());
    for (int i = 0; i < x.length; i++) {
      y[Index.position(shifted(Index.of(i, from), pad.before()), to)] = x[i];
    }
    return y;
  }

  private static int[] shifted(int[] index, List<Integer> by) {
    for (int axis = 0; axis < index.length; axis++) {
      index[axis] += by.get(axis);
    }
    return index;
  }
}
