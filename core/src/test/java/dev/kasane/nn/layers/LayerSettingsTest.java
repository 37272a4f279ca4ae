package dev.kasane.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.nn.Layers;
import dev.kasane.nn.initializers.Constant;
import dev.kasane.nn.initializers.Initializer;
import dev.kasane.nn.regularizers.L1;
import dev.kasane.nn.regularizers.Regularizer;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The methods that copy a layer with another setting change that one and leave the rest, in layers of many settings.
 */
class LayerSettingsTest {

  /** A value that no layer has by default, by type. */
  private static final Map<Class<?>, Object> OTHERS =
      Map.of(
          int.class, 6,
          double.class, 0.625,
          Padding.class, Padding.explicit(1, 2, 3, 4),
          ActivationFunction.class, ActivationFunction.SWISH,
          BiasMode.class, BiasMode.PER_POSITION,
          Initializer.class, new Constant(7),
          Regularizer.class, new L1(3));

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(
            Layers.conv2d(6, 2, 3),
            List.of(
                "activation", "biasInitializer", "biasMode", "biasRegularizer", "dilation", "groups",
                "kernelInitializer", "kernelRegularizer", "padding", "strides")),
        Arguments.of(
            Layers.dense(3),
            List.of(
                "activation", "biasInitializer", "biasRegularizer", "kernelInitializer", "kernelRegularizer",
                "useBias")),
        Arguments.of(Layers.maxPool2d(5, 6), List.of("padding", "strides")),
        Arguments.of(Layers.averagePool2d(5, 6), List.of("countPadding", "padding", "strides")),
        Arguments.of(
            Layers.lstm(3),
            List.of(
                "activation", "biasInitializer", "kernelInitializer", "recurrentActivation", "recurrentInitializer",
                "returnSequences", "unitForgetBias", "useBias")),
        Arguments.of(
            Layers.gru(3),
            List.of(
                "activation", "biasInitializer", "kernelInitializer", "recurrentActivation", "recurrentInitializer",
                "resetAfter", "returnSequences", "useBias")),
        Arguments.of(
            Layers.simpleRnn(3),
            List.of(
                "activation", "biasInitializer", "kernelInitializer", "recurrentInitializer", "returnSequences",
                "useBias")),
        Arguments.of(Layers.multiHeadAttention(2, 3), List.of("causal", "kernelInitializer", "useBias")),
        Arguments.of(
            Layers.layerNormalization(), List.of("betaInitializer", "center", "epsilon", "gammaInitializer", "scale")),
        Arguments.of(Layers.embedding(2, 3), List.of("embeddingsInitializer")),
        Arguments.of(Layers.positionEmbedding(2), List.of("embeddingsInitializer")),
        Arguments.of(
            Layers.batchNormalization(),
            List.of("betaInitializer", "center", "epsilon", "gammaInitializer", "momentum", "scale")));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void eachChangesItsOwnComponent(Layer layer, List<String> expectedMethods) throws ReflectiveOperationException {
    List<Method> withers =
        Arrays.stream(layer.getClass().getMethods())
            .filter(method -> method.getReturnType() == layer.getClass() && method.getParameterCount() == 1)
            .toList();
    assertThat(withers.stream().map(Method::getName)).containsExactlyInAnyOrderElementsOf(expectedMethods);
    Map<String, Object> before = components(layer);
    for (Method wither : withers) {
      String name = wither.getName();
      Class<?> type = wither.getParameterTypes()[0];
      Object other = type == boolean.class ? (Object) !(boolean) before.get(name) : OTHERS.get(type);
      Map<String, Object> expected = new LinkedHashMap<>(before);
      for (String component : before.containsKey(name) ? List.of(name) : downAndAcross(name)) {
        expected.put(component, other);
      }
      assertThat(components(wither.invoke(layer, other))).as(name).isEqualTo(expected).isNotEqualTo(before);
    }
  }

  private static List<String> downAndAcross(String name) {
    return switch (name) {
      case "strides" -> List.of("strideY", "strideX");
      case "dilation" -> List.of("dilationY", "dilationX");
      default -> throw new AssertionError(name);
    };
  }

  private static Map<String, Object> components(Object layer) throws ReflectiveOperationException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : layer.getClass().getRecordComponents()) {
      values.put(component.getName(), component.getAccessor().invoke(layer));
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void stridesDownAndAcross(Layer layer, List<String> methods) throws ReflectiveOperationException {
    if (methods.contains("strides")) {
      Object changed =
          layer.getClass().getMethod("strides", int.class, int.class).invoke(layer, 2, 3);
      Map<String, Object> expected = components(layer);
      expected.put("strideY", 2);
      expected.put("strideX", 3);
      assertThat(components(changed)).isEqualTo(expected);
    }
  }
}
