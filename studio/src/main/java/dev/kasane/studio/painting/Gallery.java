package dev.kasane.studio.painting;

import dev.kasane.studio.server.RequestException;
import java.util.List;

/** Pictures to begin with, each a function of the place: nobody's photographs. */
final class Gallery {

  private static final int SIZE = 160;

  /** Each pixel is the mean of so many by so many places. */
  private static final int FINE = 3;

  private Gallery() {}

  /** Colour at a place: both from 0 to 1, downwards and to the right. */
  @FunctionalInterface
  private interface Paint {
    void at(double x, double y, double[] rgb);
  }

  /** Their names. */
  static List<String> names() {
    return List.of("layers", "sunset", "waves", "letter", "gradient");
  }

  /** One of them. */
  static Picture picture(String name) {
    return draw(switch (name) {
      case "layers" -> Gallery::layers;
      case "sunset" -> Gallery::sunset;
      case "waves" -> Gallery::waves;
      case "letter" -> Gallery::letter;
      case "gradient" -> Gallery::gradient;
      default -> throw new RequestException("There is no picture '" + name + "'; there are " + names());
    });
  }

  private static Picture draw(Paint paint) {
    float[] rgb = new float[3 * SIZE * SIZE];
    double[] colour = new double[3];
    for (int i = 0; i < SIZE * SIZE * FINE * FINE; i++) {
      int x = i % (SIZE * FINE);
      int y = i / (SIZE * FINE);
      paint.at((x + 0.5) / (SIZE * FINE), (y + 0.5) / (SIZE * FINE), colour);
      int at = 3 * (y / FINE * SIZE + x / FINE);
      for (int c = 0; c < 3; c++) {
        rgb[at + c] += (float) (colour[c] / (FINE * FINE));
      }
    }
    return new Picture(SIZE, SIZE, rgb);
  }

  private static void set(double[] rgb, int colour) {
    mix(rgb, colour, 1);
  }

  /** Puts a colour, 0xRRGGBB, over what is there. */
  private static void mix(double[] rgb, int colour, double share) {
    for (int c = 0; c < 3; c++) {
      rgb[c] += share * ((colour >> 16 - 8 * c & 255) / 255.0 - rgb[c]);
    }
  }

  private static double square(double x) {
    return x * x;
  }

  /** Three discs that lie over each other: kasane. */
  private static void layers(double x, double y, double[] rgb) {
    set(rgb, 0xF6F1E4);
    int[] colours = {0xD94F4F, 0x2F6FB0, 0xE8B83A};
    for (int i = 0; i < 3; i++) {
      double angle = 2 * Math.PI * i / 3 - Math.PI / 2;
      if (Math.hypot(x - 0.5 - 0.17 * Math.cos(angle), y - 0.53 - 0.17 * Math.sin(angle)) < 0.27) {
        mix(rgb, colours[i], 0.75);
      }
    }
  }

  /** A sun over the sea. */
  private static void sunset(double x, double y, double[] rgb) {
    set(rgb, 0x27336B);
    mix(rgb, 0xF2A15F, Math.min(1, y / 0.62));
    if (Math.hypot(x - 0.6, y - 0.48) < 0.14) {
      set(rgb, 0xFFF1B8);
    }
    if (y > 0.62) {
      set(rgb, 0x1B3F63);
      double glitter = Math.exp(-square((x - 0.6) / (0.05 + 0.25 * (y - 0.62))));
      mix(rgb, 0xFFC98A, 0.8 * glitter * square(Math.sin(90 * Math.sqrt(y - 0.55))));
    }
    double hill = 0.62 - 0.17 * Math.exp(-square((x - 0.12) / 0.16)) - 0.08 * Math.exp(-square((x - 0.33) / 0.1));
    if (y < 0.62 && y > hill) {
      set(rgb, 0x172043);
    }
  }

  /** Scales of waves, one over the other. */
  private static void waves(double x, double y, double[] rgb) {
    set(rgb, 0xEFF4F4);
    double radius = 0.125;
    for (int row = -1; row <= 17; row++) {
      double middle = row * radius / 2 + radius;
      double shift = (row & 1) * radius;
      double across = x - shift - 2 * radius * Math.round((x - shift) / (2 * radius));
      double distance = Math.hypot(across, y - middle) / radius;
      if (distance < 1 && y < middle + radius) {
        set(rgb, (int) Math.floor(distance * 4) % 2 == 1 ? 0x2A5C8A : 0xEFF4F4);
      }
    }
  }

  /** The letter K in three colours. */
  private static void letter(double x, double y, double[] rgb) {
    set(rgb, 0x22304A);
    if (x > 0.22 && x < 0.36 && y > 0.15 && y < 0.85) {
      set(rgb, 0xF2E9D8);
    }
    if (y > 0.15 && y < 0.85 && x > 0.36) {
      double along = Math.abs(y - 0.5);
      double edge = 0.36 + along;
      if (x > edge && x < edge + 0.19 && x < 0.84) {
        set(rgb, y < 0.5 ? 0xE58A3C : 0x5FB0A5);
      }
    }
  }

  /** Colours that run into each other. */
  private static void gradient(double x, double y, double[] rgb) {
    rgb[0] = 0.5 + 0.5 * Math.sin(2 * Math.PI * x);
    rgb[1] = 0.5 + 0.5 * Math.sin(2 * Math.PI * (y + x / 3));
    rgb[2] = 0.5 + 0.5 * Math.cos(2 * Math.PI * (x - y) / 1.5);
  }
}
