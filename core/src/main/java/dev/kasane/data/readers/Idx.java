package dev.kasane.data.readers;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageDataset;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array in the IDX format, in which MNIST is published: two zero bytes, a type, the number of axes, the axis sizes
 * as big-endian 32-bit numbers, then the elements, row-major. Files may be packed with gzip.
 *
 * @param file where it was read from
 * @param type the elements' type in the file
 * @param shape axis sizes
 * @param bytes the elements as they stand in the file
 */
public record Idx(Path file, IdxType type, Shape shape, byte[] bytes) {

  private static final int IMAGE_AXES = 3;

  /**
   * Reads a file of any IDX type.
   *
   * @throws DataException if it is missing, no IDX file, cut short, or longer than its header says
   */
  public static Idx read(Path file) {
    try (ByteSource source = ByteSource.open(file)) {
      return read(source);
    }
  }

  private static Idx read(ByteSource source) {
    String where = source.file().toString();
    byte[] magic = source.upTo(4);
    IdxType type = magic.length == 4 && magic[0] == 0 && magic[1] == 0 ? type(magic[2]) : null;
    if (type == null || magic[3] < 1) {
      throw new DataException(
          where,
          "an IDX file: 00 00, a type from 08 to 0e, the number of axes",
          magic.length == 0 ? "an empty file" : "first bytes " + HexFormat.ofDelimiter(" ").formatHex(magic),
          "Check that this is the file you meant; web pages saved in its place begin with 3c.");
    }
    int axes = magic[3];
    byte[] sizes = source.upTo(4 * axes);
    if (sizes.length < 4 * axes) {
      throw cutShort(where, axes + " axis sizes", sizes.length / 4 + " of them");
    }
    int[] dims = new int[axes];
    ByteBuffer.wrap(sizes).asIntBuffer().get(dims);
    long length = declaredLength(where, dims, type);
    long possible = source.atMostAfter(4L + sizes.length);
    String declared = length + " bytes of elements for axis sizes " + Arrays.toString(dims);
    if (length > possible) {
      throw cutShort(where, declared, (source.packed() ? "at most " : "") + Math.max(0, possible) + " bytes");
    }
    ByteSource.requireMemory(where, length);
    byte[] bytes = source.upTo((int) length);
    if (bytes.length < length) {
      throw cutShort(where, declared, bytes.length + " bytes");
    }
    if (!source.atEnd()) {
      throw new DataException(
          where, declared, "more bytes behind them", "The header and the contents disagree: fetch the file again.");
    }
    return new Idx(source.file(), type, Shape.of(dims), bytes);
  }

  private static @Nullable IdxType type(byte code) {
    for (IdxType type : IdxType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    return null;
  }

  private static long declaredLength(String where, int[] dims, IdxType type) {
    long length = type.bytes();
    for (int dim : dims) {
      if (dim < 1) {
        throw new DataException(
            where,
            "axis sizes of at least 1",
            "axis sizes " + Arrays.toString(dims),
            "The file is empty or damaged: fetch it again.");
      }
      // Saturates: anything near the top is refused by the comparison with the real length.
      length = length > Long.MAX_VALUE / dim ? Long.MAX_VALUE : length * dim;
    }
    return length;
  }

  private static DataException cutShort(String where, String expected, String received) {
    return new DataException(
        where, expected, received, "The file is cut short or its header is damaged: copy or download it again.");
  }

  /** The elements as floats under {@link #shape}. */
  public Tensor toTensor() {
    Tensor tensor = Tensor.zeros(shape);
    float[] values = tensor.data();
    ByteBuffer data = ByteBuffer.wrap(bytes);
    for (int i = 0; i < values.length; i++) {
      values[i] = type.value(data, i);
    }
    return tensor;
  }

  /**
   * Reads a file of images and the file of their labels.
   *
   * @param images unsigned bytes, {@code (count, height, width)} or {@code (count, height, width, channels)}
   * @param labels unsigned bytes, {@code (count)}
   * @param classNames names by class index, at least one: a label beyond them is an error
   * @throws DataException if a file cannot be used, the two were swapped, their counts differ, or a label has no name
   */
  public static ImageDataset readImages(Path images, Path labels, List<String> classNames) {
    Idx pictures = read(images);
    if (pictures.shape.rank() == 1) {
      throw new DataException(
          images.toString(),
          "an image file, (count, height, width)",
          "a label file, " + pictures.shape,
          "Did you swap the image file and the label file?");
    }
    pictures.requireBytes("(count, height, width)", IMAGE_AXES, IMAGE_AXES + 1);
    Idx classes = read(labels);
    if (classes.shape.rank() >= IMAGE_AXES) {
      throw new DataException(
          labels.toString(),
          "a label file, (count)",
          "an image file, " + classes.shape,
          "Did you swap the image file and the label file, or name the image file twice?");
    }
    classes.requireBytes("(count)", 1, 1);
    requireSameCount(pictures, classes);
    Shape each = pictures.shape.dropFirst();
    Shape image = each.rank() == 2 ? Shape.of(each.dim(0), each.dim(1), 1) : each;
    return new ImageDataset(image, pictures.bytes, classes.labels(classNames.size()), classNames);
  }

  private void requireBytes(String expected, int fewestAxes, int mostAxes) {
    if (type != IdxType.UNSIGNED_BYTE || shape.rank() < fewestAxes || shape.rank() > mostAxes) {
      throw new DataException(
          file.toString(),
          "unsigned bytes of shape " + expected,
          type + " of shape " + shape,
          "Check that this is the file you meant.");
    }
  }

  private static void requireSameCount(Idx images, Idx labels) {
    int count = images.shape.dim(0);
    if (labels.shape.dim(0) != count) {
      throw new DataException(
          labels.file.toString(),
          count + " labels, one for each image of " + images.file,
          labels.shape.dim(0) + " labels",
          "Take both files from the same part: training images with training labels, test with test.");
    }
  }

  private int[] labels(int classes) {
    int[] labels = new int[bytes.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bytes[i] & 0xFF;
      if (labels[i] >= classes) {
        throw new DataException(
            file.toString(),
            "labels in 0 to " + (classes - 1),
            "label " + labels[i] + " at position " + i,
            "The file is damaged or belongs to another dataset.");
      }
    }
    return labels;
  }
}
