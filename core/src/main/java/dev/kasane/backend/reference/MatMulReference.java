package dev.kasane.backend.reference;

import dev.kasane.graph.Op;
import dev.kasane.tensor.Shape;

/** Matrix products, one for each index of the leading axes. */
final class MatMulReference {

  private MatMulReference() {}

  static double[] matMul(Op.MatMul op, double[] a, Shape aShape, double[] b, Shape bShape, Shape shape) {
    int m = shape.dim(-2);
    int n = shape.dim(-1);
    int k = aShape.dim(op.transposeA() ? -2 : -1);
    int aColumns = aShape.dim(-1);
    int bColumns = bShape.dim(-1);
    double[] y = new double[shape.size()];
    for (int batch = 0; batch < shape.size() / (m * n); batch++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int p = 0; p < k; p++) {
            int inA = op.transposeA() ? p * aColumns + i : i * aColumns + p;
            int inB = op.transposeB() ? j * bColumns + p : p * bColumns + j;
            sum += a[batch * m * k + inA] * b[batch * k * n + inB];
          }
          y[(batch * m + i) * n + j] = sum;
        }
      }
    }
    return y;
  }
}
