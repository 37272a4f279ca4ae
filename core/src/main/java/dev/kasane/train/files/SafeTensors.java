package dev.kasane.train.files;

import dev.kasane.json.Json;
import dev.kasane.json.JsonException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The safetensors container: 8 bytes header length (little-endian), the header as JSON, then the tensors' values, here
 * always {@code F32}, little-endian, row-major. Everything the header says is checked against the file's real size
 * before memory is taken for it.
 */
public final class SafeTensors {

  /** Longest header that is read, in bytes. */
  public static final int MAX_HEADER = 16 << 20;

  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  private SafeTensors() {}

  /**
   * What a file holds.
   *
   * @param metadata texts by name
   * @param tensors by name, in order of their place in the file
   */
  public record Contents(Map<String, String> metadata, Map<String, Tensor> tensors) {
    /** Keeps copies of the maps. */
    public Contents {
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
  }

  /**
   * What a file says it holds, checked against its size; no values have been read.
   *
   * @param metadata texts by name
   * @param shapes by tensor name, in order of their place in the file
   */
  public record Header(Map<String, String> metadata, Map<String, Shape> shapes) {
    /** Keeps copies of the maps. */
    public Header {
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
      shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }
  }

  /** Looks at what a file says it holds before its values are read. */
  @FunctionalInterface
  public interface HeaderCheck {
    /** Throws a {@link ModelFileException} if the values are not to be read. */
    void check(Header header);
  }

  // ---- writing ----

  /**
   * Replaces a file as a whole. Equal contents give equal bytes.
   *
   * @throws ModelFileException if it cannot be written; see {@link AtomicFile}
   */
  public static void write(Path file, Contents contents) {
    Map<String, Tensor> sorted = new TreeMap<>(contents.tensors());
    byte[] header = header(contents.metadata(), sorted);
    if (header.length > MAX_HEADER) {
      throw new ModelFileException("Cannot write " + file + ": names and metadata need " + header.length
          + " bytes, at most " + MAX_HEADER + " are allowed");
    }
    AtomicFile.write(
        file,
        out -> {
          out.write(little(LENGTH_BYTES).putLong(header.length).array());
          out.write(header);
          ByteBuffer chunk = little(CHUNK);
          for (Tensor tensor : sorted.values()) {
            writeValues(out, tensor.data(), chunk);
          }
        });
  }

  private static byte[] header(Map<String, String> metadata, Map<String, Tensor> tensors) {
    Map<String, Json> members = new LinkedHashMap<>();
    Map<String, Json> texts = new LinkedHashMap<>();
    metadata.forEach((name, text) -> texts.put(name, Json.of(text)));
    members.put(METADATA, new Json.Obj(texts));
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Map<String, Json> tensor = new LinkedHashMap<>();
      List<Json> dims = new ArrayList<>();
      for (int dim : entry.getValue().shape().dims()) {
        dims.add(Json.of(dim));
      }
      long end = offset + (long) Float.BYTES * entry.getValue().size();
      tensor.put("dtype", Json.of("F32"));
      tensor.put("shape", Json.array(dims));
      tensor.put("data_offsets", Json.array(List.of(Json.of(offset), Json.of(end))));
      members.put(entry.getKey(), new Json.Obj(tensor));
      offset = end;
    }
    StringBuilder text = new StringBuilder(new Json.Obj(members).text());
    int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
    // Readers that map the file into memory want the values aligned.
    text.append(" ".repeat((ALIGNMENT - bytes % ALIGNMENT) % ALIGNMENT));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeValues(OutputStream out, float[] values, ByteBuffer chunk) throws IOException {
    for (int done = 0; done < values.length; ) {
      int count = Math.min(values.length - done, CHUNK / Float.BYTES);
      chunk.clear().asFloatBuffer().put(values, done, count);
      out.write(chunk.array(), chunk.arrayOffset(), count * Float.BYTES);
      done += count;
    }
  }

  // ---- reading ----

  /** Reads a file. See {@link #read(Path, HeaderCheck)}. */
  public static Contents read(Path file) {
    return read(file, _ -> {});
  }

