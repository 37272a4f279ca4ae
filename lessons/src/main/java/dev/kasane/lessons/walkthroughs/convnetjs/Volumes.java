package dev.kasane.lessons.walkthroughs.convnetjs;

import dev.kasane.convnetjs.Vol;
import java.io.PrintStream;
import java.util.Arrays;

/** Vol: numbers in three dimensions, with a gradient for each. */
public final class Volumes {

  private Volumes() {}

  /** Runs the chapter. */
  public static void run(PrintStream out) {
    Vol random = new Vol(32, 32, 3);            // like a small colour image, filled with random numbers
    Vol zeros = new Vol(32, 32, 3, 0.0);        // the same size, filled with zeros
    Vol three = new Vol(1, 1, 3);               // just three numbers
    Vol list = Vol.of(1.2, 3.5, 3.6);           // 1x1x3 with these numbers

    out.println("numbers: " + random.w().length + ", in a list of three: " + three.w().length);
    zeros.set(2, 0, 1, 5.0);                    // x = 2, y = 0, channel 1
    out.println("get(2, 0, 1): " + zeros.get(2, 0, 1));
    out.println("its place in w: " + ((32 * 0 + 2) * 3 + 1) + " -> " + zeros.w()[(32 * 0 + 2) * 3 + 1]);
    out.println("w: " + Arrays.toString(list.w()) + ", dw: " + Arrays.toString(list.dw()));
  }
}
