package dev.kasane.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.backend.Backend;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.backend.reference.ReferenceBackend;
import dev.kasane.nn.Layers;
import dev.kasane.nn.layers.Layer;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers with random weights against what TensorFlow.js made of the same input with the same weights. */
@Tag("widths")
class GoldenLayerTest {

  /** Both sides round to float, 6e−8 each time, through five steps whose derivatives are near 1. */
  private static final float TOLERANCE = 2e-6f;

  private static final Map<String, Layer> LAYERS =
      Map.of(
          "lstm", Layers.lstm(6),
          "lstm_sequences", Layers.lstm(6).returnSequences(true),
          "gru", Layers.gru(6).resetAfter(false),
          "gru_sequences", Layers.gru(6).resetAfter(false).returnSequences(true),
          "simple_rnn", Layers.simpleRnn(6),
          "layer_normalization", Layers.layerNormalization());

  static Stream<Arguments> cases() {
    return LAYERS.keySet().stream()
        .sorted()
        .flatMap(name -> Stream.of("reference", "cpu").map(backend -> Arguments.of(name, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void agrees(String name, String backendName) throws IOException {
    GoldenFile golden = GoldenFile.load("layers");
    Tensor x = golden.tensor("x");
    Tensor expected = golden.tensor(name + "/y");
    try (Backend backend = backendName.equals("cpu") ? new CpuBackend(2) : new ReferenceBackend();
        Model model = Sequential.builder().add("layer", LAYERS.get(name)).build().backend(backend)) {
      model.build(x.shape().dropFirst());
      for (String path : model.weightPaths()) {
        model.setWeight(path, golden.tensor(path.replace("layer/", name + "/")));
      }
      Tensor actual = model.predict(x);
      assertThat(actual.shape()).isEqualTo(expected.shape());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.data()[i] - expected.data()[i]).as("%s[%d]", name, i).isBetween(-TOLERANCE, TOLERANCE);
      }
    }
  }
}
