package dev.kasane.studio.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.data.ImageDataset;
import dev.kasane.data.mnist.Mnist;
import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.tensor.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AutoencoderWorldTest {

  private static final String NARROW = """
      [{type:'input', out_sx:28, out_sy:28, out_depth:1}, {type:'fc', num_neurons:5, activation:'tanh'},
       {type:'fc', num_neurons:3}, {type:'fc', num_neurons:6, activation:'tanh'},
       {type:'regression', num_neurons:784}]""";

  /** Images of a light square at one of few places. */
  private static Digits squares() {
    return new Digits("generated", images(150, 1), images(40, 2));
  }

  private static ImageDataset images(int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * 784];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(10);
      int left = 2 * labels[i];
      for (int y = 8; y < 16; y++) {
        for (int x = left; x < left + 8; x++) {
          pixels[i * 784 + y * 28 + x] = (byte) (200 + random.nextInt(56));
        }
      }
    }
    return new ImageDataset(Shape.of(28, 28, 1), pixels, labels, Mnist.CLASSES);
  }

  private static AutoencoderWorld world() {
    AutoencoderWorld world = new AutoencoderWorld(new Setup("generated", NARROW,
        new TrainerSettings("adam", 0.01, 0, 10, 0, 0), new Noise("none", 0), 3));
    world.digits(squares());
    return world;
  }

  private static double[] affine(LearningNet.Weights weights, double[] x, boolean tanh) {
    double[] y = weights.biases().clone();
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < x.length; k++) {
        y[i] += weights.weights()[i][k] * x[k];
      }
      y[i] = tanh ? Math.tanh(y[i]) : y[i];
    }
    return y;
  }

  private static double[] pixels(ImageDataset images, int index) {
    byte[] bytes = images.pixels(index);
    double[] pixels = new double[784];
    for (int i = 0; i < 784; i++) {
      pixels[i] = (bytes[i] & 0xFF) / 255.0;
    }
    return pixels;
  }

  @Test
  void learnsAndTellsItsError() {
    AutoencoderWorld world = world();
    for (int i = 0; i < 400; i++) {
      world.step();
    }
    double[] errors = world.curve().points().y()[0];
    assertThat(errors).hasSize(400);
    assertThat(errors[399]).isLessThan(errors[0] / 3);
    assertThat(world.samples()).isEqualTo(4000);
    List<LearningNet.Weights> w = world.net().weights();
    double sum = 0;
    for (int i = 0; i < 40; i++) {
      double[] image = pixels(squares().test(), i);
      double[] answer = affine(w.get(3), affine(w.get(2), affine(w.get(1), affine(w.get(0), image, true), false), true),
          false);
      for (int k = 0; k < 784; k++) {
        sum += (answer[k] - image[k]) * (answer[k] - image[k]);
      }
    }
    assertThat(world.testCurve().points().x()).containsExactly(1, 2);
    assertThat(world.testCurve().points().y()[0][1]).isCloseTo(sum / 40 / 784, within(1e-6));
  }

  @Test
  void codesDecodeToWhatTheNetworkAnswers() {
    AutoencoderWorld world = world();
    for (int i = 0; i < 10; i++) {
      world.step();
    }
    List<LearningNet.Weights> w = world.net().weights();
    ImageDataset test = squares().test();
    var net = world.net().net();
    float[] pairs = Codes.pairs(net, test, 40, 3, 2, 0);
    double third = 0;
    for (int i = 0; i < 40; i++) {
      double[] code = affine(w.get(1), affine(w.get(0), pixels(test, i), true), false);
      assertThat((double) pairs[2 * i]).isCloseTo(code[2], within(1e-5));
      assertThat((double) pairs[2 * i + 1]).isCloseTo(code[0], within(1e-5));
      third += code[1] / 40;
    }
    float[] images = Codes.images(net, test, 3, 2, 0, new double[][] {{0.5, -1}, {0, 2}});
    double[] first = affine(w.get(3), affine(w.get(2), new double[] {-1, third, 0.5}, true), false);
    double[] second = affine(w.get(3), affine(w.get(2), new double[] {2, third, 0}, true), false);
    for (int k = 0; k < 784; k++) {
      assertThat((double) images[k]).isCloseTo(first[k], within(1e-5));
      assertThat((double) images[784 + k]).isCloseTo(second[k], within(1e-5));
    }
    assertThat(Codes.filters(net)).hasSize(5 * 784);
    assertThat(Codes.filters(net)[784 + 9]).isEqualTo((float) w.get(0).weights()[1][9]);
  }

  @Test
  void reconstructionsShowInputAndAnswer() {
    AutoencoderWorld world = world();
    ImageDataset test = squares().test();
    float[] clean = Codes.reconstructions(world.net().net(), test, 7, 2, new Noise("none", 1), 5);
    assertThat(clean).hasSize(4 * 784);
    double[] eighth = pixels(test, 8);
    for (int k = 0; k < 784; k++) {
      assertThat((double) clean[2 * 784 + k]).isCloseTo(eighth[k], within(1e-6));
    }
    float[] noisy = Codes.reconstructions(world.net().net(), test, 7, 2, new Noise("gauss", 0.5), 5);
    assertThat(noisy).isNotEqualTo(clean);
    assertThat(Codes.reconstructions(world.net().net(), test, 7, 2, new Noise("gauss", 0.5), 5)).isEqualTo(noisy);
  }

  @Test
  void noiseHasItsStrength() {
    double[] image = new double[100_000];
    new Noise("gauss", 0.3).apply(image, new SampleNoise(1, 2));
    double mean = 0;
    double squares = 0;
    for (double value : image) {
      mean += value / image.length;
      squares += value * value / image.length;
    }
    // Five standard errors.
    assertThat(mean).isCloseTo(0, within(5 * 0.3 / Math.sqrt(image.length)));
    assertThat(squares).isCloseTo(0.09, within(5 * 0.09 * Math.sqrt(2.0 / image.length)));
    double[] light = new double[100_000];
    java.util.Arrays.fill(light, 1);
    new Noise("mask", 0.25).apply(light, new SampleNoise(1, 3));
    double kept = java.util.Arrays.stream(light).sum() / light.length;
    assertThat(kept).isCloseTo(0.75, within(5 * Math.sqrt(0.25 * 0.75 / light.length)));
    assertThatThrownBy(() -> new Noise("salt", 0.1)).hasMessageContaining("salt");
    assertThatThrownBy(() -> new Noise("mask", Double.NaN)).hasMessageContaining("level");
  }

  @Test
  void targetsStayCleanUnderNoise() {
    AutoencoderWorld world = world();
    world.noise(new Noise("mask", 1));
    for (int i = 0; i < 300; i++) {
      world.step();
    }
    // From nothing but darkness the best answer is the mean of clean images, which are not dark.
    float[] shown = Codes.reconstructions(world.net().net(), squares().test(), 0, 1, world.setup().noise(), 1);
    float most = 0;
    float seen = 0;
    for (int k = 0; k < 784; k++) {
      seen = Math.max(seen, shown[k]);
      most = Math.max(most, shown[784 + k]);
    }
    assertThat(seen).isZero();
    assertThat(most).isGreaterThan(0.2f);
  }

  @Test
  void aResetRepeatsTheRunToTheBit() {
    AutoencoderWorld world = world();
    world.noise(new Noise("gauss", 0.2));
    world.step();
    world.step();
    double[][] first = world.net().weights().getFirst().weights();
    world.reset();
    world.step();
    world.step();
    assertThat(world.net().weights().getFirst().weights()).isEqualTo(first);
  }

  @Test
  void saysThatDigitsAreMissingAndRefusesOtherNets() {
    AutoencoderWorld world = world();
    world.digits(null);
    assertThatThrownBy(world::step).hasMessageContaining("not there yet");
    assertThatThrownBy(() -> world.setup(world.setup().net(NARROW.replace("neurons:784", "neurons:783"))))
        .hasMessageContaining("784 outputs");
    assertThatThrownBy(() -> Digits.load("letters", null)).hasMessageContaining("letters");
  }
}
