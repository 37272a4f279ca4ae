package dev.kasane.train;

import static dev.kasane.nn.Layers.batchNormalization;
import static dev.kasane.nn.Layers.conv2d;
import static dev.kasane.nn.Layers.dense;
import static dev.kasane.nn.Layers.dropout;
import static dev.kasane.nn.Layers.flatten;
import static dev.kasane.nn.Layers.input;
import static dev.kasane.nn.Layers.maxPool2d;
import static dev.kasane.nn.Losses.sparseCategoricalCrossentropy;
import static dev.kasane.nn.Metrics.accuracy;
import static dev.kasane.nn.Optimizers.adam;
import static dev.kasane.nn.Schedules.cosineDecay;
import static dev.kasane.nn.layers.ActivationFunction.RELU;
import static dev.kasane.nn.layers.ActivationFunction.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.EarlyStopping;
import dev.kasane.train.callbacks.TerminateOnNaN;
import dev.kasane.train.callbacks.TrainingRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of training allocates nothing on the training thread, from handing over the batch to calling callbacks. */
class AllocationTest {

  private static final int EPOCHS = 8;
  private static final int BATCHES = 40;

  /** Reads the thread's counter after each step, without allocating itself. */
  private static final class Counter implements Callback {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] allocated = new long[EPOCHS * BATCHES];
    private double seen;

    @Override
    public void onBatchEnd(TrainingRun run, BatchEvent batch) {
      seen += batch.loss() + batch.meanLoss() + batch.metric(0) + batch.samplesPerSecond() + batch.learningRate();
      allocated[(int) batch.step() - 1] = threads.getCurrentThreadAllocatedBytes();
    }
  }

  /**
   * Trains and prints the most bytes that a step of the last epochs took, the short last batch included.
   *
   * @param args number of threads
   */
  public static void main(String[] args) {
    Tensor images = Tensor.zeros(4 * BATCHES - 1, 8, 8, 1);
    Tensor labels = Tensor.zeros(4 * BATCHES - 1);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) Math.sin(i);
      labels.data()[i % labels.size()] = i % 3;
    }
    Counter counter = new Counter();
    Sequential.of(
            input(8, 8, 1),
            conv2d(5, 3).activation(RELU),
            maxPool2d(2),
            batchNormalization(),
            flatten(),
            dropout(0.2),
            dense(3).activation(SOFTMAX))
        .backend(new CpuBackend(Integer.parseInt(args[0])))
        .compile(adam(cosineDecay(0.01, 1000)), sparseCategoricalCrossentropy(), accuracy())
        .fit(
            Dataset.of(images, labels),
            fit -> fit.epochs(EPOCHS).batchSize(4).quiet()
                .augmentation((sample, offset, shape, random) -> sample[offset] += random.normal())
                .callbacks(new TerminateOnNaN(), new EarlyStopping("loss", 100), counter));
    long most = Double.isFinite(counter.seen) ? 0 : Long.MAX_VALUE;
    // What the beginning and the end of an epoch take is not a step's.
    for (int i = (EPOCHS - 3) * BATCHES; i < EPOCHS * BATCHES; i++) {
      if (i % BATCHES > 0) {
        most = Math.max(most, counter.allocated[i] - counter.allocated[i - 1]);
      }
    }
    System.out.println(most);
  }

  /**
   * In a Java of its own that has no vector module: vectors are objects until the compiler has seen a kernel some ten
   * thousand times, which is not what is looked at here.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stepsAllocateNothing(int threads) throws IOException, InterruptedException {
    Process process = ChildProcess.java(AllocationTest.class, List.of(), Integer.toString(threads))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.strip()).as("bytes").isEqualTo("0");
  }
}
