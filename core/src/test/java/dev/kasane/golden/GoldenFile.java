package dev.kasane.golden;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a peer computed: named tensors and text, read from the safetensors files that {@code conformance/golden} writes.
 * Shares nothing with the library's own reader, so that a mistake there cannot hide here; understands only the JSON
 * that script writes (no spaces, no escapes, F32).
 *
 * @param metadata the text under {@code __metadata__}
 * @param tensors by name, in file order
 */
record GoldenFile(Map<String, String> metadata, Map<String, Tensor> tensors) {

  private static final Pattern METADATA = Pattern.compile("\"__metadata__\":\\{([^{}]*)\\},?");
  private static final Pattern PAIR = Pattern.compile("\"([^\"\\\\]+)\":\"([^\"\\\\]*)\",?");
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([^\"\\\\]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([0-9,]*)\\],\"data_offsets\":\\[(\\d+),(\\d+)\\]\\},?");

  /** Reads {@code golden/NAME.safetensors} from the test resources. */
  static GoldenFile load(String name) throws IOException {
    String path = "/golden/" + name + ".safetensors";
    try (InputStream in = GoldenFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is no test resource; conformance/golden/README.md says how to make it");
      }
      return parse(in.readAllBytes());
    }
  }

  static GoldenFile parse(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long headerSize = file.length < 8 ? -1 : bytes.getLong(0);
    if (headerSize < 2 || headerSize > file.length - 8) {
      throw new IOException("Golden file: header of " + headerSize + " bytes in a file of " + file.length);
    }
    String header = new String(file, 8, (int) headerSize, StandardCharsets.UTF_8).strip();
    if (!header.startsWith("{") || !header.endsWith("}")) {
      throw new IOException("Golden file: header is no JSON object: " + header);
    }
    int dataStart = 8 + (int) headerSize;
    Matcher metadataMatcher = METADATA.matcher(header).region(1, header.length() - 1);
    Map<String, String> metadata = new LinkedHashMap<>();
    int at = 1;
    if (metadataMatcher.lookingAt()) {
      Matcher pair = PAIR.matcher(metadataMatcher.group(1));
      while (pair.find()) {
        metadata.put(pair.group(1), pair.group(2));
      }
      at = metadataMatcher.end();
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(header);
    while (at < header.length() - 1) {
      if (!entry.region(at, header.length() - 1).lookingAt()) {
        throw new IOException("Golden file: cannot read the header from: " + header.substring(at));
      }
      int begin = dataStart + Integer.parseInt(entry.group(3));
      int end = dataStart + Integer.parseInt(entry.group(4));
      tensors.put(entry.group(1), tensor(bytes, entry.group(1), shape(entry.group(2)), begin, end));
      at = entry.end();
    }
    return new GoldenFile(metadata, tensors);
  }

  private static Tensor tensor(ByteBuffer bytes, String name, Shape shape, int begin, int end) throws IOException {
    if (end > bytes.capacity() || end - begin != 4L * shape.size()) {
      throw new IOException(
          "Golden file: " + name + " " + shape + " lies at " + begin + " to " + end + " of " + bytes.capacity());
    }
    float[] values = new float[shape.size()];
    bytes.slice(begin, end - begin).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Tensor.of(shape, values);
  }

  private static Shape shape(String dims) {
    return dims.isEmpty()
        ? Shape.SCALAR
        : Shape.of(Arrays.stream(dims.split(",")).mapToInt(Integer::parseInt).toArray());
  }

  /** The tensor of a name, which must exist. */
  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("Golden file has no " + name + ", only " + tensors.keySet());
    }
    return tensor;
  }

  /** The tensors whose names begin so, by the rest of the name. */
  Map<String, Tensor> under(String prefix) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), tensor);
          }
        });
    return found;
  }

  /** A hyperparameter, which must exist. */
  double number(String key) {
    String text = metadata.get(key);
    if (text == null) {
      throw new IllegalArgumentException("Golden file has no " + key + ", only " + metadata.keySet());
    }
    return Double.parseDouble(text);
  }
}
