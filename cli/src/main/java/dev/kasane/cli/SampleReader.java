package dev.kasane.cli;

import dev.kasane.data.DataException;
import dev.kasane.data.readers.Images;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a model shall judge: an image, or JSON such as {@code {"shape":[28,28,1],"values":[0, 0.5, ...]}}. */
final class SampleReader {

  /** Larger JSON files are refused: nobody types them, and they are held in memory several times. */
  private static final long LARGEST_JSON = 256L << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SampleReader() {}

  /**
   * Reads samples.
   *
   * @param sample the shape that the model expects of one sample
   * @return {@code (n, ...)} with n at least 1
   * @throws DataException if the file cannot be used
   */
  static Tensor read(Path file, Shape sample) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file.toString(),
          "a PNG or JPEG image or a JSON file",
          Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "no regular file" : "no such file",
          "Check the path.");
    }
    return isJson(file) ? json(file, sample) : image(file, sample);
  }

  private static Tensor image(Path file, Shape sample) {
    if (sample.rank() != 3 || (sample.last() != 1 && sample.last() != 3)) {
      throw new DataException(
          file.toString(),
          "JSON with values of shape " + sample + ", because the model's input is no image",
          "a file that is no JSON",
          "Write {\"shape\": " + Arrays.toString(sample.dims()) + ", \"values\": [...]}.");
    }
    return Images.read(file, sample).reshape(sample.prepend(1));
  }

  /** JSON is told by its first character; no image format begins like that. */
  static boolean isJson(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(64);
      String text = new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
      return text.startsWith("{") || text.startsWith("[") || name(file).endsWith(".json");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static Tensor json(Path file, Shape sample) {
    JsonNode root;
    try {
      if (Files.size(file) > LARGEST_JSON) {
        throw new DataException(
            file.toString(),
            "JSON of at most " + LARGEST_JSON + " bytes",
            Files.size(file) + " bytes",
            "Split the samples over several files.");
      }
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (JacksonException e) {
      throw new DataException(
          file.toString(),
          "JSON such as {\"shape\": [28, 28, 1], \"values\": [...]}",
          "a syntax error in line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + " ("
              + firstSentence(e.getOriginalMessage()) + ")",
          "Correct it; NaN and infinities are no JSON.",
          e);
    }
    Shape shape = shape(file, root.get("shape"), sample);
    return Tensor.of(shape, values(file, root.get("values"), shape));
  }

  /** The shape in the file: that of a sample, or of several samples with their count in front. */
  private static Shape shape(Path file, @Nullable JsonNode node, Shape sample) {
    String expected =
        "\"shape\": " + Arrays.toString(sample.dims()) + " as the model needs it, or [n, ...] for n samples";
    if (node == null || !node.isArray()) {
      throw new DataException(file.toString(), expected, node == null ? "no shape" : node.toString(), "Add it.");
    }
    int extra = node.size() - sample.rank();
    boolean fits = extra == 0 || extra == 1;
    for (int axis = 0; fits && axis < node.size(); axis++) {
      JsonNode size = node.get(axis);
      fits = size.isInt() && (axis < extra ? size.intValue() >= 1 : size.intValue() == sample.dim(axis - extra));
    }
    long count = fits && extra == 1 ? node.get(0).intValue() : 1;
    if (!fits || count * sample.size() > Integer.MAX_VALUE) {
      throw new DataException(file.toString(), expected, "\"shape\": " + abridged(node.toString()),
          "Give values of that shape, row by row, or use another model.");
    }
    return sample.prepend((int) count);
  }

  private static float[] values(Path file, @Nullable JsonNode node, Shape shape) {
    String expected = "\"values\": an array of " + shape.size() + " numbers, row by row, for shape " + shape;
    if (node == null || !node.isArray()) {
      throw new DataException(file.toString(), expected, node == null ? "no values" : abridged(node.toString()),
          "Add them.");
    }
    if (node.size() != shape.size()) {
      throw new DataException(file.toString(), expected, node.size() + " values", "Correct values or shape.");
    }
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.get(i);
      values[i] = value.isNumber() ? (float) value.doubleValue() : Float.NaN;
      if (!Float.isFinite(values[i])) {
        throw new DataException(file.toString(), "finite numbers in \"values\"",
            abridged(value.toString()) + " at position " + i, "Correct that value.");
      }
    }
    return values;
  }

  private static DataException unreadable(Path file, IOException e) {
    return new DataException(file.toString(), "a file that can be read", Failures.reason(e), "Check its rights.", e);
  }

  private static String firstSentence(String text) {
    String line = text.lines().findFirst().orElse("");
    int end = line.indexOf(": expected");
    return abridged(end > 0 ? line.substring(0, end) : line);
  }

  private static String abridged(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
