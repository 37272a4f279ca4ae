package dev.kasane.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

  /** Adds a number of its own to each value and shifts the sample's first value out, to see calls mixed up. */
  private static final Augmentation NOISE =
      (sample, offset, shape, random) -> {
        float[] scratch = random.scratch(1, shape.size());
        for (int i = 0; i < shape.size(); i++) {
          scratch[i] = random.uniform();
        }
        for (int i = 0; i < shape.size(); i++) {
          sample[offset + i] += scratch[i];
        }
      };

  private static Dataset data(int size) {
    Tensor inputs = Tensor.zeros(size, 3);
    Tensor targets = Tensor.zeros(size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < 3; j++) {
        inputs.data()[3 * i + j] = 10 * i + j;
      }
      targets.data()[i] = i;
    }
    return Dataset.of(inputs, targets);
  }

  private static float[][] fields(int batchSize) {
    return new float[][] {new float[3 * batchSize], new float[batchSize]};
  }

  private static List<float[]> epoch(Batches batches, long epoch) {
    List<float[]> all = new ArrayList<>();
    for (int batch = 0; batch < batches.count(); batch++) {
      float[][] fields = fields(batches.batchSize());
      batches.fill(epoch, batch, fields);
      all.add(fields[0]);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
  void shufflesEverySampleIntoEachEpochOnce(int size) {
    Batches batches = new Batches(data(size), 4, true, 9, null);

    for (long epoch = 0; epoch < 3; epoch++) {
      assertThat(batches.order(epoch)).containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
    }
    if (size > 7) {
      assertThat(batches.order(0)).isNotEqualTo(batches.order(1));
      assertThat(batches.order(0)).isNotEqualTo(new Batches(data(size), 4, true, 10, null).order(0));
    }
    assertThat(batches.order(2)).isEqualTo(new Batches(data(size), 5, true, 9, NOISE).order(2));
  }

  @Test
  void shufflesEvenly() {
    // Each of the 24 orders of 4 samples is expected 1000 times; 200 away is six standard deviations.
    int[] counts = new int[256];
    Batches batches = new Batches(data(4), 4, true, 3, null);
    for (long epoch = 0; epoch < 24_000; epoch++) {
      int[] order = batches.order(epoch);
      counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    assertThat(IntStream.of(counts).filter(c -> c > 0).boxed()).hasSize(24).allMatch(c -> Math.abs(c - 1000) < 200);
  }

  @Test
  void keepsTheOrderWhenAskedTo() {
    assertThat(new Batches(data(9), 4, false, 1, null).order(5)).isEqualTo(IntStream.range(0, 9).toArray());
  }

  @Test
  void packsBatchesDensely() {
    Batches batches = new Batches(data(10), 4, true, 1, null);
    int[] order = batches.order(6);
    float[][] fields = fields(4);

    assertThat(batches.count()).isEqualTo(3);
    assertThat(batches.fill(6, 2, fields)).isEqualTo(2);
    assertThat(fields[1]).startsWith(order[8], order[9]);
    assertThat(fields[0]).startsWith(10 * order[8], 10 * order[8] + 1, 10 * order[8] + 2, 10 * order[9]);
    assertThat(batches.size(0)).isEqualTo(4);
    assertThat(batches.size(2)).isEqualTo(2);
  }

  @Test
  void beginsAnywhereAsIfItHadRunFromTheStart() {
    Batches run = new Batches(data(23), 5, true, 77, NOISE);
    epoch(run, 0);
    List<float[]> second = epoch(run, 1);

    float[][] fields = fields(5);
    new Batches(data(23), 5, true, 77, NOISE).fill(1, 3, fields);
    assertThat(fields[0]).isEqualTo(second.get(3));
    assertThat(second.get(0)).isNotEqualTo(epoch(run, 2).get(0));
  }

  @Test
  void augmentsASampleTheSameWhereverItStands() {
    Dataset data = data(6);
    float[][] ordered = fields(6);
    new Batches(data, 6, false, 5, NOISE).fill(4, 0, ordered);
    Batches shuffled = new Batches(data, 2, true, 5, NOISE);
    int[] order = shuffled.order(4);
    for (int batch = 0; batch < 3; batch++) {
      float[][] pair = fields(2);
      shuffled.fill(4, batch, pair);
      for (int i = 0; i < 6; i++) {
        assertThat(pair[0][i]).isEqualTo(ordered[0][3 * order[2 * batch + i / 3] + i % 3]);
      }
    }
  }

  @Test
  void isSafeForSeveralThreads() throws Exception {
    Dataset data = data(500);
    Batches shared = new Batches(data, 50, true, 2, NOISE);
    List<Callable<float[]>> tasks = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int task = i;
      tasks.add(
          () -> {
            float[][] fields = fields(50);
            shared.fill(task % 6, task % 10, 0, 20, fields);
            shared.fill(task % 6, task % 10, 20, 50, fields);
            return fields[0];
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[]>> results = threads.invokeAll(tasks);
      for (int i = 0; i < 60; i++) {
        float[][] expected = fields(50);
        new Batches(data, 50, true, 2, NOISE).fill(i % 6, i % 10, expected);
        assertThat(results.get(i).get()).isEqualTo(expected[0]);
      }
    }
  }

  @Test
  void allocatesNothingPerBatch() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Batches batches = new Batches(data(4000), 8, true, 2, NOISE);
    float[][] fields = fields(8);
    for (int batch = 0; batch < 500; batch++) {
      batches.fill(0, batch, fields);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int batch = 0; batch < 500; batch++) {
      batches.fill(1, batch, fields);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batches(data(4), 0, true, 2, null))
        .withMessageContaining("received 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batches(data(4), 2, true, 2, null).fill(0, 0, new float[1][6]))
        .withMessageContaining("2 arrays");
    assertThat(new Batches(data(4), Integer.MAX_VALUE, true, 2, null).count()).isEqualTo(1);
  }

  @Test
  void composesAugmentationsInOrder() {
    Augmentation twice = (s, o, shape, r) -> s[o] *= 2;
    Augmentation plusOne = (s, o, shape, r) -> s[o] += 1;
    float[] sample = {0, 5};
    Augmentation.compose(twice, plusOne).then(twice).apply(sample, 1, Shape.of(1), new SampleRandom());

    assertThat(sample).containsExactly(0, 22);
  }
}
