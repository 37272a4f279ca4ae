package dev.kasane.train.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container: what is written comes back, and no file, however damaged, does more than be refused. */
class SafeTensorsTest {

  @TempDir Path folder;

  private static SafeTensors.Contents contents() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z/kernel", Tensor.of(Shape.of(2, 3), 1, 2, 3, -0f, Float.NaN, Float.MIN_VALUE));
    tensors.put("a", Tensor.scalar(7));
    tensors.put("重ね \"x\"", Tensor.vector(1, 2));
    return new SafeTensors.Contents(Map.of("note", "one\ntwo"), tensors);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void comesBackBitForBitAndIsWrittenTheSameEachTime() throws IOException {
    Path file = folder.resolve("file");
    SafeTensors.write(file, contents());
    SafeTensors.Contents back = SafeTensors.read(file);
    assertThat(back.metadata()).isEqualTo(contents().metadata());
    assertThat(back.tensors()).isEqualTo(contents().tensors());
    byte[] first = Files.readAllBytes(file);
    SafeTensors.write(file, back);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void bytesAreAsTheFormatSays() throws IOException {
    Path file = folder.resolve("file");
    Map<String, Tensor> tensors = Map.of("b", Tensor.vector(1.5f), "a", Tensor.scalar(-2));
    SafeTensors.write(file, new SafeTensors.Contents(Map.of(), tensors));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    assertThat(length % 8).isZero();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8).strip())
        .isEqualTo("{\"__metadata__\":{},\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}");
    assertThat(bytes.getFloat()).isEqualTo(-2);
    assertThat(bytes.getFloat()).isEqualTo(1.5f);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Path whole = folder.resolve("whole");
    SafeTensors.write(whole, contents());
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = write(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SafeTensors.read(cut)).as("%d bytes", length).isInstanceOf(ModelFileException.class);
    }
    Path longer = write(Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> SafeTensors.read(longer)).hasMessageContaining("appended");
  }

  /** The file is refused, or says something else: a flipped bit in a value or a text cannot be seen here. */
  @Test
  void flippedBitsNeverDoHarm() throws IOException {
    Path whole = folder.resolve("whole");
    Tensor values = Tensor.of(Shape.of(2, 3), 1, 2, 3, -0f, 5, Float.MIN_VALUE);
    SafeTensors.write(whole, new SafeTensors.Contents(Map.of("note", "one"), Map.of("a/b", values)));
    byte[] bytes = Files.readAllBytes(whole);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Path file = write(flipped);
      try {
        assertThat(SafeTensors.read(file)).as("bit %d", bit).isNotEqualTo(SafeTensors.read(whole));
      } catch (ModelFileException e) {
        assertThat(e).hasMessageContaining("Cannot read");
      }
    }
  }

  @Test
  void randomBytesAreRefused() throws IOException {
    long seed = 4;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 10 && random.nextBoolean()) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, random.nextInt(bytes.length));
        bytes[8] = '{';
      }
      Path file = write(bytes);
      assertThatThrownBy(() -> SafeTensors.read(file))
          .as("seed %d, %d", seed, i)
          .isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void hugeHeaderLengthsTakeNoMemory() throws IOException {
    for (long length : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, Integer.MAX_VALUE, 1 << 20, 0, 1}) {
      byte[] bytes = file("{}        ", 0);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      Path file = write(bytes);
      assertThatThrownBy(() -> SafeTensors.read(file)).as("%d", length).hasMessageContaining("first 8 bytes");
    }
    // A file that really is as long as it says, on disks that know holes.
    Path sparse = folder.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 31).array());
      file.setLength(8 + (1L << 31));
    }
    assertThatThrownBy(() -> SafeTensors.read(sparse)).hasMessageContaining("at most " + SafeTensors.MAX_HEADER);
  }

  @Test
  void wrongHeadersAreRefused() throws IOException {
    refuses("[]", 0, "begin with '{'");
    refuses("{\"a\":1}", 0, "tensor a");
    refuses("{\"a\":{}}", 0, "dtype");
    refuses("{\"__metadata__\":{\"x\":1}}", 0, "__metadata__");
    refuses("{\"__metadata__\":[]}", 0, "__metadata__");
    refuses("{\"a\":1,\"a\":1}", 0, "each member name once");
    refuses(tensor("a", "F16", "[2]", 0, 4), 4, "type F16, expected F32");
    refuses(tensor("a", "F32", "[2]", 0, 4), 4, "needs 8 bytes");
    refuses(tensor("a", "F32", "[1]", 0, 8), 4, "claims bytes 0 to 8");
    refuses(tensor("a", "F32", "[1]", -4, 0), 4, "claims bytes");
    refuses(tensor("a", "F32", "[1]", 4, 0), 4, "claims bytes");
    refuses(tensor("a", "F32", "[1]", 4, 8), 8, "begins at byte 4");
    refuses(tensor("a", "F32", "[1]", 0, 4), 8, "end at byte 4");
    refuses(tensor("a", "F32", "[0]", 0, 0), 0, "from 1 to");
    refuses(tensor("a", "F32", "[-1]", 0, 4), 4, "from 1 to");
    refuses(tensor("a", "F32", "[65536,65536]", 0, 0), 0, "elements");
    refuses(tensor("a", "F32", "[65536,65536]", 0, 17179869184L), 4, "claims bytes");
    refuses(tensor("a", "F32", "[1.5]", 0, 4), 4, "whole number");
    refuses(tensor("a", "F32", "2", 0, 8), 8, "an array");
    refuses("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "two data_offsets");
    refuses("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 4, "must have");
    String first = tensor("a", "F32", "[2]", 0, 8);
    String overlapping = first.substring(0, first.length() - 1) + "," + tensor("b", "F32", "[2]", 4, 12).substring(1);
    refuses(overlapping, 12, "neither overlap nor leave gaps");
  }

  private static String tensor(String name, String dtype, String shape, long begin, long end) {
    return "{\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
        + end + "]}}";
  }

  private void refuses(String header, int dataBytes, String message) throws IOException {
    Path file = write(file(header, dataBytes));
    assertThatThrownBy(() -> SafeTensors.read(file))
        .as(header)
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  @Test
  void headersThatAreNotUtf8AreRefused() throws IOException {
    byte[] bytes = file("{\"\u00ff\":1}", 0);
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    Path file = write(bytes);
    assertThatThrownBy(() -> SafeTensors.read(file)).hasMessageContaining("UTF-8");
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> SafeTensors.read(folder.resolve("none"))).hasMessageContaining("no such file");
    assertThatThrownBy(() -> SafeTensors.read(folder)).hasMessageContaining("a folder");
  }
}
