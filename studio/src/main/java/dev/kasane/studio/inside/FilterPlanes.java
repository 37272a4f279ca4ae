package dev.kasane.studio.inside;

import dev.kasane.nn.layers.Dense;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Inspector;
import java.util.List;

/**
 * A weight as pictures: for each filter or unit a plane for each channel it reads. A dense layer that reads a flattened
 * image shows what it looks for in that image. Element {@code ((y · width + x) · channels + c) · filters + f} of the
 * weight is at (y, x) of plane c of filter f.
 *
 * @param filters how many
 * @param channels planes of a filter
 * @param height rows of a plane
 * @param width columns of a plane
 */
record FilterPlanes(int filters, int channels, int height, int width) {

  private static final int KERNEL = 4;
  private static final int IMAGE = 3;

  /** The planes of a weight of the layer whose output is at a position of the inspector's points. */
  static FilterPlanes of(Inspector inspector, int point, Shape shape) {
    if (shape.rank() == KERNEL) {
      return new FilterPlanes(shape.dim(3), shape.dim(2), shape.dim(0), shape.dim(1));
    }
    if (shape.rank() == 2) {
      Shape image = image(inspector.points(), point);
      if (image != null && image.size() == shape.dim(0)) {
        return new FilterPlanes(shape.dim(1), image.dim(2), image.dim(0), image.dim(1));
      }
      return new FilterPlanes(shape.dim(1), 1, 1, shape.dim(0));
    }
    return new FilterPlanes(1, 1, 1, shape.size());
  }

  /** The image that a dense layer reads, if it was only flattened or passed on; else null. */
  private static @org.jspecify.annotations.Nullable Shape image(List<Inspector.Point> points, int point) {
    Inspector.Point at = points.get(point);
    if (!(at.layer() instanceof Dense)) {
      return null;
    }
    while (at.inputs().size() == 1) {
      Inspector.Point before = points.get(at.inputs().getFirst());
      if (before.shape().rank() == IMAGE) {
        return before.shape();
      }
      boolean sameNumbers = before.shape().equals(at.shape()) || at.layer() instanceof Dense;
      if (!sameNumbers || before.layer() instanceof Dense) {
        return null;
      }
      at = before;
    }
    return null;
  }

  /** Filters that are sent if a page asks for so many. */
  int shown(int wanted) {
    long each = Math.max(1L, (long) channels * height * width);
    return (int) Math.min(Math.min(filters, wanted), Planes.MOST / each);
  }

  /** Copies filters out of a weight. */
  void copy(float[] values, int shown, float[] into, int offset) {
    int size = height * width;
    for (int f = 0; f < shown; f++) {
      for (int c = 0; c < channels; c++) {
        int to = offset + (f * channels + c) * size;
        for (int i = 0; i < size; i++) {
          into[to + i] = values[(i * channels + c) * filters + f];
        }
      }
    }
  }
}
