package dev.kasane.studio.image;

import dev.kasane.data.Augmentation;
import dev.kasane.data.augment.RandomCrop;
import dev.kasane.data.augment.RandomFlip;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.studio.server.RequestException;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a run of this room goes: what a share link carries.
 *
 * @param data name in the {@link ImageLibrary}
 * @param text of the network
 * @param start how weights begin, a label of {@link Start}
 * @param optimizer one of {@link Methods#NAMES}
 * @param learningRate from 0 to 100
 * @param momentum from 0, below 1
 * @param batchSize from 1 to 4096
 * @param l1 penalty, from 0 to 10
 * @param l2 penalty, from 0 to 10
 * @param epochs from 1 to 100,000
 * @param seed of weights, order, augmentation and dropout
 * @param samples images to learn from, the first ones; 0 for all
 * @param centred whether pixels are from -0.5 to 0.5, as in ConvNetJS's demonstrations, and not from 0 to 1
 * @param shift by how many pixels images are shifted at most, in a random direction, each time they are seen
 * @param flip whether every second image is mirrored
 */
record Setup(
    String data,
    String text,
    String start,
    String optimizer,
    double learningRate,
    double momentum,
    int batchSize,
    double l1,
    double l2,
    int epochs,
    long seed,
    int samples,
    boolean centred,
    int shift,
    boolean flip) {

  static final int MAX_BATCH = 4096;
  private static final int MAX_EPOCHS = 100_000;
  private static final int MAX_SHIFT = 16;
  private static final double MAX_RATE = 100;
  private static final double MAX_DECAY = 10;

  /** Checks all ranges. */
  Setup {
    if (data == null || text == null || start == null || optimizer == null) {
      throw new RequestException("The set-up lacks data, text, start or optimizer");
    }
    Start.of(start);
    range("learningRate", learningRate, 0, MAX_RATE);
    range("momentum", momentum, 0, 0.9999);
    range("batchSize", batchSize, 1, MAX_BATCH);
    range("l1", l1, 0, MAX_DECAY);
    range("l2", l2, 0, MAX_DECAY);
    range("epochs", epochs, 1, MAX_EPOCHS);
    range("samples", samples, 0, Integer.MAX_VALUE);
    range("shift", shift, 0, MAX_SHIFT);
    Methods.of(optimizer, learningRate, momentum);
  }

  private static void range(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new RequestException(name + " must be from " + number(low) + " to " + number(high) + ", received "
          + number(value));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  /** What updates weights. */
  Optimizer method() {
    return new Decayed(Methods.of(optimizer, learningRate, momentum), l1, l2);
  }

  float pixelOffset() {
    return centred ? -0.5f : 0;
  }

  /** What changes images each time they are seen, or null. */
  @Nullable Augmentation augmentation() {
    if (shift == 0 && !flip) {
      return null;
    }
    Augmentation shifts = shift == 0 ? Augmentation.compose() : shifted();
    return flip ? shifts.then(RandomFlip.half()) : shifts;
  }

  /** What comes in from outside is black, which is not 0 where pixels are centred. */
  private Augmentation shifted() {
    RandomCrop crop = new RandomCrop(shift);
    float black = pixelOffset();
    return (sample, offset, shape, random) -> {
      add(sample, offset, shape.size(), -black);
      crop.apply(sample, offset, shape, random);
      add(sample, offset, shape.size(), black);
    };
  }

  private static void add(float[] sample, int offset, int size, float number) {
    for (int i = offset; number != 0 && i < offset + size; i++) {
      sample[i] += number;
    }
  }

  /**
   * What may change while a run goes on; null for what stays.
   *
   * @param optimizer another method
   * @param learningRate another rate
   * @param momentum another momentum
   * @param batchSize another batch size
   * @param l1 another penalty
   * @param l2 another penalty
   * @param epochs another end
   */
  record Change(
      @Nullable String optimizer,
      @Nullable Double learningRate,
      @Nullable Double momentum,
      @Nullable Integer batchSize,
      @Nullable Double l1,
      @Nullable Double l2,
      @Nullable Integer epochs) {}

  /** With some settings changed. */
  Setup with(Change change) {
    return new Setup(
        data,
        text,
        start,
        change.optimizer() == null ? optimizer : change.optimizer(),
        change.learningRate() == null ? learningRate : change.learningRate(),
        change.momentum() == null ? momentum : change.momentum(),
        change.batchSize() == null ? batchSize : change.batchSize(),
        change.l1() == null ? l1 : change.l1(),
        change.l2() == null ? l2 : change.l2(),
        change.epochs() == null ? epochs : change.epochs(),
        seed,
        samples,
        centred,
        shift,
        flip);
  }
}
