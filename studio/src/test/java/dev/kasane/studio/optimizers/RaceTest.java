package dev.kasane.studio.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.convnetjs.Engine;
import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.Trainer;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RaceTest {

  private static final String NET =
      "[{type: 'input', out_sx: %d, out_sy: %d, out_depth: 1}, {type: 'fc', num_neurons: 7, activation: 'tanh'},"
          + " {type: 'softmax', num_classes: 10}]";

  /** Images whose class is the row that is light. */
  private static ImageData images(int train, int test) {
    return new ImageData(rows(train, 1), rows(test, 2), "rows", true);
  }

  private static ImageDataset rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * 784];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(10);
      for (int x = 0; x < 28; x++) {
        for (int y = 0; y < 2; y++) {
          pixels[i * 784 + (4 + 2 * labels[i] + y) * 28 + x] = (byte) random.nextInt(128, 256);
        }
      }
    }
    return new ImageDataset(Shape.of(28, 28, 1), pixels, labels, List.of());
  }

  private static RaceSettings settings(int side, double l2, RaceSettings.Racer... racers) {
    return new RaceSettings("digits", NET.formatted(side, side), 5, l2, 0.9, 3, List.of(racers));
  }

  private static RaceSettings.Racer racer(String method, Object... values) {
    Map<String, Double> map = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      map.put((String) values[i], ((Number) values[i + 1]).doubleValue());
    }
    return new RaceSettings.Racer(method, map);
  }

  /** The eager engine of the other module, in double precision and with code of its own, is the truth. */
  private static void compare(RaceSettings settings, TrainerOptions options, ImageData data, int steps) {
    try (CpuBackend backend = new CpuBackend(1)) {
      Race race = new Race(settings, data, backend);
      int side = settings.side();
      Net net = new Net(settings.seed());
      net.makeLayers(settings.network().definitions());
      Trainer trainer = new Trainer(net, options.batchSize(settings.batch()).engine(Engine.EAGER));
      DigitBatches batches = new DigitBatches(data, side, settings.batch(), settings.seed());
      double[] losses = new double[steps];
      for (int i = 0; i < steps; i++) {
        race.step();
        batches.train(i);
        for (int k = 0; k < settings.batch(); k++) {
          double[] x = new double[side * side];
          for (int j = 0; j < x.length; j++) {
            x[j] = batches.inputs()[k * x.length + j];
          }
          losses[i] += trainer.train(Vol.wrap(side, side, 1, x), Target.label((int) batches.labels()[k])).costLoss()
              / settings.batch();
        }
        assertThat(race.lane(0).loss()).as("loss of batch %d with %s", i, options.method())
            .isCloseTo(losses[i], within(2e-3));
      }
      FullyConnLayer layer = (FullyConnLayer) net.layers().get(1);
      float[] kernel = race.lane(0).weight("fc_1/kernel").data();
      for (int j = 0; j < side * side; j += 37) {
        assertThat((double) kernel[7 * j + 2]).isCloseTo(layer.filters().get(2).w()[j], within(2e-3));
      }
    }
  }

  private static TrainerOptions options(Method method, double rate) {
    return TrainerOptions.defaults(Mode.CORRECT).method(method).learningRate(rate).momentum(0);
  }

  @Test
  void eachMethodDoesWhatItsTwinInConvNetJsDoes() {
    ImageData data = images(83, 20);
    compare(settings(28, 0, racer("sgd", "rate", 0.05)), options(Method.SGD, 0.05), data, 30);
    compare(settings(24, 0, racer("momentum", "rate", 0.02, "momentum", 0.8)),
        options(Method.SGD, 0.02).momentum(0.8), data, 30);
    compare(settings(24, 0, racer("nesterov", "rate", 0.02)), options(Method.NESTEROV, 0.02).momentum(0.9), data, 30);
    compare(settings(24, 0, racer("adagrad", "rate", 0.02, "epsilon", 1e-6)),
        options(Method.ADAGRAD, 0.02).eps(1e-6), data, 30);
    compare(settings(24, 0, racer("adadelta", "epsilon", 1e-3)), options(Method.ADADELTA, 1).eps(1e-3), data, 30);
    compare(settings(24, 0, racer("rmsprop", "rate", 0.002, "rho", 0.95, "epsilon", 1e-5)),
        options(Method.WINDOWGRAD, 0.002).eps(1e-5), data, 30);
    compare(settings(24, 0, racer("adam", "rate", 0.003, "epsilon", 1e-6)), options(Method.ADAM, 0.003).eps(1e-6), data,
        30);
  }

  @Test
  void allMethodsBeginWithTheSameLossAndLearn() {
    RaceSettings all = RaceSettings.standard("digits");
    try (CpuBackend backend = new CpuBackend(1)) {
      Race race = new Race(all, images(400, 150), backend);
      race.step();
      List<Double> first = new ArrayList<>();
      race.rows().forEach(row -> first.add(row.loss()));
      assertThat(first).hasSize(MethodKind.values().length).containsOnly(first.getFirst());
      for (int i = 1; i < 300; i++) {
        race.step();
      }
      for (Race.Row row : race.rows()) {
        assertThat(row.loss()).as(row.title()).isLessThan(first.getFirst());
        assertThat(row.test()).as(row.title()).isBetween(0.1, 1.0);
        assertThat(row.best()).isGreaterThanOrEqualTo(row.test());
        assertThat(row.reachedSamples() < 0).isEqualTo(Double.isNaN(row.reachedSeconds()));
      }
      assertThat(race.rows()).anyMatch(row -> row.reachedSamples() > 0 && row.reachedSamples() % 800 == 0);
      Race.Curves curves = race.curves();
      assertThat(curves.test().x()).containsExactly(100, 200, 300);
      assertThat(curves.loss().x()).startsWith(10, 20).endsWith(300);
      race.begin();
      race.step();
      List<Double> again = new ArrayList<>();
      race.rows().forEach(row -> again.add(row.loss()));
      assertThat(again).isEqualTo(first);
    }
  }

  @Test
  void aLossThatIsNoNumberEndsOneMethodOnly() {
    try (CpuBackend backend = new CpuBackend(1)) {
      String relu = NET.replace("tanh", "relu").formatted(24, 24);
      RaceSettings settings = new RaceSettings("digits", relu, 5, 0, 0.9, 3,
          List.of(racer("momentum", "rate", 100, "momentum", 0.9999), racer("sgd")));
      Race race = new Race(settings, images(100, 30), backend);
      for (int i = 0; i < 1500; i++) {
        race.step();
      }
      assertThat(race.rows().get(1).lost()).isFalse();
      assertThat(race.rows().get(1).loss()).isFinite();
      if (race.rows().get(0).lost()) {
        assertThat(race.rows().get(0).loss()).isNaN();
      }
    }
  }

  @Test
  void everyImageOfAnEpochIsUsedOnceAndCropsAreWholeImagesMoved() {
    ImageData data = images(50, 20);
    DigitBatches batches = new DigitBatches(data, 28, 10, 4);
    int[] counts = new int[10];
    int[] expected = new int[10];
    for (int i = 0; i < 50; i++) {
      expected[data.train().label(i)]++;
    }
    for (int step = 0; step < 5; step++) {
      batches.train(step);
      for (float label : batches.labels()) {
        counts[(int) label]++;
      }
    }
    assertThat(counts).isEqualTo(expected);
    DigitBatches cropped = new DigitBatches(data, 24, 10, 4);
    cropped.train(0);
    int light = 0;
    for (int y = 0; y < 24; y++) {
      light += cropped.inputs()[y * 24 + 5] > -0.1f ? 1 : 0;
    }
    assertThat(light).isEqualTo(2);
  }

  @Test
  void refusesWhatCannotRace() {
    assertThatThrownBy(() -> racer("adamax")).isInstanceOf(RequestException.class)
        .hasMessageContaining("There is no method 'adamax'");
    assertThatThrownBy(() -> racer("sgd", "rate", Double.NaN)).hasMessageContaining("rate must be from 0");
    assertThatThrownBy(() -> racer("sgd", "momentum", 0.5)).hasMessageContaining("SGD has no 'momentum'");
    assertThatThrownBy(() -> settings(30, 0, racer("sgd"))).hasMessageContaining("expected 576 inputs");
    assertThatThrownBy(() -> settings(24, -1, racer("sgd"))).hasMessageContaining("l2 must be from 0 to 1");
    assertThatThrownBy(() -> settings(24, 0)).hasMessageContaining("Expected from 1 to 12 methods");
  }
}
