package dev.kasane.studio.optimizers;

import dev.kasane.data.Batches;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.tensor.CounterRandom;

/**
 * Batches that all racers get: pixels from -1/2 to 1/2, cropped at random for training and in the middle for the test.
 */
final class DigitBatches {

  /** Images of one test at most. */
  static final int TEST = 1000;

  private final ImageDataset train;
  private final ImageDataset test;
  private final int side;
  private final int batch;
  private final Batches batches;
  private final long crops;
  private final float[] image;
  private final float[] inputs;
  private final float[] labels;
  private int[] order = {};
  private long orderOf = -1;

  DigitBatches(ImageData data, int side, int batch, long seed) {
    train = data.train();
    test = data.test();
    this.side = side;
    this.batch = batch;
    batches = new Batches(train, Math.min(batch, train.size()), true, seed, null);
    crops = CounterRandom.stream(seed, "crops");
    image = new float[train.imageShape().size()];
    inputs = new float[batch * side * side];
    labels = new float[batch];
  }

  /** Prepares batch number {@code step}, from 0; see {@link #inputs} and {@link #labels}. */
  void train(long step) {
    for (int i = 0; i < batch; i++) {
      long sample = step * batch + i;
      long epoch = sample / train.size();
      if (epoch != orderOf) {
        order = batches.order(epoch);
        orderOf = epoch;
      }
      int index = order[(int) (sample % train.size())];
      train.read(index, 0, image, 0);
      int room = train.imageShape().dim(0) - side + 1;
      long bits = CounterRandom.bits(crops, sample);
      int down = (int) Math.unsignedMultiplyHigh(bits, room);
      int right = (int) ((bits & 0xFFFF) * room >>> 16);
      crop(down, right, inputs, i);
      labels[i] = train.label(index);
    }
  }

  private void crop(int down, int right, float[] into, int sample) {
    int width = train.imageShape().dim(1);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        into[(sample * side + y) * side + x] = image[(y + down) * width + x + right] - 0.5f;
      }
    }
  }

  /** The batch's images, row after row. */
  float[] inputs() {
    return inputs;
  }

  /** Their classes. */
  float[] labels() {
    return labels;
  }

  /** How many images the test has. */
  int testSize() {
    return Math.min(TEST, test.size());
  }

  /** The test's images. */
  float[] testInputs() {
    float[] all = new float[testSize() * side * side];
    int offset = (train.imageShape().dim(0) - side) / 2;
    for (int i = 0; i < testSize(); i++) {
      test.read(i, 0, image, 0);
      crop(offset, offset, all, i);
    }
    return all;
  }

  /** The test's classes. */
  float[] testLabels() {
    float[] all = new float[testSize()];
    for (int i = 0; i < all.length; i++) {
      all[i] = test.label(i);
    }
    return all;
  }
}
