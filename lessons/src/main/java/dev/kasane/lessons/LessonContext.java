package dev.kasane.lessons;

import dev.kasane.data.DataException;
import dev.kasane.data.ImageData;
import dev.kasane.data.ProgressListener;
import dev.kasane.data.mnist.MnistSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a lesson is run with. The methods {@code seed}, {@code seeds} and so on that take a value return this context
 * changed.
 */
public final class LessonContext {

  private long seed = 1;
  private int seeds = 5;
  private boolean quick;
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable Path data;
  private ProgressListener progress = ProgressListener.NONE;
  private @Nullable ImageData mnist;
  private boolean drawnInstead;

  /** Seed 1, five seeds, all processors, MNIST from wherever it can be had, no progress shown. */
  public LessonContext() {}

  /** Sets the seed of the first run. Default 1. */
  public LessonContext seed(long first) {
    seed = first;
    return this;
  }

  /**
   * Sets how many runs, with seeds that follow each other, are averaged. Default 5.
   *
   * @throws IllegalArgumentException if below 1
   */
  public LessonContext seeds(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("seeds: expected at least 1, received " + count);
    }
    seeds = count;
    return this;
  }

  /** Makes everything small, so that the lesson takes seconds: for tests and for a first look. */
  public LessonContext quick(boolean small) {
    quick = small;
    return this;
  }

  /** Sets how many threads the lesson may use. Default: all processors. */
  public LessonContext threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, received " + count);
    }
    threads = count;
    return this;
  }

  /** Sets the folder that must hold MNIST, or null to search for it. */
  public LessonContext data(@Nullable Path folder) {
    data = folder;
    return this;
  }

  /** Sets who is told how the lesson goes on. */
  public LessonContext progress(ProgressListener listener) {
    progress = listener;
    return this;
  }

  /** The seed of the first run. */
  public long seed() {
    return seed;
  }

  /** How many runs are averaged. */
  public int seeds() {
    return seeds;
  }

  /** Whether everything is to be small. */
  public boolean quick() {
    return quick;
  }

  /** One of two sizes: the real one, or one for a quick run. */
  public int scaled(int full, int small) {
    return quick ? small : full;
  }

  /** How many threads may be used. */
  public int threads() {
    return threads;
  }

  /** Whom to tell how the lesson goes on. */
  public ProgressListener progress() {
    return progress;
  }

  /**
   * The handwritten digits. They are read once.
   *
   * @throws DataException if MNIST cannot be had: drawn digits would make the figures meaningless
   */
  public synchronized ImageData mnist() {
    ImageData found = mnist;
    if (found == null) {
      // Asked for once: a book has many lessons, and each try to download takes seconds.
      found = drawnInstead ? null : MnistSource.resolve(data, progress);
      if (found == null || found.generated()) {
        drawnInstead = true;
        throw new DataException(
            "lesson", "MNIST, whose figures it compares with", "no MNIST on this machine and no way to download it",
            "Name a folder that holds it with --data, or get it with 'kasane data get mnist'.");
      }
      mnist = found;
    }
    return found;
  }

  /**
   * Runs something once for each seed, as many at a time as there are threads. The results are in order of the seeds,
   * whatever finished first. What is run should itself use one thread.
   */
  public <T> List<T> overSeeds(LongFunction<T> run) {
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, seeds))) {
      List<Future<T>> pending = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        long each = seed + i;
        pending.add(pool.submit(() -> run.apply(each)));
      }
      List<T> results = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        results.add(pending.get(i).get());
        progress.progress("seeds", i + 1, seeds);
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
