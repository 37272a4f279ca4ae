package dev.kasane.studio.search;

import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.magic.Candidate;
import dev.kasane.convnetjs.magic.MagicNet;
import dev.kasane.convnetjs.magic.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A search in a thread of its own, round after round when asked. What pages see is copied while the search lets them,
 * between two evaluations, so that nobody looks into nets that are being trained.
 */
final class Search implements AutoCloseable {

  /** How far a search is. */
  enum Status {
    /** It trains. */
    RUNNING,
    /** All rounds that were asked for are done. */
    DONE,
    /** Somebody stopped it. */
    STOPPED,
    /** An error ended it. */
    FAILED
  }

  /** Points of a curve in one fold at most. */
  private static final int POINTS = 20;

  private static final long CLOSE_MILLIS = 2_000;

  private final Table table;
  private final SearchSettings settings;
  private final MagicNet magic;
  private final @Nullable Table test;
  private final int heldRows;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Candidate, int[]> numbers = new IdentityHashMap<>();

  private Status status = Status.RUNNING;
  private @Nullable String error;
  private double progress;
  private int round;
  private int fold;
  private double secondsBefore;
  private long began;
  private List<CandidateView> candidates = List.of();
  private List<CandidateView> ranking = List.of();
  private List<Double> x = new ArrayList<>();
  private List<double[]> curves = new ArrayList<>();
  private double testScore = Double.NaN;
  private @Nullable MagicNet answering;
  private @Nullable String json;
  private @Nullable Thread thread;
  private boolean closed;

  /**
   * Prepares one; {@link #start} begins it.
   *
   * @throws RuntimeException if the settings do not go with the table
   */
  Search(Table table, SearchSettings settings) {
    this.table = table;
    this.settings = settings;
    int[] order = Rand.seeded(settings.seed()).randperm(table.inputs().size());
    heldRows = (int) Math.floor(settings.testShare() * order.length);
    Table training = table.rows(Arrays.copyOfRange(order, heldRows, order.length));
    test = heldRows == 0 ? null : table.rows(Arrays.copyOf(order, heldRows));
    magic = training.search(settings.options(order.length - heldRows));
    magic.onProgress(this::progressed);
    magic.onEvaluation(Math.min(POINTS, settings.epochs()), this::evaluated);
    magic.onFinishFold(this::foldFinished);
    drawn();
  }

  /** Begins, or goes on with another round. Does nothing while it runs or after it was closed. */
  void start() {
    lock.lock();
    try {
      if (thread != null || closed) {
        return;
      }
      status = Status.RUNNING;
      progress = 0;
      began = System.nanoTime();
      Thread made = Thread.ofPlatform().daemon().name("kasane-studio-search").unstarted(this::run);
      thread = made;
      made.start();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      magic.run();
      MagicNet copy = MagicNet.fromJSON(magic.toJSON());
      double score = test == null ? Double.NaN : test.score(copy);
      Map<String, Object> tree = new LinkedHashMap<>(magic.toJSON());
      tree.put("table", table.toJSON());
      String text = ConvNetJson.stringify(tree);
      lock.lock();
      try {
        ranking = magic.evaluatedCandidates().stream().map(this::view).toList();
        answering = copy;
        json = text;
        testScore = score;
      } finally {
        lock.unlock();
      }
      end(Status.DONE, null);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      boolean stopped = Thread.currentThread().isInterrupted();
      end(stopped ? Status.STOPPED : Status.FAILED, stopped ? null : String.valueOf(e.getMessage()));
    }
  }

  private void end(Status how, @Nullable String message) {
    lock.lock();
    try {
      status = how;
      error = message;
      secondsBefore += (System.nanoTime() - began) / 1e9;
      thread = null;
    } finally {
      lock.unlock();
    }
  }

  private CandidateView view(Candidate candidate) {
    int[] at = numbers.getOrDefault(candidate, new int[2]);
    return CandidateView.of(at[0], at[1], candidate);
  }

  // ---- what the search says; called by its thread, progressed by its helpers ----

