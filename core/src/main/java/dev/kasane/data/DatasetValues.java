package dev.kasane.data;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What {@link Dataset} does with all its values at once: gather, check, hash. */
final class DatasetValues {

  private DatasetValues() {}

  static Tensor gather(Dataset data, int field) {
    Shape each = data.fieldShape(field);
    Tensor all = Tensor.zeros(each.prepend(data.size()));
    for (int i = 0; i < data.size(); i++) {
      data.read(i, field, all.data(), i * each.size());
    }
    return all;
  }

  static void checkFinite(Dataset data) {
    for (int field = 0; field < data.fieldCount(); field++) {
      Shape shape = data.fieldShape(field);
      float[] values = new float[shape.size()];
      for (int i = 0; i < data.size(); i++) {
        data.read(i, field, values, 0);
        int bad = firstNotFinite(values);
        if (bad >= 0) {
          throw new DataException(
              "Sample " + i + ", " + fieldName(data, field) + ", position " + position(shape, bad),
              "a finite number",
              String.valueOf(values[bad]),
              "Remove the sample or fill in the value before training.");
        }
      }
    }
  }

  private static int firstNotFinite(float[] values) {
    // x * 0 is 0 for a finite x and NaN otherwise, so one sum tells for all of them without a branch each.
    float sum = 0;
    for (float value : values) {
      sum += value * 0f;
    }
    if (sum == 0) {
      return -1;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  private static String fieldName(Dataset data, int field) {
    int inputs = data.inputShapes().size();
    return field < inputs ? "input " + field : "target " + (field - inputs);
  }

  private static String position(Shape shape, int flat) {
    int[] strides = shape.strides();
    StringBuilder text = new StringBuilder("(");
    int rest = flat;
    for (int axis = 0; axis < strides.length; axis++) {
      text.append(axis == 0 ? "" : ", ").append(rest / strides[axis]);
      rest %= strides[axis];
    }
    return text.append(')').toString();
  }

  static void checkLabels(Dataset data, int classes) {
    if (data.targetShapes().isEmpty() || data.targetShapes().getFirst().size() != 1) {
      throw new DataException(
          "Target 0",
          "a class index, shape ()",
          "target shapes " + data.targetShapes(),
          "Supply class indices, or choose a loss for vectors.");
    }
    float[] label = new float[1];
    for (int i = 0; i < data.size(); i++) {
      data.read(i, data.inputShapes().size(), label, 0);
      label(label[0], i, classes);
    }
  }

  /** The label as a class index; throws when it is not one. */
  static int label(float value, int sample, int classes) {
    int label = (int) value;
    if (label != value || label < 0 || label >= classes) {
      throw badLabel(sample, value, classes);
    }
    return label;
  }

  static DataException badLabel(int sample, float value, int classes) {
    String text = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    String range = classes == Integer.MAX_VALUE ? "0 or above" : "in 0 to " + (classes - 1);
    return new DataException(
        "Sample " + sample,
        "a label that is a whole number " + range,
        "label " + text,
        "Correct the label, or give the model as many classes as the data has.");
  }

  static String hash(Dataset data) {
    MessageDigest digest = sha256();
    digest.update(
        (data.size() + " " + data.inputShapes() + " " + data.targetShapes()).getBytes(StandardCharsets.UTF_8));
    for (int field = 0; field < data.fieldCount(); field++) {
      float[] values = new float[data.fieldShape(field).size()];
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < data.size(); i++) {
        data.read(i, field, values, 0);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each JDK has SHA-256", e);
    }
  }
}
