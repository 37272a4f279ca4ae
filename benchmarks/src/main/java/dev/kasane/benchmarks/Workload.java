package dev.kasane.benchmarks;

import dev.kasane.data.Dataset;
import dev.kasane.data.TensorDataset;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something to train that is measured: a network with its loss, its optimizer and made-up data of the right shapes.
 *
 * @param name such as W1
 * @param title such as mnist-cnn
 * @param batches the batch sizes it is measured at, the first unless another is asked for
 * @param sample the shape of one input, without the batch axis
 * @param inputClasses above 0 if inputs are whole numbers below it, such as characters; else they are in [0, 1)
 * @param target the shape of one target
 * @param targetClasses above 0 if targets are class numbers below it; else they are in [0, 1)
 * @param model makes the network, compiled, with the same weights each time
 */
public record Workload(
    String name,
    String title,
    List<Integer> batches,
    Shape sample,
    int inputClasses,
    Shape target,
    int targetClasses,
    Supplier<Model> model) {

  private static final long SEED = 1;

  /** Samples take about this much memory: more than a core's caches hold, as real data would. */
  private static final long DATA_BYTES = 16 << 20;

  private static final int LEAST_BATCHES = 4;
  private static final int MOST_BATCHES = 2048;

  /** How many batches of data there are. Training goes through them in order, again and again. */
  int dataBatches(int batch) {
    long bytes = (long) Float.BYTES * batch * sample.size();
    return (int) Math.clamp(DATA_BYTES / bytes, LEAST_BATCHES, MOST_BATCHES);
  }

  /** Made-up data, the same each time: whole batches. */
  Dataset data(int batch) {
    int samples = Math.multiplyExact(batch, dataBatches(batch));
    return new TensorDataset(List.of(inputs(samples)), List.of(numbers(target, samples, targetClasses, "targets")),
        List.of());
  }

  /** Made-up inputs. */
  Tensor inputs(int samples) {
    return numbers(sample, samples, inputClasses, "inputs");
  }

  private static Tensor numbers(Shape shape, int samples, int classes, String stream) {
    long key = CounterRandom.stream(SEED, stream);
    Tensor tensor = Tensor.zeros(shape.prepend(samples));
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      long bits = CounterRandom.bits(key, i) >>> 40;
      data[i] = classes > 0 ? bits % classes : bits * 0x1p-24f;
    }
    return tensor;
  }
}
