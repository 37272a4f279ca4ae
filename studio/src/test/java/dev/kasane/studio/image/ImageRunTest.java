package dev.kasane.studio.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.Dataset;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.Regularizers;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.studio.run.EpochPoint;
import dev.kasane.studio.run.RunState;
import dev.kasane.studio.run.Runs;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImageRunTest {

  private static final String NET = """
      [{type: 'input', out_sx: 4, out_sy: 4, out_depth: 1}, {type: 'fc', num_neurons: 5, activation: 'relu'},
       {type: 'softmax', num_classes: 3}]
      """;

  private static final Setup SETUP =
      new Setup("test", NET, "convnetjs", "adam", 0.01, 0.9, 10, 0, 0, 3, 7, 0, false, 0, false);

  private static Dataset images(int count) {
    Tensor inputs = Tensor.zeros(count, 4, 4, 1);
    Tensor labels = Tensor.zeros(count);
    for (int i = 0; i < inputs.size(); i++) {
      inputs.data()[i] = CounterRandom.uniform(3, i);
    }
    for (int i = 0; i < count; i++) {
      labels.set(i % 3, i);
      inputs.set(2, i, i % 3, 0, 0);
    }
    return Dataset.of(inputs, labels);
  }

  private static ImageRun run(Setup setup) {
    NetSizes sizes = NetSizes.of(NetText.read(setup.text(), Start.of(setup.start())));
    ImageRun.Origin origin =
        new ImageRun.Origin(sizes.model().network(), Losses.sparseCategoricalCrossentropy(), null, null, 0);
    Dataset data = images(95);
    return new ImageRun("run-1", "test", setup, origin, new ImageRun.Data(data, data, data), 1);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("It did not happen");
      }
      LockSupport.parkNanos(200_000);
    }
  }

  @Test
  void trainsItsEpochsAndMore() {
    try (ImageRun run = run(SETUP)) {
      assertThat(run.state()).isEqualTo(RunState.READY);
      run.go();
      await(() -> run.state() == RunState.FINISHED);
      assertThat(run.recorder().epochs()).extracting(EpochPoint::step).containsExactly(10L, 20L, 30L);
      run.change(new Setup.Change(null, null, null, null, null, null, 4));
      run.go();
      await(() -> run.recorder().epochs().size() == 4);
      await(() -> run.state() == RunState.FINISHED);
      assertThat(run.recorder().step()).isEqualTo(40);
    }
  }

  @Test
  void stepsOneAtATime() {
    try (ImageRun run = run(SETUP)) {
      for (int step = 1; step <= 12; step++) {
        run.step(1);
        long expected = step;
        await(() -> run.recorder().step() == expected && run.state() == RunState.PAUSED);
        assertThat(run.weights().step()).isEqualTo(step);
      }
      run.step(5);
      await(() -> run.recorder().step() == 17 && run.state() == RunState.PAUSED);
    }
  }

  @Test
  void beginsAnewWithTheSameWeights() {
    try (ImageRun run = run(SETUP)) {
      Map<String, Tensor> first = run.weights().weights();
      run.step(3);
      await(() -> run.state() == RunState.PAUSED);
      assertThat(run.weights().weights()).isNotEqualTo(first);
      run.reset();
      assertThat(run.weights().weights()).isEqualTo(first);
      assertThat(run.state()).isEqualTo(RunState.READY);
      assertThat(run.recorder().curves().curve("loss").all().x()).isEmpty();
      assertThat(run.life()).isOne();
    }
  }

  @Test
  void changesTakeEffectWhileItRuns() {
    try (ImageRun run = run(SETUP.with(new Setup.Change(null, null, null, null, null, null, 100_000)))) {
      run.step(5);
      await(() -> run.state() == RunState.PAUSED);
      run.change(new Setup.Change("sgd", 0.125, 0.5, 7, null, 0.01, null));
      run.step(4);
      await(() -> run.recorder().step() == 9 && run.state() == RunState.PAUSED);
      await(() -> run.recorder().curves().curve("rate").all().x().length == 9);
      assertThat(run.recorder().curves().curve("rate").all().y()).startsWith(0.01, 0.01, 0.01, 0.01, 0.01)
          .endsWith(0.125, 0.125, 0.125, 0.125);
      run.change(new Setup.Change(null, 0.25, null, null, null, null, null));
      run.step(1);
      await(() -> run.recorder().curves().curve("rate").all().x().length == 10);
      assertThat(run.recorder().curves().rate()).isEqualTo(0.25);
      // 50 samples in batches of 10, then 7 from sample 49 on: 95 = 49 + 6 * 7 + 4.
      run.step(7);
      await(() -> run.recorder().epochs().size() == 1);
      assertThatThrownBy(() -> run.change(new Setup.Change(null, -1.0, null, null, null, null, null)))
          .hasMessageContaining("learningRate must be from 0 to 100, received -1");
      assertThat(run.setup().learningRate()).isEqualTo(0.25);
    }
  }

  @Test
  void stopsAndGoesOn() {
    try (ImageRun run = run(SETUP)) {
      run.step(14);
      await(() -> run.state() == RunState.PAUSED);
      run.stop();
      assertThat(run.state()).isEqualTo(RunState.STOPPED);
      Map<String, Tensor> weights = run.weights().weights();
      run.step(1);
      await(() -> run.recorder().step() == 15);
      assertThat(run.weights().weights()).isNotEqualTo(weights);
      run.go();
      await(() -> run.state() == RunState.FINISHED);
      assertThat(run.recorder().epochs()).hasSize(3);
    }
  }

  @Test
  void saysThatNumbersHaveGoneAstray() {
    try (ImageRun run = run(SETUP.with(new Setup.Change("sgd", 100.0, 0.99, null, null, 10.0, 1000)))) {
      run.go();
      await(() -> run.state() == RunState.STOPPED);
      assertThat(run.recorder().message()).contains("NaN");
    }
  }

  /** A decay of l2 is a regularizer of half of that. */
  @Test
  void decaysLikeARegularizer() {
    Dataset data = images(95);
    Model decayed = model(false).compile(new Decayed(Optimizers.sgd(0.1), 0.02, 0.1),
        Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
    Model regularized = model(true).compile(Optimizers.sgd(0.1), Losses.sparseCategoricalCrossentropy());
    try (decayed; regularized) {
      decayed.fit(data, fit -> fit.epochs(2).batchSize(10).quiet());
      regularized.fit(data, fit -> fit.epochs(2).batchSize(10).quiet());
      decayed.getWeights().forEach((path, weight) ->
          assertThat(weight.data()).as(path).usingComparatorWithPrecision(1e-5f)
              .containsExactly(regularized.getWeight(path).data()));
    }
  }

  private static Model model(boolean regularized) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Layers.input(4, 4, 1));
    for (Layer layer : NetText.read(NET, Start.GLOROT).layers()) {
      layers.add(regularized && layer instanceof Dense dense
          ? dense.kernelRegularizer(Regularizers.l1l2(0.02, 0.05)) : layer);
    }
    return Sequential.of(layers);
  }

  @Test
  void tellsPagesOnlyWhatTheyLack() {
    Runs runs = new Runs();
    try (ImageRun run = run(SETUP)) {
      runs.add(run);
      run.step(10);
      await(() -> run.recorder().step() == 10 && run.state() == RunState.PAUSED);
      Watching.Have nothing = new Watching.Have("run-1", -1, 0, false, null);
      Watching.Curves all = Watching.answer(runs, new Watching.Question("run-1", List.of(nothing))).curves().getFirst();
      assertThat(all.parts().get("loss").x()).hasSize(10);
      int generation = all.parts().get("loss").generation();
      run.step(3);
      await(() -> run.recorder().step() == 13);
      await(() -> run.recorder().curves().curve("loss").all().x().length == 13);
      Watching.Have some = new Watching.Have("run-1", 0, 0, false, Map.of("loss", new int[] {generation, 10}));
      Watching.Curves more = Watching.answer(runs, new Watching.Question("run-1", List.of(some))).curves().getFirst();
      assertThat(more.parts().get("loss").x()).containsExactly(11, 12, 13);
      assertThat(more.parts().get("loss").from()).isEqualTo(10);
      Watching.Question odd = new Watching.Question("no", List.of(new Watching.Have("no", 0, -5, true, Map.of())));
      assertThat(Watching.answer(runs, odd).curves()).isEmpty();
    }
  }
}
