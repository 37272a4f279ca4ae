package dev.kasane.sweep;

import dev.kasane.json.Json;
import dev.kasane.json.JsonException;
import dev.kasane.train.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a sweep is done, in a folder: the plan, and a file for each run, which appears whole or not at all. After a
 * kill, the sweep goes on with the runs that have no file.
 */
final class Journal implements AutoCloseable {

  private static final String PLAN = "sweep.json";
  private static final long MOST_BYTES = 64L << 20;

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private Journal(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a folder's journal for a plan, or begins one.
   *
   * @throws SweepException if the folder holds another sweep, or another process works in it
   */
  static Journal open(Path folder, SweepPlan plan) {
    Journal journal = lock(folder);
    try {
      Path file = journal.folder.resolve(PLAN);
      if (Files.exists(file)) {
        compare(folder, read(file), plan.json());
      } else {
        AtomicFile.write(file, out -> out.write(plan.json().text().getBytes(StandardCharsets.UTF_8)));
      }
      return journal;
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static Journal lock(Path folder) {
    try {
      Path runs = Files.createDirectories(folder.resolve("runs"));
      FileChannel channel =
          FileChannel.open(runs.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException _) {
        // This process has it already: the same as another one.
      }
      if (lock == null) {
        channel.close();
        throw new SweepException(
            folder + ": another sweep is running in this folder. Wait for it, or name another folder.");
      }
      return new Journal(runs, channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(Path folder, Json before, Json.Obj now) {
    Set<String> changed = new LinkedHashSet<>();
    Map<String, Json> old = before instanceof Json.Obj(Map<String, Json> members) ? members : Map.of();
    now.members().forEach((name, value) -> {
      Json earlier = old.get(name);
      if (earlier == null || !earlier.text().equals(value.text())) {
        changed.add(name);
      }
    });
    if (!changed.isEmpty()) {
      throw new SweepException(
          folder + " holds a sweep with another recipe (" + String.join(", ", changed)
              + (changed.size() == 1 ? " differs" : " differ")
              + "). Go on with that recipe, or name another folder with --out.");
    }
  }

  /** The run that was finished earlier, or null; a file that cannot be used counts as none. */
  @Nullable Run find(int trial, long seed, int round) {
    Path file = file(trial, seed, round);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Json.Obj run = read(file).object();
      List<Point> points = new ArrayList<>();
      for (Json each : run.get("points").items()) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        each.object().get("metrics").object().members().forEach((name, value) -> metrics.put(name, value.number()));
        points.add(new Point(each.object().get("step").integer(), metrics));
      }
      return new Run(trial, seed, round, run.get("finished").bool(), points);
    } catch (JsonException _) {
      return null;
    }
  }

  /** Keeps a finished run. */
  void keep(Run run) {
    List<Json> points = new ArrayList<>();
    for (Point point : run.points()) {
      Map<String, Json> metrics = new LinkedHashMap<>();
      point.metrics().forEach((name, value) -> metrics.put(name, Json.of(value)));
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("step", Json.of(point.step()));
      members.put("metrics", new Json.Obj(metrics));
      points.add(new Json.Obj(members));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("finished", Json.of(run.finished()));
    members.put("points", Json.array(points));
    byte[] text = new Json.Obj(members).text().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file(run.trial(), run.seed(), run.round()), out -> out.write(text));
    if (run.finished()) {
      forget(run.trial(), run.seed());
    }
  }

  /** Removes a run's checkpoint, if there is one. */
  void forget(int trial, long seed) {
    delete(checkpoint(trial, seed));
  }

  /** Where a run may keep its checkpoint; the next round goes on from it. */
  Path checkpoint(int trial, long seed) {
    return folder.resolve("trial-" + trial + "-seed-" + seed + ".checkpoint");
  }

  private Path file(int trial, long seed, int round) {
    return folder.resolve("trial-" + trial + "-seed-" + seed + "-round-" + round + ".json");
  }

  private static Json read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new JsonException(file + ": expected at most " + MOST_BYTES + " bytes");
      }
      return Json.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // A checkpoint that is left over only takes room.
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
