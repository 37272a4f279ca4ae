package dev.kasane.studio.image;

import dev.kasane.studio.run.BatchCurves;
import dev.kasane.studio.run.Curve;
import dev.kasane.studio.run.EpochPoint;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.Runs;
import dev.kasane.studio.server.RequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page asks again and again: the runs, one of them in detail, and the parts of curves it does not have. */
final class Watching {

  private static final int MOST_RUNS = 12;
  private static final int MOST_NAMES = 500;

  private Watching() {}

  /**
   * What a page has and wants.
   *
   * @param run shown in detail, or null
   * @param curves runs whose curves are shown
   */
  record Question(@Nullable String run, @Nullable List<Have> curves) {}

  /**
   * What a page has of a run.
   *
   * @param run its name
   * @param life which of its lives, see {@link ImageRun#life}
   * @param epochs how many epochs it has
   * @param layers whether it wants norms, too
   * @param known for each curve its generation and how many points it has
   */
  record Have(String run, int life, int epochs, boolean layers, @Nullable Map<String, int[]> known) {}

  /** The answer. */
  record Answer(List<Brief> runs, @Nullable Detail detail, List<Curves> curves) {}

  /** A run in the list. */
  record Brief(
      String id, String title, String state, long step, double epoch, int epochs, double valAccuracy, boolean own) {}

  /** A run in detail; the set-up is null if the studio has not begun it. */
  record Detail(
      String id,
      String title,
      String state,
      String message,
      int life,
      @Nullable Setup setup,
      @Nullable String parent,
      long step,
      double epoch,
      int epochs,
      int batches,
      double speed,
      double secondsLeft,
      double loss,
      double accuracy,
      double rate,
      int checkpoints,
      int train,
      int test) {}

  /** The part of a run's curves that a page does not have. */
  record Curves(String run, String title, int life, long firstStep, Map<String, Points> parts, List<EpochPoint> epochs,
      int epochsFrom) {}

  /** Points; ordinates in the precision that charts need. */
  record Points(int generation, int from, double[] x, float[] y) {}

  static Answer answer(Runs runs, Question question) {
    List<Brief> briefs = runs.list().stream().map(Watching::brief).toList();
    RunView chosen = question.run() == null ? null : runs.find(question.run());
    List<Curves> curves = new ArrayList<>();
    List<Have> wanted = question.curves() == null ? List.of() : question.curves();
    if (wanted.size() > MOST_RUNS) {
      throw new RequestException("At most " + MOST_RUNS + " runs are compared, received " + wanted.size());
    }
    for (Have have : wanted) {
      RunView run = have.run() == null ? null : runs.find(have.run());
      if (run != null) {
        curves.add(curves(run, have));
      }
    }
    return new Answer(briefs, chosen == null ? null : detail(chosen), curves);
  }

  private static Brief brief(RunView run) {
    RunRecorder recorder = run.recorder();
    List<EpochPoint> epochs = recorder.epochs();
    double accuracy = epochs.isEmpty() ? Double.NaN
        : epochs.getLast().values().getOrDefault("val_accuracy", Double.NaN);
    return new Brief(run.id(), run.title(), label(run), recorder.step(), recorder.epoch(), recorder.wantedEpochs(),
        accuracy, run instanceof ImageRun);
  }

  private static String label(RunView run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  private static Detail detail(RunView run) {
    RunRecorder recorder = run.recorder();
    BatchCurves curves = recorder.curves();
    ImageRun own = run instanceof ImageRun image ? image : null;
    var train = run.train();
    var test = run.test();
    return new Detail(
        run.id(),
        run.title(),
        label(run),
        recorder.message(),
        own == null ? 0 : own.life(),
        own == null ? null : own.setup(),
        own == null ? null : own.origin().parent(),
        recorder.step(),
        recorder.epoch(),
        own == null ? recorder.wantedEpochs() : own.setup().epochs(),
        recorder.batchesOfEpoch(),
        curves.speed(),
        recorder.secondsLeft(),
        curves.loss(),
        curves.accuracy(),
        curves.rate(),
        run.checkpoints().size(),
        train == null ? 0 : train.size(),
        test == null ? 0 : test.size());
  }

  private static Curves curves(RunView run, Have have) {
    RunRecorder recorder = run.recorder();
    ImageRun own = run instanceof ImageRun image ? image : null;
    int life = own == null ? 0 : own.life();
    boolean same = life == have.life();
    Map<String, int[]> known = have.known() == null || !same ? Map.of() : have.known();
    if (known.size() > MOST_NAMES) {
      throw new RequestException("Too many curves: " + known.size());
    }
    Map<String, Points> parts = new LinkedHashMap<>();
    BatchCurves curves = recorder.curves();
    for (String name : curves.names()) {
      part(parts, name, curves.curve(name), known.get(name));
    }
    if (have.layers()) {
      recorder.layers().curves().forEach((name, curve) -> part(parts, name, curve, known.get(name)));
    }
    List<EpochPoint> epochs = recorder.epochs();
    int from = same ? Math.clamp(have.epochs(), 0, epochs.size()) : 0;
    return new Curves(run.id(), run.title(), life, own == null ? 0 : own.origin().step(), parts,
        epochs.subList(from, epochs.size()), from);
  }

  private static void part(Map<String, Points> parts, String name, Curve curve, int @Nullable [] known) {
    Curve.Part part = known == null || known.length != 2 ? curve.all() : curve.since(known[0], known[1]);
    if (part.x().length == 0 && part.from() > 0) {
      return;
    }
    float[] y = new float[part.y().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) part.y()[i];
    }
    parts.put(name, new Points(part.generation(), part.from(), part.x(), y));
  }
}
