package dev.kasane.sweep;

import dev.kasane.data.DataException;
import dev.kasane.report.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Does what a plan says, several runs at a time. */
final class SweepRunner {

  private final SweepPlan plan;
  private final int threads;
  private final @Nullable Journal journal;
  private final SweepListener listener;
  private final BooleanSupplier stop;
  private final List<Settings> trials;
  private final AtomicBoolean given = new AtomicBoolean();
  private final long begin = System.nanoTime();

  private int done;
  private int doneHere;
  private int total;

  SweepRunner(
      SweepPlan plan, int threads, @Nullable Journal journal, SweepListener listener, BooleanSupplier stop) {
    this.plan = plan;
    this.threads = threads;
    this.journal = journal;
    this.listener = listener;
    this.stop = stop;
    this.trials = plan.trials();
  }

  SweepResult run() {
    int rounds = plan.halving().rounds();
    int each = trials.size();
    for (int round = 0; round < rounds; round++) {
      total += each * plan.seeds();
      each = plan.halving().survivors(each);
    }
    Map<Integer, List<Run>> latest = new LinkedHashMap<>();
    List<Integer> alive = new ArrayList<>();
    for (int trial = 0; trial < trials.size(); trial++) {
      alive.add(trial);
    }
    for (int round = 0; round < rounds; round++) {
      latest.putAll(round(alive, round));
      List<Integer> survivors = alive.stream()
          .sorted(plan.<Integer>better(trial -> mean(latest.getOrDefault(trial, List.of()))))
          .limit(plan.halving().survivors(alive.size()))
          .sorted()
          .toList();
      alive.removeAll(survivors);
      forget(alive);
      alive = new ArrayList<>(survivors);
    }
    List<Trial> results = new ArrayList<>();
    for (int trial = 0; trial < trials.size(); trial++) {
      results.add(new Trial(trial, trials.get(trial), latest.getOrDefault(trial, List.of())));
    }
    return new SweepResult(plan, results);
  }

  /** What losers kept to go on from is needed no more. */
  private void forget(List<Integer> losers) {
    if (journal != null) {
      for (int trial : losers) {
        for (int s = 0; s < plan.seeds(); s++) {
          journal.forget(trial, plan.firstSeed() + s);
        }
      }
    }
  }

  private double mean(List<Run> runs) {
    return new Spread(runs.stream().map(run -> run.last(plan.metric().name())).toList()).mean();
  }

  /** The runs of all seeds of some trials, by trial. */
  private Map<Integer, List<Run>> round(List<Integer> alive, int round) {
    Map<Integer, Run[]> runs = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      CompletionService<Run> working = new ExecutorCompletionService<>(pool);
      int pending = 0;
      for (int trial : alive) {
        Run[] ofTrial = new Run[plan.seeds()];
        runs.put(trial, ofTrial);
        for (int s = 0; s < plan.seeds(); s++) {
          long seed = plan.firstSeed() + s;
          Run found = journal == null ? null : journal.find(trial, seed, round);
          if (found != null) {
            ofTrial[s] = found;
            done++;
          } else {
            working.submit(() -> once(trial, seed, round));
            pending++;
          }
        }
      }
      tell();
      try {
        for (; pending > 0; pending--) {
          Run run = working.take().get();
          Run[] ofTrial = runs.get(run.trial());
          if (ofTrial != null) {
            ofTrial[(int) (run.seed() - plan.firstSeed())] = run;
          }
          done++;
          doneHere++;
          tell();
        }
      } catch (ExecutionException e) {
        given.set(true);
        pool.shutdownNow();
        throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        given.set(true);
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new SweepException("interrupted", e);
      }
    }
    Map<Integer, List<Run>> lists = new LinkedHashMap<>();
    runs.forEach((trial, ofTrial) -> lists.put(trial, List.of(ofTrial)));
    return lists;
  }

  private void tell() {
    double seconds = (System.nanoTime() - begin) * 1e-9;
    listener.progress(done, total, doneHere == 0 ? Double.NaN : seconds / doneHere * (total - done));
  }

  private boolean stopping() {
    return given.get() || stop.getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  private Run once(int trial, long seed, int round) {
    Settings settings = trials.get(trial);
    if (stopping()) {
      throw new SweepException("the sweep was ended early");
    }
    long steps = plan.experiment().steps(settings);
    Recorder recorder =
        new Recorder(plan.halving().budget(steps, round), journal == null ? null : journal.checkpoint(trial, seed));
    try {
      plan.experiment().run(settings, seed, recorder);
    } catch (DataException e) { // says all that is to be said
      throw e;
    } catch (RuntimeException e) {
      if (stopping()) {
        throw new SweepException("the sweep was ended early", e);
      }
      throw new SweepException("the run with " + words(settings) + ", seed " + seed + " failed: " + e.getMessage(), e);
    }
    if (stopping()) {
      throw new SweepException("the sweep was ended early");
    }
    Run run = new Run(trial, seed, round, round == plan.halving().rounds() - 1, recorder.points);
    if (journal != null) {
      journal.keep(run);
    }
    return run;
  }

  private String words(Settings settings) {
    List<String> words = new ArrayList<>();
    plan.dimensions().forEach(dimension ->
        words.add(dimension.setting().name() + " " + settings.get(dimension.setting().name()).text()));
    return words.isEmpty() ? "the default settings" : String.join(", ", words);
  }

  /** Keeps what a run reports until its budget is spent. */
  private final class Recorder implements Reporter {

    private final long budget;
    private final @Nullable Path checkpoint;
    private final List<Point> points = new ArrayList<>();

    Recorder(long budget, @Nullable Path checkpoint) {
      this.budget = budget;
      this.checkpoint = checkpoint;
    }

    @Override
    public boolean report(long step, Map<String, Double> metrics) {
      if (points.isEmpty() || step > points.getLast().step()) {
        if (step <= budget || points.isEmpty()) {
          points.add(new Point(step, metrics));
        }
      }
      return step < budget && !stopping();
    }

    @Override
    public @Nullable Path checkpoint() {
      return checkpoint;
    }
  }
}
