package dev.kasane.studio.optimizers;

import dev.kasane.backend.Backend;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.convert.NetToModel;
import dev.kasane.data.ImageData;
import dev.kasane.studio.world.Curve;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Methods side by side: each begins with the same weights and gets the same batches. */
final class Race {

  /** Batches over which loss and training accuracy are averaged: 800 samples at the usual batch size. */
  static final int WINDOW = 100;

  /** Batches from test to test. */
  static final int TEST_EVERY = 100;

  private final RaceSettings settings;
  private final DigitBatches batches;
  private final List<Racing> racers = new ArrayList<>();
  private final Curve losses;
  private final Curve training;
  private final Curve tests;
  private long step;

  /** One method and how it is doing. */
  private static final class Racing {

    private final String title;
    private final Lane lane;
    private final double[] losses = new double[WINDOW];
    private final double[] accuracies = new double[WINDOW];
    private double test = Double.NaN;
    private double best = Double.NaN;
    private double reachedSeconds = Double.NaN;
    private long reachedStep = -1;
    private boolean lost;

    Racing(String title, Lane lane) {
      this.title = title;
      this.lane = lane;
    }

    private void begin() {
      lane.begin();
      test = Double.NaN;
      best = Double.NaN;
      reachedSeconds = Double.NaN;
      reachedStep = -1;
      lost = false;
    }
  }

  /** Prepares a race; takes some tenths of a second. */
  Race(RaceSettings settings, ImageData data, Backend backend) {
    this.settings = settings;
    int side = settings.side();
    batches = new DigitBatches(data, side, settings.batch(), settings.seed());
    float[] testInputs = batches.testInputs();
    float[] testLabels = batches.testLabels();
    Net net = new Net(settings.seed());
    net.makeLayers(settings.network().definitions());
    Model model = NetToModel.convert(net, backend);
    List<String> titles = titles(settings);
    for (int i = 0; i < titles.size(); i++) {
      RaceSettings.Racer racer = settings.methods().get(i);
      Lane lane = new Lane(
          model, MethodKind.of(racer.method()).optimizer(racer.values()), settings.batch(), settings.l2(), backend,
          testInputs, testLabels);
      racers.add(new Racing(titles.get(i), lane));
    }
    String[] names = titles.toArray(String[]::new);
    losses = new Curve(names);
    training = new Curve(names);
    tests = new Curve(names);
  }

  /** Names for people; a method that runs more than once is numbered. */
  private static List<String> titles(RaceSettings settings) {
    List<String> titles = new ArrayList<>();
    for (RaceSettings.Racer racer : settings.methods()) {
      String title = MethodKind.of(racer.method()).title();
      String numbered = title;
      for (int i = 2; titles.contains(numbered); i++) {
        numbered = title + " " + i;
      }
      titles.add(numbered);
    }
    return titles;
  }

  /** One batch for each. */
  void step() {
    batches.train(step);
    int at = (int) (step % WINDOW);
    for (Racing racer : racers) {
      if (!racer.lost) {
        racer.lane.train(batches.inputs(), batches.labels());
        double loss = racer.lane.loss();
        racer.losses[at] = loss;
        racer.accuracies[at] = racer.lane.accuracy();
        racer.lost = !Double.isFinite(loss);
      }
    }
    step++;
    if (losses.wants(step / 10) && step % 10 == 0) {
      losses.add(step / 10, racers.stream().mapToDouble(racer -> mean(racer, racer.losses)).toArray());
      training.add(step / 10, racers.stream().mapToDouble(racer -> mean(racer, racer.accuracies)).toArray());
    }
    if (step % TEST_EVERY == 0) {
      racers.forEach(this::test);
      if (tests.wants(step / TEST_EVERY)) {
        tests.add(
            step / TEST_EVERY, racers.stream().mapToDouble(racer -> racer.lost ? Double.NaN : racer.test).toArray());
      }
    }
  }

  private double mean(Racing racer, double[] window) {
    int count = (int) Math.min(step, WINDOW);
    return racer.lost || count == 0 ? Double.NaN : Arrays.stream(window, 0, count).sum() / count;
  }

  private void test(Racing racer) {
    if (racer.lost) {
      return;
    }
    racer.test = racer.lane.test();
    racer.best = Double.isNaN(racer.best) ? racer.test : Math.max(racer.best, racer.test);
    if (racer.test >= settings.target() && racer.reachedStep < 0) {
      racer.reachedStep = step;
      racer.reachedSeconds = racer.lane.seconds();
    }
  }

  /** Begins anew, with the same weights and batches. */
  void begin() {
    racers.forEach(Racing::begin);
    step = 0;
    losses.clear();
    training.clear();
    tests.clear();
  }

  /**
   * How one is doing.
   *
   * @param title for people
   * @param loss mean of the last {@value #WINDOW} batches
   * @param accuracy on these batches, before each was learned from
   * @param test accuracy on the test
   * @param best the best of these
   * @param reachedSeconds of its own training until the target, NaN before
   * @param reachedSamples samples it had seen by then, -1 before
   * @param seconds of its own training
   * @param lost whether its loss became no number
   */
  record Row(
      String title, double loss, double accuracy, double test, double best, double reachedSeconds, long reachedSamples,
      double seconds, boolean lost) {}

  List<Row> rows() {
    return racers.stream()
        .map(racer -> new Row(
            racer.title, mean(racer, racer.losses), mean(racer, racer.accuracies), racer.test, racer.best,
            racer.reachedSeconds, racer.reachedStep < 0 ? -1 : racer.reachedStep * settings.batch(),
            racer.lane.seconds(), racer.lost))
        .toList();
  }

  /** Loss, training accuracy and test accuracy over batches; one column a method. */
  record Curves(Curve.Points loss, Curve.Points training, Curve.Points test) {}

  Curves curves() {
    return new Curves(scaled(losses, 10), scaled(training, 10), scaled(tests, TEST_EVERY));
  }

  private static Curve.Points scaled(Curve curve, int factor) {
    Curve.Points points = curve.points();
    for (int i = 0; i < points.x().length; i++) {
      points.x()[i] *= factor;
    }
    return points;
  }

  RaceSettings settings() {
    return settings;
  }

  long batches() {
    return step;
  }

  Lane lane(int index) {
    return racers.get(index).lane;
  }
}
