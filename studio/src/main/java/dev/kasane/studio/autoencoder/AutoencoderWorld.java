package dev.kasane.studio.autoencoder;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.Vol;
import dev.kasane.studio.world.Curve;
import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.NetRules;
import dev.kasane.studio.world.NetText;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.studio.world.World;
import org.jspecify.annotations.Nullable;

/** Digits, a network that shall give back what it sees, and its training. A step is a batch. */
final class AutoencoderWorld implements World {

  private static final NetRules RULES = new NetRules(Digits.PIXELS, "regression", Digits.PIXELS, Digits.PIXELS, 400);

  /** Test digits behind each point of the curve, and steps between them: they shall cost next to nothing. */
  private static final int TESTED = 64;

  private static final int TEST_EVERY = 200;

  private Setup setup;
  private @Nullable Digits digits;
  private LearningNet net;
  private Rand rand;
  private int[] order = {};
  private int at;
  private long steps;
  private long samples;
  private final Curve curve = new Curve("train");
  private final Curve testCurve = new Curve("test");
  private final float[] buffer = new float[Digits.PIXELS];
  private final double[] clean = new double[Digits.PIXELS];
  private final Vol input = new Vol(28, 28, 1, 0.0);

  AutoencoderWorld(Setup setup) {
    this.setup = setup;
    net = new LearningNet(NetText.parse(setup.net(), RULES), setup.trainer(), setup.seed());
    rand = Rand.seeded(setup.seed());
  }

  /**
   * Trains a net of this kind with one batch, somewhere else. The engine keeps the code that it makes for a net's
   * shapes, which takes a while; afterwards the world's own first step is as short as all others.
   *
   * @throws dev.kasane.convnetjs.ConvNetException if this room has no such nets
   */
  static void warmUp(String net, TrainerSettings settings) {
    LearningNet other = new LearningNet(NetText.parse(net, RULES), settings, 0);
    Target target = Target.values(new double[Digits.PIXELS]);
    for (int i = 0; i < settings.batchSize(); i++) {
      other.train(new Vol(28, 28, 1, 0.0), target);
    }
  }

  Setup setup() {
    return setup;
  }

  LearningNet net() {
    return net;
  }

  /** Null until they have been read. */
  @Nullable Digits digits() {
    return digits;
  }

  Curve curve() {
    return curve;
  }

  Curve testCurve() {
    return testCurve;
  }

  /** Samples seen since the last reset. */
  long samples() {
    return samples;
  }

  @Override
  public void step() {
    Digits from = digits;
    if (from == null) {
      throw new IllegalStateException("The digits are not there yet");
    }
    double cost = 0;
    int counted = 0;
    boolean updated = false;
    while (!updated) {
      TrainStats stats = net.train(next(from), Target.values(clean));
      samples++;
      updated = stats.updated();
      cost += stats.costLoss() * stats.samples();
      counted += stats.samples();
    }
    if (!Double.isFinite(cost)) {
      throw new IllegalStateException("The loss is no number any more: choose a lower learning rate, then reset");
    }
    steps++;
    curve.add(steps, perPixel(cost / counted));
    if (steps % TEST_EVERY == 0 && testCurve.wants(steps / TEST_EVERY)) {
      testCurve.add(steps / TEST_EVERY, testError(net.net(), from));
    }
  }

  @Override
  public void reset() {
    net = new LearningNet(net.text(), setup.trainer(), setup.seed());
    rand = Rand.seeded(setup.seed());
    order = new int[0];
    at = 0;
    steps = 0;
    samples = 0;
    curve.clear();
    testCurve.clear();
  }

  /** Takes another set-up and begins anew, or throws and changes nothing. The digits are another matter. */
  void setup(Setup next) {
    NetText text = NetText.parse(next.net(), RULES);
    LearningNet nextNet = new LearningNet(text, next.trainer(), next.seed());
    setup = next;
    net = nextNet;
    reset();
  }

  void digits(@Nullable Digits next) {
    digits = next;
    order = new int[0];
    at = 0;
  }

  void trainer(TrainerSettings settings) {
    net.settings(settings);
    setup = setup.trainer(settings);
  }

  void noise(Noise noise) {
    setup = setup.noise(noise);
  }

  /** The mean of (output - input)² over pixels, of a loss ½Σ(output - input)². */
  static double perPixel(double loss) {
    return 2 * loss / Digits.PIXELS;
  }

  /** The mean over the first test digits, without noise. */
  private static double testError(Net net, Digits digits) {
    int count = Math.min(TESTED, digits.test().size());
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Codes.error(net, digits.test(), i);
    }
    return sum / count;
  }

  private Vol next(Digits from) {
    if (at == order.length) {
      order = rand.randperm(from.train().size());
      at = 0;
    }
    Digits.read(from.train(), order[at++], buffer, clean);
    double[] seen = input.w();
    System.arraycopy(clean, 0, seen, 0, seen.length);
    setup.noise().apply(seen, new SampleNoise(setup.seed(), samples));
    return input;
  }
}
