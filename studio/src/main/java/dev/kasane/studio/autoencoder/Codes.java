package dev.kasane.studio.autoencoder;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.layers.FullyConnLayer;
import dev.kasane.convnetjs.layers.Layer;
import dev.kasane.data.ImageDataset;
import java.util.List;

/** Looks at digits through a network, from its input to some layer and from there to its output. */
final class Codes {

  private static final int AVERAGED = 100;

  private Codes() {}

  /** A digit as a volume. */
  static Vol digit(ImageDataset from, int index) {
    Vol vol = new Vol(28, 28, 1, 0.0);
    Digits.read(from, index, new float[Digits.PIXELS], vol.w());
    return vol;
  }

  /** What a layer makes of an input. */
  static double[] encode(Net net, Vol input, int layer) {
    Vol act = input;
    for (Layer each : net.bareLayers().subList(0, layer + 1)) {
      act = each.forward(act, false);
    }
    return act.read().clone();
  }

  /** What comes out when a layer says this. */
  static double[] decode(Net net, double[] code, int layer) {
    List<Layer> layers = net.bareLayers();
    Vol act = Vol.wrap(layers.get(layer).outSx(), layers.get(layer).outSy(), layers.get(layer).outDepth(), code);
    for (Layer each : layers.subList(layer + 1, layers.size())) {
      act = each.forward(act, false);
    }
    return act.read().clone();
  }

  /** Two neurons of a layer for each of the first test digits: pairs, one after the other. */
  static float[] pairs(Net net, ImageDataset digits, int count, int layer, int a, int b) {
    float[] pairs = new float[2 * count];
    for (int i = 0; i < count; i++) {
      double[] code = encode(net, digit(digits, i), layer);
      pairs[2 * i] = (float) code[a];
      pairs[2 * i + 1] = (float) code[b];
    }
    return pairs;
  }

  /**
   * The images that two neurons of a layer stand for. If the layer has more, the others say what they say on average
   * over test digits.
   *
   * @param places what the two neurons say: pairs
   * @return an image of 784 pixels for each pair
   */
  static float[] images(Net net, ImageDataset digits, int layer, int a, int b, double[][] places) {
    double[] usual = new double[net.bareLayers().get(layer).outSx() * net.bareLayers().get(layer).outSy()
        * net.bareLayers().get(layer).outDepth()];
    if (usual.length > 2) {
      int count = Math.min(AVERAGED, digits.size());
      for (int i = 0; i < count; i++) {
        double[] code = encode(net, digit(digits, i), layer);
        for (int k = 0; k < usual.length; k++) {
          usual[k] += code[k] / count;
        }
      }
    }
    float[] images = new float[places.length * Digits.PIXELS];
    for (int i = 0; i < places.length; i++) {
      double[] code = usual.clone();
      code[a] = places[i][0];
      code[b] = places[i][1];
      double[] image = decode(net, code, layer);
      for (int k = 0; k < Digits.PIXELS; k++) {
        images[i * Digits.PIXELS + k] = (float) image[k];
      }
    }
    return images;
  }

  /** Test digits as the network sees them, with noise, and what it makes of them: image, answer, image, answer. */
  static float[] reconstructions(Net net, ImageDataset digits, int first, int count, Noise noise, long seed) {
    float[] images = new float[2 * count * Digits.PIXELS];
    for (int i = 0; i < count; i++) {
      Vol seen = digit(digits, first + i);
      // Noise of its own for each picture, and the same each time, so that pictures do not flicker.
      noise.apply(seen.w(), new SampleNoise(seed, -1L - first - i));
      double[] answer = net.forward(seen).read();
      for (int k = 0; k < Digits.PIXELS; k++) {
        images[2 * i * Digits.PIXELS + k] = (float) seen.w()[k];
        images[(2 * i + 1) * Digits.PIXELS + k] = (float) answer[k];
      }
    }
    return images;
  }

  /** The mean of (output - input)² over the pixels of a digit. */
  static double error(Net net, ImageDataset digits, int index) {
    Vol seen = digit(digits, index);
    double[] answer = net.forward(seen).read();
    double sum = 0;
    for (int k = 0; k < Digits.PIXELS; k++) {
      double difference = answer[k] - seen.read()[k];
      sum += difference * difference;
    }
    return sum / Digits.PIXELS;
  }

  /** The weights of the first fully connected layer: an image for each neuron; none if its inputs are no image. */
  static float[] filters(Net net) {
    for (Layer layer : net.bareLayers()) {
      if (layer instanceof FullyConnLayer fc) {
        if (fc.numInputs() != Digits.PIXELS) {
          return new float[0];
        }
        float[] filters = new float[fc.outDepth() * Digits.PIXELS];
        for (int i = 0; i < fc.outDepth(); i++) {
          double[] weights = fc.filters().get(i).read();
          for (int k = 0; k < Digits.PIXELS; k++) {
            filters[i * Digits.PIXELS + k] = (float) weights[k];
          }
        }
        return filters;
      }
    }
    return new float[0];
  }
}
