package dev.kasane.backend.reference;

/**
 * Operations with indices among their inputs. An index counts when it is a whole number within range; any other names
 * no row, and is skipped.
 */
final class GatherReference {

  private GatherReference() {}

  static double[] gather(double[] table, int rows, double[] indices) {
    int width = table.length / rows;
    double[] y = new double[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      if (isRow(indices[i], rows)) {
        System.arraycopy(table, (int) indices[i] * width, y, i * width, width);
      }
    }
    return y;
  }

  static double[] scatterAdd(double[] indices, double[] dy, int rows) {
    int width = dy.length / indices.length;
    double[] table = new double[rows * width];
    for (int i = 0; i < indices.length; i++) {
      if (isRow(indices[i], rows)) {
        for (int j = 0; j < width; j++) {
          table[(int) indices[i] * width + j] += dy[i * width + j];
        }
      }
    }
    return table;
  }

  static double[] oneHot(double[] indices, int depth) {
    double[] y = new double[indices.length * depth];
    for (int i = 0; i < indices.length; i++) {
      if (isRow(indices[i], depth)) {
        y[i * depth + (int) indices[i]] = 1;
      }
    }
    return y;
  }

  private static boolean isRow(double index, int rows) {
    return index >= 0 && index < rows && index == Math.rint(index);
  }
}
