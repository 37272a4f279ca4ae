package dev.kasane.studio.inside;

import dev.kasane.data.Dataset;
import dev.kasane.nn.layers.Activation;
import dev.kasane.nn.layers.ActivationFunction;
import dev.kasane.nn.layers.Dense;
import dev.kasane.nn.layers.Layer;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.WeightsAt;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * What a network says of every sample of a dataset, computed by one thread and read by others while it goes on.
 *
 * <p>The loss of a sample is −ln of the right class's probability, or, where the network gives no probabilities, by how
 * much the best wrong class leads.
 */
final class Evaluation {

  /** What is sent of a sample. {@code p} is the score of the class that was predicted. */
  record Item(int index, int label, int predicted, double p, double loss) {}

  private static final int CHUNK = 200;
  private static final double TINY = 1e-12;

  private final Dataset data;
  private final int[] labels;
  private final int[] predicted;
  private final float[] scores;
  private final float[] losses;
  private volatile int done;
  private volatile long step;
  private volatile double epoch;
  private volatile int classes;
  private volatile String state = "waiting";
  private volatile String message = "";

  Evaluation(Dataset data) {
    this.data = data;
    int size = data.size();
    labels = new int[size];
    predicted = new int[size];
    scores = new float[size];
    losses = new float[size];
  }

  /** Computes it. What goes wrong becomes its message. */
  void run(RunView run, WeightsAt weights, BooleanSupplier stopped) {
    state = "running";
    step = weights.step();
    epoch = weights.epoch();
    try (Model model = Inspectors.model(run, weights)) {
      boolean probabilities = probabilities(run.network());
      Shape sample = data.inputShapes().getFirst();
      for (int from = 0; from < data.size(); from += CHUNK) {
        if (stopped.getAsBoolean()) {
          state = "stopped";
          return;
        }
        int count = Math.min(CHUNK, data.size() - from);
        Tensor inputs = Tensor.zeros(sample.prepend(count));
        for (int i = 0; i < count; i++) {
          data.read(from + i, 0, inputs.data(), i * sample.size());
        }
        judge(model.predict(inputs), from, count, probabilities);
        done = from + count;
      }
      state = "done";
    } catch (RuntimeException | OutOfMemoryError e) {
      message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      state = "failed";
    }
  }

  private void judge(Tensor outputs, int from, int count, boolean probabilities) {
    int width = outputs.size() / count;
    float[] row = new float[width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(outputs.data(), i * width, row, 0, width);
      int label = Labels.label(data, from + i);
      if (label < 0 || label >= width) {
        throw new IllegalArgumentException("Sample " + (from + i) + " has label " + label + ", but the network knows "
            + width + " classes");
      }
      labels[from + i] = label;
      predicted[from + i] = Labels.largest(row);
      scores[from + i] = row[predicted[from + i]];
      losses[from + i] = loss(row, label, probabilities);
    }
    classes = width;
  }

  /** See the class. */
  static float loss(float[] row, int label, boolean probabilities) {
    if (probabilities) {
      return (float) -Math.log(Math.max(row[label], TINY));
    }
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < row.length; i++) {
      best = i == label ? best : Math.max(best, row[i]);
    }
    return best - row[label];
  }

  /** Whether a network ends with softmax. */
  static boolean probabilities(Network network) {
    int call = network.outputs().getFirst().value() - network.inputs().size();
    if (call < 0) {
      return false;
    }
    Layer last = network.layers().get(network.calls().get(call).layer()).layer();
    return switch (last) {
      case Dense dense -> dense.activation() == ActivationFunction.SOFTMAX;
      case Activation activation -> activation.function() == ActivationFunction.SOFTMAX;
      default -> false;
    };
  }

  boolean isDone() {
    return state.equals("done");
  }

  boolean hasFailed() {
    return state.equals("failed") || state.equals("stopped");
  }

  /** waiting, running, done, stopped or failed. */
  String state() {
    return state;
  }

  String message() {
    return message;
  }

  int samples() {
    return data.size();
  }

  int samplesDone() {
    return done;
  }

  long step() {
    return step;
  }

  double epoch() {
    return epoch;
  }

  int classes() {
    return classes;
  }

  /** Counts by right class, then by predicted class, of what is done. */
  int[][] matrix() {
    int[][] matrix = new int[classes][classes];
    for (int i = 0; i < done; i++) {
      matrix[labels[i]][predicted[i]]++;
    }
    return matrix;
  }

  /** The share of right answers of what is done. */
  double accuracy() {
    int end = done;
    return IntStream.range(0, end).filter(i -> labels[i] == predicted[i]).count() / (double) end;
  }

  /** The mean loss of what is done. */
  double meanLoss() {
    return IntStream.range(0, done).mapToDouble(i -> losses[i]).average().orElse(Double.NaN);
  }

  /** The samples of a class that were taken for a class, the surest first. */
  List<Item> cell(int actual, int guess) {
    return IntStream.range(0, done)
        .filter(i -> labels[i] == actual && predicted[i] == guess)
        .mapToObj(this::item)
        .sorted(Comparator.comparingDouble(item -> -item.p()))
        .toList();
  }

  /** The wrong answers with the largest losses, largest first. */
  List<Item> worst(int count) {
    List<Item> wrong = new ArrayList<>(IntStream.range(0, done)
        .filter(i -> labels[i] != predicted[i])
        .mapToObj(this::item)
        .sorted(Comparator.comparingDouble(item -> -item.loss()))
        .limit(count)
        .toList());
    return wrong;
  }

  private Item item(int i) {
    return new Item(i, labels[i], predicted[i], scores[i], losses[i]);
  }
}
