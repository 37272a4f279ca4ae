package dev.kasane.report.page;

import dev.kasane.report.Text;

/**
 * A small picture made of numbers, such as a digit or a filter.
 *
 * @param caption what it is
 * @param height rows
 * @param width columns
 * @param values row by row
 * @param tone how numbers become tones
 */
public record Picture(Text caption, int height, int width, float[] values, Tone tone) {

  /** How numbers become tones. */
  public enum Tone {

    /** 0 is paper and 1 is ink: black on white, in any theme. For digits. */
    INK,

    /** The smallest number is white, the largest black. For what has no scale of its own, such as a feature map. */
    RANGE,

    /** 0 is white, above it is blue, below it is red; the largest size has the full colour. For weights. */
    SIGNED
  }

  /** Checks the count of values. */
  public Picture {
    if (values.length != (long) height * width || values.length == 0) {
      throw new IllegalArgumentException(
          "Picture '" + caption.en() + "': expected " + height + " x " + width + " values, received "
              + values.length);
    }
  }

  /** A digit of MNIST: values from 0 for paper to 1 for ink. */
  public static Picture digit(Text caption, float[] pixels) {
    return new Picture(caption, 28, 28, pixels, Tone.INK);
  }
}
