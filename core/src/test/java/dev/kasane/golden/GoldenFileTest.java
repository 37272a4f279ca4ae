package dev.kasane.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reader of golden files, against bytes written by hand and against one file as the script printed it. */
class GoldenFileTest {

  private static final String HEADER =
      "{\"__metadata__\":{\"run\":\"a\",\"learningRate\":\"0.25\"},"
          + "\"x/y\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
          + "\"z\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}  ";

  @Test
  void readsNamesShapesAndValues() throws IOException {
    GoldenFile file = GoldenFile.parse(bytes(HEADER, 1.5f, -2f, 0.1f));

    assertThat(file.metadata()).isEqualTo(Map.of("run", "a", "learningRate", "0.25"));
    assertThat(file.number("learningRate")).isEqualTo(0.25);
    assertThat(file.tensors().keySet()).containsExactly("x/y", "z");
    assertThat(file.tensor("x/y")).isEqualTo(Tensor.matrix(new float[] {1.5f, -2f}));
    assertThat(file.tensor("z")).isEqualTo(Tensor.scalar(0.1f));
    assertThat(file.under("x/")).containsOnlyKeys("y");
  }

  @Test
  void refusesWhatItCannotRead() {
    byte[] whole = bytes(HEADER, 1.5f, -2f, 0.1f);

    for (byte[] broken :
        new byte[][] {
          {},
          Arrays.copyOf(whole, 5),
          Arrays.copyOf(whole, 40),
          Arrays.copyOf(whole, whole.length - 1),
          bytes(HEADER.replace("F32", "F64"), 1.5f, -2f, 0.1f),
          bytes(HEADER.replace("[1,2]", "[1,3]"), 1.5f, -2f, 0.1f),
        }) {
      assertThatThrownBy(() -> GoldenFile.parse(broken)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> GoldenFile.load("no-such-run")).hasMessageContaining("README");
  }

  @Test
  void readsARunOfTheScript() throws IOException {
    GoldenFile run = GoldenFile.load("mlp-adam");

    assertThat(run.metadata()).containsEntry("optimizer", "adam").containsEntry("loss", "categoricalCrossentropy");
    assertThat(run.tensor("inputs").shape()).isEqualTo(Shape.of(10, 11, 7));
    assertThat(run.tensor("labels").shape()).isEqualTo(Shape.of(10, 11, 5));
    assertThat(run.under("final/").keySet()).isEqualTo(run.under("initial/").keySet());
    float[] losses = run.tensor("losses").data();
    assertThat(losses[0]).isCloseTo(1.68705f, within(5e-6f));
    assertThat(losses[9]).isCloseTo(1.65924f, within(5e-6f));
  }

  private static byte[] bytes(String header, float... values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (float value : values) {
      file.putFloat(value);
    }
    return file.array();
  }
}
