package dev.kasane.train;

import dev.kasane.train.callbacks.CallbackState;
import dev.kasane.train.callbacks.EpochEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a run stands, apart from weights: enough to go on as if it had never stopped.
 *
 * @param epoch epoch of the run whose batches come next
 * @param batch batches of that epoch that are done
 * @param sums sums over the samples of that epoch so far: loss, then metrics
 * @param learningRateSet rate that takes the place of the schedule; NaN for none
 * @param data what the run was about; must be the same when it goes on
 * @param history the epochs done
 * @param callbacks what callbacks keep, in their order
 */
record Checkpoint(
    int epoch,
    int batch,
    List<Double> sums,
    double learningRateSet,
    DataKey data,
    List<Epoch> history,
    List<Kept> callbacks) {

  /** What must not change between the parts of a run. */
  record DataKey(int samples, int validationSamples, int batchSize, boolean shuffle, boolean augmented) {}

  /** A number by name. */
  record Value(String name, double value) {}

  /** A text by name. */
  record Text(String name, String value) {}

  /** One finished epoch. */
  record Epoch(
      int epoch, List<Value> values, double learningRate, double seconds, double samplesPerSecond) {

    static Epoch of(EpochEvent event) {
      List<Value> values = new ArrayList<>();
      event.values().forEach((name, value) -> values.add(new Value(name, value)));
      return new Epoch(
          event.epoch(), values, event.learningRate(), event.seconds(), event.samplesPerSecond());
    }

    EpochEvent event(int epochs) {
      Map<String, Double> map = new LinkedHashMap<>();
      values.forEach(value -> map.put(value.name(), value.value()));
      return new EpochEvent(epoch, epochs, map, learningRate, seconds, samplesPerSecond);
    }
  }

  /** What one callback keeps, without its tensors. */
  record Kept(String name, List<Value> numbers, List<Text> texts) {

    static Kept of(String name, CallbackState state) {
      List<Value> numbers = new ArrayList<>();
      state.numbers().forEach((key, value) -> numbers.add(new Value(key, value)));
      List<Text> texts = new ArrayList<>();
      state.texts().forEach((key, value) -> texts.add(new Text(key, value)));
      return new Kept(name, numbers, texts);
    }
  }
}
