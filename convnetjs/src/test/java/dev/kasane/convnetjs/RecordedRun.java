package dev.kasane.convnetjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.layers.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A run of ConvNetJS as {@code conformance/golden/convnetjs.mjs} writes it down, to be repeated. */
final class RecordedRun {

  private static final double TOLERANCE = 1e-9;

  private RecordedRun() {}

  /** Repeats a run and compares all of it; gives the net that was trained. */
  static Net repeat(Map<?, ?> run, Mode mode) {
    Net net = new Net(mode, Rand.of(new Xorshift((int) number(run, "seed"))));
    List<Map<String, Object>> definitions = new ArrayList<>();
    for (Object definition : list(run, "defs")) {
      definitions.add(new LinkedHashMap<>(object(definition)));
    }
    net.makeLayers(definitions);
    assertThat(definitions).isEqualTo(list(run, "changed"));
    assertThat(net.layers().stream().map(Layer::layerType).toList()).isEqualTo(list(run, "layers"));
    Trainer trainer = new Trainer(net, object(run.get("options")));
    Layer input = net.layers().getFirst();
    int step = 0;
    for (Object each : list(run, "steps")) {
      Map<String, Object> expected = object(each);
      if (Boolean.TRUE.equals(expected.get("reload"))) {
        Net copy = new Net(mode, net.rand());
        copy.fromJSON(ConvNetJson.stringify(net.toJSON()));
        net = copy;
        trainer = new Trainer(net, object(run.get("options")));
      }
      change(trainer, object(expected.get("change")));
      Vol x = Vol.wrap(input.outSx(), input.outSy(), input.outDepth(), numbers(expected.get("x")));
      String where = "step " + step++;
      same(where + " before", net.forward(x).w(), expected.get("before"));
      TrainStats stats = trainer.train(x, target(expected.get("y"), net));
      same(where + " dx", x.dw(), expected.get("dx"));
      Map<String, Object> actual = stats.toMap();
      for (String name : List.of("cost_loss", "l1_decay_loss", "l2_decay_loss", "loss")) {
        same(where + " " + name, new double[] {((Number) actual.get(name)).doubleValue()}, List.of(expected.get(name)));
      }
    }
    double[] params =
        net.getParamsAndGrads().stream().flatMapToDouble(set -> Arrays.stream(set.params())).toArray();
    same("params", params, run.get("params"));
    readsAndWrites(run.get("json"), net, mode);
    return net;
  }

  /** What the library wrote gives the same answers, and is written again as it was but for arrays. */
  private static void readsAndWrites(@Nullable Object json, Net net, Mode mode) {
    if (json == null) {
      return;
    }
    Net read = new Net(mode, 1);
    read.fromJSON((String) json);
    Layer input = net.layers().getFirst();
    Vol x = new Vol(input.outSx(), input.outSy(), input.outDepth(), Rand.seeded(3));
    same("answer of the net that was read", read.forward(x).w(), net.forward(x).w());
    String again = ConvNetJson.stringify(read.toJSON());
    assertThat(ConvNetJson.parse(again)).usingRecursiveComparison()
        .isEqualTo(ConvNetJson.parse(((String) json).replace("{}", "[]")));
  }

  private static void change(Trainer trainer, Map<String, Object> changes) {
    changes.forEach((name, value) -> {
      double number = ((Number) value).doubleValue();
      switch (name) {
        case "learning_rate" -> trainer.learningRate(number);
        case "momentum" -> trainer.momentum(number);
        case "l1_decay" -> trainer.l1Decay(number);
        case "l2_decay" -> trainer.l2Decay(number);
        case "batch_size" -> trainer.batchSize((int) number);
        default -> throw new AssertionError(name);
      }
    });
  }

  private static Target target(@Nullable Object y, Net net) {
    return switch (y) {
      case Number label -> Target.label(label.intValue());
      case Map<?, ?> map -> Target.dimension((int) number(map, "dim"), number(map, "val"));
      case null, default -> Target.values(numbers(y));
    };
  }

  static void same(String what, double[] actual, @Nullable Object expectedValues) {
    double[] expected = numbers(expectedValues);
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    double scale = 0;
    for (double value : expected) {
      scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
    }
    for (int i = 0; i < actual.length; i++) {
      boolean equal = Double.compare(actual[i], expected[i]) == 0
          || Math.abs(actual[i] - expected[i]) <= TOLERANCE * Math.max(Math.abs(expected[i]), 1e-6 * scale);
      assertThat(equal).as("%s[%d]: expected %s, received %s", what, i, expected[i], actual[i]).isTrue();
    }
  }

  private static double[] numbers(@Nullable Object value) {
    return switch (value) {
      case double[] array -> array;
      case List<?> list -> list.stream()
          .mapToDouble(item -> item instanceof Number number ? number.doubleValue() : Double.parseDouble((String) item))
          .toArray();
      case null, default -> throw new AssertionError("No numbers: " + value);
    };
  }

  private static double number(Map<?, ?> map, String name) {
    return ((Number) map.get(name)).doubleValue();
  }

  private static List<?> list(Map<?, ?> map, String name) {
    return (List<?>) map.get(name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) value;
  }

  /** Marsaglia's 32-bit xorshift (13, 17, 5), which the script puts in the place of Math.random. */
  static final class Xorshift implements DoubleSupplier {

    private int state;

    Xorshift(int seed) {
      state = seed;
    }

    @Override
    public double getAsDouble() {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return Integer.toUnsignedLong(state) / 4294967296.0;
    }
  }
}
