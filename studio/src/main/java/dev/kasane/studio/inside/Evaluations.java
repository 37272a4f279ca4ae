package dev.kasane.studio.inside;

import dev.kasane.data.Dataset;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.server.RequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The evaluations asked for last, one for each moment of a run, computed one after the other in the background. */
final class Evaluations {

  private static final int KEPT = 8;

  private record Key(String run, long moment) {}

  /** An evaluation and the version of the weights it is of. */
  private record Kept(Evaluation evaluation, long version) {}

  private final Inspectors inspectors;
  private final ExecutorService background;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
      return size() > KEPT;
    }
  };
  private volatile boolean closed;

  Evaluations(Inspectors inspectors, ExecutorService background) {
    this.inspectors = inspectors;
    this.background = background;
  }

  /** Begins to evaluate the weights of a moment, unless that is done or being done already. */
  Evaluation start(RunView run, long id) {
    Dataset data = Labels.data(run, true);
    if (data == null || data.targetShapes().size() != 1) {
      throw new RequestException("The run '" + run.title() + "' has no labelled samples to be evaluated on");
    }
    Moment moment = inspectors.moment(run, id);
    synchronized (this) {
      Key key = new Key(run.id(), id);
      Kept known = kept.get(key);
      if (known != null && !known.evaluation().hasFailed()
          && (known.version() == moment.version() || !known.evaluation().isDone())) {
        return known.evaluation();
      }
      Evaluation evaluation = new Evaluation(data);
      kept.put(key, new Kept(evaluation, moment.version()));
      background.execute(() -> evaluation.run(run, moment.weights(), () -> closed));
      return evaluation;
    }
  }

  /** What {@link #start} has begun for a moment, or null. */
  synchronized @Nullable Evaluation find(RunView run, long id) {
    Kept known = kept.get(new Key(run.id(), id));
    return known == null ? null : known.evaluation();
  }

  void close() {
    closed = true;
  }
}
