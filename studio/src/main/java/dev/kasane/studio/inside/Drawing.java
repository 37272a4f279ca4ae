package dev.kasane.studio.inside;

import dev.kasane.data.readers.Images;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;

/** What a person draws, as a run's network takes it. */
final class Drawing {

  /** Rows and columns of MNIST's images, whose middle is what smaller inputs see. */
  private static final int SIGN = 28;

  /** The least input that still holds most of the ink of a digit in 28 by 28. */
  private static final int INK = 20;

  private Drawing() {}

  /** Whether drawings can be shown to a run: whether it takes images, grey or in colour. */
  static boolean fits(Shape input) {
    return input.rank() == 3 && (input.dim(2) == 1 || input.dim(2) == 3);
  }

  /**
   * A drawing, centred and scaled as MNIST's digits are, in the middle of the input.
   *
   * @param ink 0 to 1, rows of a square
   * @param size rows of the square
   */
  static float[] input(RunView run, float[] ink, int size, double black) {
    Shape shape = run.inputShape();
    if (!fits(shape)) {
      throw new RequestException("Drawings cannot be shown to a network that takes " + shape);
    }
    for (float value : ink) {
      if (!(value >= 0 && value <= 1)) {
        throw new RequestException("Ink must be from 0 to 1, received " + value);
      }
    }
    int height = shape.dim(0);
    int width = shape.dim(1);
    boolean small = Math.min(height, width) < INK;
    int signHeight = small ? height : SIGN;
    int signWidth = small ? width : SIGN;
    float[] sign = Images.sign(ink, size, size, signHeight, signWidth).data();
    float[] input = new float[shape.size()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = y - (height - signHeight) / 2;
        int column = x - (width - signWidth) / 2;
        boolean inside = row >= 0 && row < signHeight && column >= 0 && column < signWidth;
        float value = (float) ((inside ? sign[row * signWidth + column] : 0) + black);
        for (int c = 0; c < shape.dim(2); c++) {
          input[(y * width + x) * shape.dim(2) + c] = value;
        }
      }
    }
    return input;
  }
}
