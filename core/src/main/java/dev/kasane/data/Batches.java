package dev.kasane.data;

import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a dataset, epoch after epoch. Every batch is a pure function of (seed, epoch, batch): training may
 * begin at any batch of any epoch and sees what it would have seen had it run from the start. Methods may be called
 * from several threads at once.
 */
public final class Batches {

  private final Dataset data;
  private final int batchSize;
  private final boolean shuffle;
  private final @Nullable Augmentation augmentation;
  private final long orderStream;
  private final long augmentationStream;
  private final int[] fieldSizes;
  private final List<Shape> inputShapes;
  private final ArrayDeque<Context> idle = new ArrayDeque<>();

  /**
   * Batches of a dataset.
   *
   * @param batchSize samples in each batch, 1 or more; the last batch of an epoch holds what is left
   * @param shuffle whether each epoch has a random order of its own; if not, the order is the dataset's
   * @param seed of order and augmentation
   * @param augmentation applied to input 0 of each sample, or null
   * @throws IllegalArgumentException if the batch size is below 1 or a batch would not fit in an array
   */
  public Batches(Dataset data, int batchSize, boolean shuffle, long seed, @Nullable Augmentation augmentation) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("Batches: expected a batch size of at least 1, received " + batchSize);
    }
    this.data = data;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.augmentation = augmentation;
    this.orderStream = CounterRandom.stream(seed, "data.order");
    this.augmentationStream = CounterRandom.stream(seed, "data.augmentation");
    this.inputShapes = data.inputShapes();
    this.fieldSizes = new int[data.fieldCount()];
    for (int field = 0; field < fieldSizes.length; field++) {
      // Names the shape in the error when a batch of this field has more elements than an array can hold.
      int largest = Math.min(batchSize, data.size());
      fieldSizes[field] = data.fieldShape(field).prepend(largest).size() / largest;
    }
  }

  /** Number of batches in an epoch. */
  public int count() {
    return Math.ceilDiv(data.size(), batchSize);
  }

  /** Samples in a full batch. */
  public int batchSize() {
    return batchSize;
  }

  /** Samples in one batch of an epoch: {@link #batchSize()} in all but perhaps the last. */
  public int size(int batch) {
    Objects.checkIndex(batch, count());
    return Math.min(batchSize, data.size() - batch * batchSize);
  }

  /** The dataset that the batches are made of. */
  public Dataset dataset() {
    return data;
  }

  /** The samples' indices in the order in which an epoch reads them; a fresh array. */
  public int[] order(long epoch) {
    int[] order = new int[data.size()];
    fillOrder(order, epoch);
    return order;
  }

  /**
   * Writes a batch into arrays, samples one after the other, each row-major. Allocates nothing once an epoch is under
   * way.
   *
   * @param fields one array for each field of the dataset, each with room for {@link #batchSize()} samples (or for
   *     those of this batch)
   * @return the number of samples written
   */
  public int fill(long epoch, int batch, float[][] fields) {
    int count = size(batch);
    fill(epoch, batch, 0, count, fields);
    return count;
  }

  /**
   * Writes samples {@code from} (included) to {@code to} (excluded) of a batch to their places in its arrays, so that
   * several threads may share the work of one batch.
   */
  public void fill(long epoch, int batch, int from, int to, float[][] fields) {
    Objects.checkFromToIndex(from, to, size(batch));
    if (epoch < 0) {
      throw new IllegalArgumentException("Batches: expected an epoch of 0 or above, received " + epoch);
    }
    if (fields.length != fieldSizes.length) {
      throw new IllegalArgumentException(
          "Batches: expected " + fieldSizes.length + " arrays, one for each field, received " + fields.length);
    }
    Context context = borrow();
    try {
      context.fill(epoch, batch * batchSize, from, to, fields);
    } finally {
      giveBack(context);
    }
  }

  private Context borrow() {
    synchronized (idle) {
      Context context = idle.pollLast();
      return context == null ? new Context() : context;
    }
  }

  private void giveBack(Context context) {
    synchronized (idle) {
      idle.addLast(context);
    }
  }

  /** Fisher and Yates' shuffle with random numbers that depend on seed and epoch only. */
  private void fillOrder(int[] order, long epoch) {
    long key = CounterRandom.at(orderStream, epoch);
    for (int i = 0; i < order.length; i++) {
      int j = shuffle ? (int) Math.unsignedMultiplyHigh(CounterRandom.bits(key, i), i + 1) : i;
      order[i] = order[j];
      order[j] = i;
    }
  }

  /** What one caller needs at a time. */
  private final class Context {

    private final int[] order = new int[data.size()];
    private final SampleRandom random = new SampleRandom();
    private long epoch = -1;

    void fill(long wanted, int first, int from, int to, float[][] fields) {
      if (epoch != wanted) {
        fillOrder(order, wanted);
        epoch = wanted;
      }
      long stream = CounterRandom.at(augmentationStream, wanted);
      for (int i = from; i < to; i++) {
        int sample = order[first + i];
        for (int field = 0; field < fieldSizes.length; field++) {
          data.read(sample, field, fields[field], i * fieldSizes[field]);
        }
        if (augmentation != null) {
          random.seek(stream, sample);
          augmentation.apply(fields[0], i * fieldSizes[0], inputShapes.getFirst(), random);
        }
      }
    }
  }
}
