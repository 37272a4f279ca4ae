package dev.kasane.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/**
 * A matrix somewhere within a larger array: at an odd offset, with a pitch, surrounded by a value that no kernel may
 * change.
 */
final class Block {

  private static final float CANARY = -12345.678f;

  final int rows;
  final int cols;
  final int offset;
  final int pitch;
  final float[] data;

  private Block(int rows, int cols, int offset, int pitch, float[] data) {
    this.rows = rows;
    this.cols = cols;
    this.offset = offset;
    this.pitch = pitch;
    this.data = data;
  }

  /** All canaries; the array ends with the last row's last element, so that reading past it fails. */
  static Block empty(int rows, int cols, int offset, int padding) {
    int pitch = cols + padding;
    float[] data = new float[offset + Math.max(0, rows - 1) * pitch + cols];
    Arrays.fill(data, CANARY);
    return new Block(rows, cols, offset, pitch, data);
  }

  static Block zeros(int rows, int cols, int offset, int padding) {
    Block block = empty(rows, cols, offset, padding);
    block.fill(0);
    return block;
  }

  static Block random(Random random, int rows, int cols, int offset, int padding) {
    Block block = empty(rows, cols, offset, padding);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        block.set(i, j, (float) random.nextGaussian());
      }
    }
    return block;
  }

  Block copy() {
    return new Block(rows, cols, offset, pitch, data.clone());
  }

  void fill(float value) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        set(i, j, value);
      }
    }
  }

  float get(int i, int j) {
    return data[offset + i * pitch + j];
  }

  void set(int i, int j, float value) {
    data[offset + i * pitch + j] = value;
  }

  /** Every element outside of the matrix is still the canary. */
  void assertPaddingUntouched() {
    float[] inside = data.clone();
    for (int i = 0; i < rows; i++) {
      Arrays.fill(inside, offset + i * pitch, offset + i * pitch + cols, CANARY);
    }
    for (float value : inside) {
      assertThat(value).as("padding").isEqualTo(CANARY);
    }
  }

  /** The same bits, padding included; NaN equals NaN. */
  void assertSameBits(Block other) {
    for (int i = 0; i < data.length; i++) {
      if (Float.floatToIntBits(data[i]) != Float.floatToIntBits(other.data[i])) {
        assertThat(data[i]).as("element %d of %d", i, data.length).isEqualTo(other.data[i]);
      }
    }
  }
}
