package dev.kasane.studio.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.data.Dataset;
import dev.kasane.nn.Layers;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.Optimizers;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Sequential;
import dev.kasane.train.Training;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RunRecorderTest {

  /** Points left and right of a line. */
  static Dataset points(int count) {
    Tensor inputs = Tensor.zeros(count, 2);
    Tensor labels = Tensor.zeros(count);
    for (int i = 0; i < count; i++) {
      float x = CounterRandom.uniform(1, 2 * i) - 0.5f;
      float y = CounterRandom.uniform(1, 2 * i + 1) - 0.5f;
      inputs.set(x, i, 0);
      inputs.set(y, i, 1);
      labels.set(x + y > 0 ? 1 : 0, i);
    }
    return Dataset.of(inputs, labels);
  }

  static Model model() {
    return Sequential.of(Layers.input(2), Layers.dense(8).activation(ActivationFunction.RELU),
            Layers.dense(2).activation(ActivationFunction.SOFTMAX))
        .compile(Optimizers.sgd(0.1), Losses.sparseCategoricalCrossentropy(), Metrics.accuracy());
  }

  @Test
  void keepsWhatHappened() {
    Dataset data = points(200);
    Model model = model();
    try (model; RunRecorder recorder = new RunRecorder("run-1", "test", model, data, data)) {
      assertThat(recorder.state()).isEqualTo(RunState.READY);
      model.fit(data, fit -> fit.epochs(3).batchSize(20).quiet().validationData(data).callbacks(recorder));
      assertThat(recorder.state()).isEqualTo(RunState.FINISHED);
      assertThat(recorder.epochs()).extracting(EpochPoint::step).containsExactly(10L, 20L, 30L);
      assertThat(recorder.epochs().getLast().values()).containsKeys("loss", "accuracy", "val_loss", "val_accuracy");
      Curve.Part loss = recorder.curves().curve("loss").all();
      assertThat(loss.x()).hasSize(30).startsWith(1).endsWith(30);
      double mean = Arrays.stream(loss.y()).skip(20).average().orElseThrow();
      assertThat(mean).isEqualTo(recorder.epochs().getLast().values().get("loss"), Offset.offset(1e-6));
      assertThat(recorder.checkpoints()).extracting(CheckpointInfo::step).startsWith(0L).endsWith(30L);
      long last = recorder.checkpoints().getLast().id();
      Tensor inputs = data.inputs(0);
      assertThat(recorder.at(last).predict(inputs)).isEqualTo(model.predict(inputs));
      assertThat(recorder.snapshot().predict(inputs)).isEqualTo(model.predict(inputs));
      Model first = recorder.at(recorder.checkpoints().getFirst().id());
      assertThat(first.predict(inputs)).isNotEqualTo(model.predict(inputs));
      assertThatThrownBy(() -> recorder.at(999)).hasMessageContaining("not kept");
    }
  }

  @Test
  void givesWeightsWhileTraining() {
    Dataset data = points(200);
    Model model = model();
    try (model; RunRecorder recorder = new RunRecorder("run-1", "test", model, data, data)) {
      Training training = model.fitAsync(data, fit -> fit.epochs(1_000_000).batchSize(10).quiet().callbacks(recorder));
      Set<Long> steps = new HashSet<>();
      long end = System.nanoTime() + 30_000_000_000L;
      while (steps.size() < 5 && System.nanoTime() < end) {
        steps.add(recorder.weights().step());
      }
      assertThat(steps).hasSizeGreaterThanOrEqualTo(5);
      assertThat(recorder.state()).isEqualTo(RunState.RUNNING);
      while (System.nanoTime() < end && (!recorder.layers().curves().containsKey("gradient/dense_1/kernel")
          || recorder.layers().curves().get("gradient/dense_1/kernel").all().x().length < 3)) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(recorder.layers().curves().keySet())
          .contains("weight/dense_1/kernel", "gradient/dense_1/kernel", "gradient/dense_2/bias", "dead/dense_1");
      assertThat(Arrays.stream(recorder.layers().curves().get("dead/dense_1").all().y()))
          .allMatch(share -> share >= 0 && share <= 1);
      assertThat(recorder.layers().histograms()).containsKeys("weight/dense_1/kernel", "activation/dense_1");
      training.stop();
      training.await();
      assertThat(recorder.state()).isEqualTo(RunState.STOPPED);
      assertThat(recorder.weights().weights()).isEqualTo(model.getWeights());
    }
  }

  /** A step of gradient descent over all samples moves weights by the rate times the gradient. */
  @Test
  void gradientsAreThoseThatTrainingUses() {
    Dataset data = points(40);
    Model model = model().build();
    try (model) {
      Map<String, Tensor> before = model.getWeights();
      Probe probe = new Probe(model.network(), Shape.of(2), Losses.sparseCategoricalCrossentropy(), 40);
      probe.run(before, data.inputs(0).data(), data.targets(0).data());
      model.fit(data, fit -> fit.batchSize(40).quiet());
      assertThat(probe.trainable()).containsExactlyInAnyOrderElementsOf(before.keySet());
      before.forEach((path, weight) -> {
        Tensor gradient = probe.gradient(path);
        Tensor after = model.getWeight(path);
        for (int i = 0; i < weight.size(); i++) {
          assertThat((weight.data()[i] - after.data()[i]) / 0.1f).as(path).isCloseTo(gradient.data()[i],
              Offset.offset(1e-5f));
        }
      });
      assertThat(probe.value(1).reshape(40, 2)).isEqualTo(
          Models.of(model.network(), Shape.of(2), before).predict(data.inputs(0)));
      assertThat(LayerStats.deadShare(Tensor.matrix(new float[][] {{0, 1, 0, -1}, {0, 0, 2, -3}}))).isEqualTo(0.5);
    }
  }

  @Test
  void keepsFewCheckpointsInLittleMemory() {
    Model model = model();
    try (model) {
      model.build();
      Checkpoints checkpoints = new Checkpoints(10 * new WeightsAt(0, 0, model.getWeights()).bytes());
      for (int step = 0; step < 1000; step++) {
        checkpoints.add(new WeightsAt(step, 0, model.getWeights()), 1, 1);
      }
      assertThat(checkpoints.list()).hasSizeBetween(5, 10);
      assertThat(checkpoints.list().getFirst().step()).isZero();
      assertThat(checkpoints.list().getLast().step()).isEqualTo(999);
    }
  }

  @Test
  void forgetsTheOldestRunAtRest() {
    Runs runs = new Runs();
    Model model = model();
    for (int i = 0; i < Runs.MOST + 3; i++) {
      runs.add(new RunRecorder(runs.newId(), "test", model, null, null));
    }
    assertThat(runs.list()).hasSize(Runs.MOST);
    assertThat(runs.find("run-1")).isNull();
    assertThatThrownBy(() -> runs.get("run-1")).hasMessageContaining("no run");
  }
}
