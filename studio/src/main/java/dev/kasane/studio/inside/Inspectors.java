package dev.kasane.studio.inside;

import dev.kasane.nn.layers.Layer;
import dev.kasane.studio.run.Models;
import dev.kasane.studio.run.RunState;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.WeightsAt;
import dev.kasane.train.Compilation;
import dev.kasane.train.Inspector;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The inspectors of the runs looked at last: each is compiled once and takes the weights of the moment that is asked
 * for. While a run trains, its present weights are fetched in the background at most twice a second, so that nobody who
 * draws waits for the training thread.
 */
final class Inspectors {

  /** The moment that is always the present one. */
  static final long NOW = -1;

  private static final System.Logger LOG = System.getLogger("dev.kasane.studio");
  private static final int KEPT = 6;
  private static final long FRESH_NANOS = 500_000_000;

  private record Key(String run, boolean training) {}

  /** An inspector in use by one request at a time. */
  private static final class Entry {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable Network network;
    @Nullable Compilation compilation;
    @Nullable Inspector inspector;
    long loaded;
  }

  /** The present weights of a run as they were last fetched. */
  private static final class Present {
    volatile @Nullable Moment moment;
    volatile long at;
    volatile boolean fetching;
  }

  private final Executor background;
  private final Map<Key, Entry> entries = recent();
  private final Map<String, Present> presents = recent();

  Inspectors(Executor background) {
    this.background = background;
  }

  private static <K, V> Map<K, V> recent() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > KEPT;
      }
    };
  }

  /** The weights of a moment of a run: of a checkpoint, or {@link #NOW}. */
  Moment moment(RunView run, long id) {
    if (id != NOW) {
      return new Moment(run.weightsAt(id), -2 - id);
    }
    Present present;
    synchronized (this) {
      present = presents.computeIfAbsent(run.id(), _ -> new Present());
    }
    Moment known = present.moment;
    if (known == null || run.state() != RunState.RUNNING) {
      return fetch(run, present);
    }
    if (System.nanoTime() - present.at > FRESH_NANOS && !present.fetching) {
      present.fetching = true;
      background.execute(() -> {
        try {
          fetch(run, present);
        } catch (RuntimeException e) {
          LOG.log(Level.DEBUG, "The weights could not be fetched; who asks next tries again", e);
        } finally {
          present.fetching = false;
        }
      });
    }
    return known;
  }

  private static Moment fetch(RunView run, Present present) {
    WeightsAt weights = run.weights();
    synchronized (present) {
      Moment known = present.moment;
      present.at = System.nanoTime();
      if (known != null && known.weights() == weights) {
        return known;
      }
      Moment next = new Moment(weights, known == null ? 1 : known.version() + 1);
      present.moment = next;
      return next;
    }
  }

  /**
   * Looks inside a run.
   *
   * @param id a checkpoint's, or {@link #NOW}
   * @param training whether layers shall do as they do in training
   * @param action what is done with the inspector, alone
   */
  <T> T look(RunView run, long id, boolean training, Function<Look, T> action) {
    Moment moment = moment(run, id);
    Entry entry;
    synchronized (this) {
      entry = entries.computeIfAbsent(new Key(run.id(), training), _ -> new Entry());
    }
    entry.lock.lock();
    try {
      Inspector inspector = prepare(entry, run, training, moment);
      return action.apply(new Look(run, inspector, moment));
    } finally {
      entry.lock.unlock();
    }
  }

  private static Inspector prepare(Entry entry, RunView run, boolean training, Moment moment) {
    Inspector inspector = entry.inspector;
    Network network = run.network();
    Compilation compilation = run.compilation();
    if (inspector == null || network != entry.network || compilation != entry.compilation) {
      try (Model model = model(run, moment.weights())) {
        inspector = Inspector.of(model, 1, training);
      }
      entry.inspector = inspector;
      entry.network = network;
      entry.compilation = compilation;
      entry.loaded = moment.version();
    }
    if (entry.loaded != moment.version()) {
      inspector.load(moment.weights().weights());
      entry.loaded = moment.version();
    }
    return inspector;
  }

  /** A model of its own with the weights of a moment, that knows its loss. */
  static Model model(RunView run, WeightsAt weights) {
    Model model = Models.of(run.network(), run.inputShape(), weights.weights());
    Compilation compilation = run.compilation();
    if (compilation != null) {
      model.compile(compilation);
    }
    return model;
  }

  /** The word for a layer, or for the input. */
  static String kind(@Nullable Layer layer) {
    return layer == null ? "input" : layer.kind();
  }
}