  /**
   * Reads a file.
   *
   * @param check sees the header before memory is taken for the values
   * @throws ModelFileException if it is missing, cannot be read, or breaks a rule of the format
   */
  public static Contents read(Path file, HeaderCheck check) {
    if (!Files.exists(file)) {
      throw new ModelFileException("Cannot read " + file + ": there is no such file; check the name");
    }
    if (!Files.isRegularFile(file)) {
      throw new ModelFileException("Cannot read " + file + ": it is "
          + (Files.isDirectory(file) ? "a folder" : "no ordinary file") + "; expected a model file");
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return new Reader(file, in).read(check);
    } catch (IOException e) {
      throw new ModelFileException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A tensor's place, in bytes from the first value. */
  private record Entry(String name, Shape shape, long begin, long end) {}

  /** Reads one file. */
  private static final class Reader {

    private final Path file;
    private final RandomAccessFile in;
    private final long fileSize;

    Reader(Path file, RandomAccessFile in) throws IOException {
      this.file = file;
      this.in = in;
      this.fileSize = in.length();
    }

    Contents read(HeaderCheck check) throws IOException {
      if (fileSize < LENGTH_BYTES + 2) {
        throw error("it has " + fileSize + " bytes, a model file has at least " + (LENGTH_BYTES + 2));
      }
      long headerLength = bytes(LENGTH_BYTES).getLong();
      if (headerLength < 2 || headerLength > fileSize - LENGTH_BYTES) {
        throw error("its first 8 bytes say that the header has " + Long.toUnsignedString(headerLength)
            + " bytes, but only " + (fileSize - LENGTH_BYTES) + " follow; it is no model file, or is damaged");
      }
      if (headerLength > MAX_HEADER) {
        throw error("its header has " + headerLength + " bytes, at most " + MAX_HEADER + " are read");
      }
      Map<String, Json> members = header((int) headerLength);
      Map<String, String> metadata = metadata(members.get(METADATA));
      List<Entry> entries = entries(members, fileSize - LENGTH_BYTES - headerLength);
      Map<String, Shape> shapes = new LinkedHashMap<>();
      entries.forEach(entry -> shapes.put(entry.name(), entry.shape()));
      check.check(new Header(metadata, shapes));
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      ByteBuffer chunk = little(CHUNK);
      for (Entry entry : entries) {
        tensors.put(entry.name(), values(entry, chunk));
      }
      return new Contents(metadata, tensors);
    }

    private Map<String, Json> header(int length) throws IOException {
      ByteBuffer bytes = bytes(length);
      if (bytes.get(0) != '{') {
        throw error("its header does not begin with '{'; it is no model file, or is damaged");
      }
      try {
        return Json.parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()).object().members();
      } catch (CharacterCodingException e) {
        throw error("its header is not UTF-8 text");
      } catch (JsonException e) {
        throw error("its header is damaged: " + e.getMessage());
      }
    }

    private Map<String, String> metadata(@org.jspecify.annotations.Nullable Json json) {
      Map<String, String> metadata = new LinkedHashMap<>();
      try {
        if (json != null) {
          json.object().members().forEach((name, value) -> metadata.put(name, value.string()));
        }
      } catch (JsonException e) {
        throw error(METADATA + " is damaged: " + e.getMessage());
      }
      return metadata;
    }

    private List<Entry> entries(Map<String, Json> members, long available) {
      List<Entry> entries = new ArrayList<>();
      members.forEach(
          (name, json) -> {
            if (!name.equals(METADATA)) {
              entries.add(entry(name, json, available));
            }
          });
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      long at = 0;
      for (Entry entry : entries) {
        if (entry.begin() != at) {
          throw error("tensor " + entry.name() + " begins at byte " + entry.begin() + " of the values, expected " + at
              + ": tensors must neither overlap nor leave gaps");
        }
        at = entry.end();
      }
      if (at != available) {
        throw error("its tensors end at byte " + at + " of the values, but it has " + available
            + "; it was cut off, or something was appended");
      }
      return entries;
    }

    private Entry entry(String name, Json json, long available) {
      try {
        Json.Obj tensor = json.object();
        String dtype = tensor.get("dtype").string();
        if (!dtype.equals("F32")) {
          throw error("tensor " + name + " has type " + dtype + ", expected F32");
        }
        List<Json> offsets = tensor.get("data_offsets").items();
        if (offsets.size() != 2 || tensor.members().size() != 3) {
          throw error("tensor " + name + " must have dtype, shape and two data_offsets, received " + shortened(json));
        }
        long begin = offsets.get(0).integer();
        long end = offsets.get(1).integer();
        if (begin < 0 || end < begin || end > available) {
          throw error("tensor " + name + " claims bytes " + begin + " to " + end + " of the values, but the file has "
              + available + "; it was cut off, or is damaged");
        }
        Shape shape = Shape.of(tensor.get("shape").items().stream()
            .mapToInt(dim -> dim.integer(1, Integer.MAX_VALUE))
            .toArray());
        if ((long) Float.BYTES * shape.size() != end - begin) {
          throw error("tensor " + name + " of shape " + shape + " needs " + (long) Float.BYTES * shape.size()
              + " bytes, its data_offsets give " + (end - begin));
        }
        return new Entry(name, shape, begin, end);
      } catch (IllegalArgumentException e) {
        throw error("tensor " + name + ": " + e.getMessage());
      }
    }

    private Tensor values(Entry entry, ByteBuffer chunk) throws IOException {
      float[] values = new float[entry.shape().size()];
      for (int done = 0; done < values.length; ) {
        int count = Math.min(values.length - done, CHUNK / Float.BYTES);
        fill(chunk, count * Float.BYTES);
        chunk.asFloatBuffer().get(values, done, count);
        done += count;
      }
      return Tensor.of(entry.shape(), values);
    }

    private ByteBuffer bytes(int count) throws IOException {
      ByteBuffer buffer = little(count);
      fill(buffer, count);
      return buffer;
    }

    /** Reads so many bytes to the beginning of a buffer. */
    private void fill(ByteBuffer buffer, int count) throws IOException {
      try {
        in.readFully(buffer.array(), buffer.arrayOffset(), count);
      } catch (EOFException e) {
        throw error("it became shorter while it was read");
      }
    }

    private static String shortened(Json json) {
      String text = json.text();
      return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    private ModelFileException error(String what) {
      return new ModelFileException("Cannot read " + file + ": " + what);
    }
  }
}
