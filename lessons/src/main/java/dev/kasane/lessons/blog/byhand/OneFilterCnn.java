package dev.kasane.lessons.blog.byhand;

import static dev.kasane.lessons.blog.byhand.Functions.affine;
import static dev.kasane.lessons.blog.byhand.Functions.deltaB;
import static dev.kasane.lessons.blog.byhand.Functions.deltaW;
import static dev.kasane.lessons.blog.byhand.Functions.error;
import static dev.kasane.lessons.blog.byhand.Functions.softmax;
import static dev.kasane.lessons.blog.byhand.Functions.update;

/**
 * One filter slides over the image; each position has a bias of its own; ReLU; ten outputs.
 *
 * @param f the filter (5, 5)
 * @param bc a bias for each of the 24 · 24 positions (576)
 * @param wo weights into the output (576, 10)
 * @param bo its biases (10)
 */
public record OneFilterCnn(double[][] f, double[] bc, double[][] wo, double[] bo) {

  /** The width and height of an image. */
  public static final int SIZE = 28;

  /** The width and height of what the filter makes of it: 28 − 5 + 1. */
  public static final int MAP = 24;

  /** The filter at each position: multiply 25 pairs, add them. The filter is not flipped. */
  public double[] convolve(double[] image) {
    double[] map = new double[MAP * MAP];
    for (int y = 0; y < MAP; y++) {
      for (int x = 0; x < MAP; x++) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
          for (int j = 0; j < f[i].length; j++) {
            sum += f[i][j] * image[(y + i) * SIZE + x + j];
          }
        }
        map[y * MAP + x] = sum;
      }
    }
    return map;
  }

  /** The feature maps after bias and ReLU, one row an image. */
  public double[][] featureMaps(double[][] images) {
    double[][] maps = new double[images.length][];
    for (int n = 0; n < images.length; n++) {
      maps[n] = convolve(images[n]);
      for (int p = 0; p < bc.length; p++) {
        maps[n][p] = Math.max(0, maps[n][p] + bc[p]);
      }
    }
    return maps;
  }

  /** The probabilities of the digits, one row an image. */
  public double[][] forward(double[][] images) {
    return softmax(affine(featureMaps(images), wo, bo));
  }

  /** One step of training. The output's gradients are sums over the batch, the filter's and its bias's are means. */
  public void train(double[][] images, double[][] t, double rate) {
    double[][] maps = featureMaps(images);
    double[][] d = error(softmax(affine(maps, wo, bo)), t);
    double[][] df = new double[f.length][f[0].length];
    double[] dbc = new double[bc.length];
    for (int n = 0; n < images.length; n++) {
      for (int y = 0; y < MAP; y++) {
        for (int x = 0; x < MAP; x++) {
          int p = y * MAP + x;
          if (maps[n][p] <= 0) {
            continue; // ReLU was closed here: nothing passes
          }
          double delta = 0;
          for (int k = 0; k < bo.length; k++) {
            delta += d[n][k] * wo[p][k];
          }
          delta /= images.length;
          dbc[p] += delta;
          for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < f[i].length; j++) {
              df[i][j] += delta * images[n][(y + i) * SIZE + x + j];
            }
          }
        }
      }
    }
    update(wo, rate, deltaW(maps, d));
    update(bo, rate, deltaB(d));
    update(f, rate, df);
    update(bc, rate, dbc);
  }
}
