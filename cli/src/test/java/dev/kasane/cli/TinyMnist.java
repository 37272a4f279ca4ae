package dev.kasane.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Four small files in MNIST's form: ten kinds of bars with noise, which a network learns in a moment. */
final class TinyMnist {

  static final int SIDE = 28;

  private TinyMnist() {}

  /** Writes the files into a folder and returns it. */
  static Path write(Path folder, int train, int test) throws IOException {
    return write(folder, train, test, SIDE);
  }

  /** Writes images of another size. */
  static Path write(Path folder, int train, int test, int side) throws IOException {
    Files.createDirectories(folder);
    writePair(folder, "train", train, side, 1);
    writePair(folder, "t10k", test, side, 2);
    return folder;
  }

  private static void writePair(Path folder, String prefix, int count, int side, long seed) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + count * side * side);
    images.putInt(0x803).putInt(count).putInt(side).putInt(side);
    ByteBuffer labels = ByteBuffer.allocate(8 + count);
    labels.putInt(0x801).putInt(count);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      int label = i % 10;
      images.put(image(label, random, side));
      labels.put((byte) label);
    }
    Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
  }

  /** Classes 0 to 4 have a horizontal bar, 5 to 9 a vertical one, each at its own place. */
  static byte[] image(int label, Random random) {
    return image(label, random, SIDE);
  }

  private static byte[] image(int label, Random random, int side) {
    byte[] pixels = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int along = label < 5 ? y : x;
        boolean ink = along / 5 == label % 5;
        pixels[y * side + x] = (byte) Math.clamp((ink ? 200 : 20) + (int) (20 * random.nextGaussian()), 0, 255);
      }
    }
    return pixels;
  }
}