  /** New candidates are there. */
  private void drawn() {
    List<Candidate> now = magic.candidates();
    numbers.keySet().retainAll(magic.evaluatedCandidates());
    for (int i = 0; i < now.size(); i++) {
      numbers.put(now.get(i), new int[] {magic.batches(), i});
    }
    List<CandidateView> views = now.stream().map(this::view).toList();
    lock.lock();
    try {
      round = magic.batches();
      fold = 0;
      candidates = views;
      x = new ArrayList<>();
      curves = new ArrayList<>();
    } finally {
      lock.unlock();
    }
  }

  private void progressed(double share) {
    lock.lock();
    try {
      progress = share;
    } finally {
      lock.unlock();
    }
  }

  private void evaluated(double[] scores) {
    if (magic.batches() != round) {
      drawn();
    }
    lock.lock();
    try {
      int points = Math.min(POINTS, settings.epochs());
      x.add((double) settings.epochs() * (x.size() + 1) / points);
      curves.add(scores);
    } finally {
      lock.unlock();
    }
  }

  private void foldFinished() {
    List<CandidateView> views = magic.candidates().stream().map(this::view).toList();
    lock.lock();
    try {
      fold++;
      candidates = views;
    } finally {
      lock.unlock();
    }
  }

  // ---- what pages ask ----

  /**
   * How it is doing.
   *
   * @param fold folds of this round that are done
   * @param seconds of computing
   * @param candidates of the present round
   * @param ranking the best of all finished rounds, the best first; the first {@code ensemble} answer together
   * @param heldRows rows that were kept away to judge the ensemble
   * @param testScore of the ensemble on them, or null
   * @param evaluations points of each curve so far
   */
  record View(
      Status status,
      @Nullable String error,
      double progress,
      int round,
      int fold,
      double seconds,
      SearchSettings settings,
      List<CandidateView> candidates,
      List<CandidateView> ranking,
      int ensemble,
      int heldRows,
      double testScore,
      int evaluations) {}

  View view() {
    lock.lock();
    try {
      double seconds = secondsBefore + (status == Status.RUNNING ? (System.nanoTime() - began) / 1e9 : 0);
      return new View(
          status, error, progress, round, fold, seconds, settings, candidates, ranking,
          Math.min(settings.ensemble(), ranking.size()), heldRows, testScore, x.size());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The curves of the present round.
   *
   * @param x epochs, counted on from fold to fold
   * @param y for each candidate, its accuracy or R² on the fold's judging part
   */
  record Curves(int round, List<Double> x, double[][] y) {}

  Curves curves() {
    lock.lock();
    try {
      double[][] y = new double[candidates.size()][x.size()];
      for (int i = 0; i < x.size(); i++) {
        for (int c = 0; c < y.length; c++) {
          y[c][i] = curves.get(i)[c];
        }
      }
      return new Curves(round, List.copyOf(x), y);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What the ensemble answers to a row.
   *
   * @param values probability of each class, or the number
   * @param best the likeliest class, or null for a regression
   */
  record Answer(double[] values, @Nullable String best) {}

  /**
   * Lets the ensemble answer.
   *
   * @throws IllegalStateException if no round is done
   */
  Answer predict(List<String> fields) {
    lock.lock();
    try {
      MagicNet ensemble = answering;
      if (ensemble == null) {
        throw new IllegalStateException("There is no ensemble yet: let a search finish its first round");
      }
      double[] values = ensemble.predictSoft(table.input(fields)).w().clone();
      if (!table.classification()) {
        return new Answer(new double[] {values[0] * table.labelDeviation() + table.labelMean()}, null);
      }
      int best = 0;
      for (int i = 1; i < values.length; i++) {
        best = values[i] > values[best] ? i : best;
      }
      return new Answer(values, table.classes().get(best));
    } finally {
      lock.unlock();
    }
  }

  /** The ensemble as a file, or null before the first round is done. */
  @Nullable String json() {
    lock.lock();
    try {
      return json;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it can be asked for another round: not while it runs, and not after it was stopped. */
  boolean canGoOn() {
    lock.lock();
    try {
      return status == Status.DONE;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; what finished rounds found stays. */
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.interrupt();
      try {
        running.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
