package dev.kasane.studio.image;

import dev.kasane.backend.Backend;
import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.data.Dataset;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.losses.Loss;
import dev.kasane.studio.run.CheckpointInfo;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.studio.run.RunState;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.WeightsAt;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.Compilation;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import dev.kasane.train.TrainingControl;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.TerminateOnNaN;
import dev.kasane.train.callbacks.TrainingRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A run of this room: a model, its data, and the thread in which it trains. Thread-safe. */
final class ImageRun implements RunView {

  private static final long PATIENCE = 20_000;

  private final String id;
  private final String title;
  private final Origin origin;
  private final Data data;
  private final Backend backend;
  private final AtomicInteger stepsLeft = new AtomicInteger();
  private volatile Setup setup;
  private volatile Model model;
  private volatile RunRecorder recorder;
  private volatile TrainingControl control = new TrainingControl();
  private volatile int life;
  private Setup compiled;
  private @Nullable Thread thread;

  /** Whether the fit of the thread has ended, though the thread may not have. */
  private AtomicBoolean ended = new AtomicBoolean();

  private boolean closed;

  /**
   * What a run begins with.
   *
   * @param network without weights
   * @param loss compares its output with a class index
   * @param weights to begin with, or null for fresh ones
   * @param parent the run it was branched from, or null
   * @param step the step of the parent at which it begins; 0 without one
   */
  record Origin(
      Network network, Loss loss, @Nullable Map<String, Tensor> weights, @Nullable String parent, long step) {}

  /**
   * What a run is about.
   *
   * @param train to learn from
   * @param validation measured after each epoch
   * @param test to be tested on
   */
  record Data(Dataset train, Dataset validation, Dataset test) {}

  /** Knows that a fit has ended before anyone is told so. */
  private record Ending(AtomicBoolean ended) implements Callback {

    @Override
    public void onTrainEnd(TrainingRun run, History history) {
      ended.set(true);
    }
  }

  ImageRun(String id, String title, Setup setup, Origin origin, Data data, int threads) {
    this.id = id;
    this.title = title;
    this.setup = setup;
    this.compiled = setup;
    this.origin = origin;
    this.data = data;
    this.backend = threads == 0 ? new CpuBackend() : new CpuBackend(threads);
    this.model = newModel();
    this.recorder = newRecorder();
  }

  private Model newModel() {
    Model made = Model.of(origin.network()).seed(setup.seed()).backend(backend)
        .compile(setup.method(), origin.loss(), Metrics.accuracy())
        .build(data.train().inputShapes().getFirst());
    if (origin.weights() != null) {
      made.setWeights(origin.weights());
    }
    compiled = setup;
    return made;
  }

  private RunRecorder newRecorder() {
    RunRecorder made = new RunRecorder(id, title, model, data.train(), data.test());
    made.describe("data", setup.data());
    made.describe("training images", Integer.toString(data.train().size()));
    made.describe("pixels", setup.centred() ? "-0.5 to 0.5" : "0 to 1");
    made.describe("augmentation", (setup.shift() == 0 ? "" : "shift " + setup.shift() + " ")
        + (setup.flip() ? "mirror" : setup.shift() == 0 ? "none" : ""));
    made.describe("start", origin.weights() == null ? setup.start() : origin.parent() == null ? "loaded weights"
        : "weights of " + origin.parent() + " at step " + origin.step());
    made.describe("decay", "L1 " + setup.l1() + ", L2 " + setup.l2());
    return made;
  }

  // ---- what people do ----

  /** Trains on, whatever the run was doing before. */
  synchronized void go() {
    stepsLeft.set(0);
    begin();
  }

  /** Trains some steps and then waits. */
  synchronized void step(int steps) {
    stepsLeft.set(steps);
    begin();
  }

  private void begin() {
    if (closed) {
      throw new RequestException("The run has been removed");
    }
    if (isTraining() && !ended.get()) {
      control.resume();
      return;
    }
    join();
    int done = recorder.epochs().size();
    if (done >= setup.epochs()) {
      setup = setup.with(new Setup.Change(null, null, null, null, null, null, done + Math.max(1, done)));
    }
    if (!compiled.equals(setup)) {
      // An optimizer keeps its velocities from one fit to the next, unless it is another one now.
      Setup sameRate = compiled.with(new Setup.Change(
          null, setup.learningRate(), null, setup.batchSize(), null, null, setup.epochs()));
      if (!sameRate.equals(setup)) {
        model.compile(setup.method(), origin.loss(), Metrics.accuracy());
      }
      compiled = setup;
    }
    TrainingControl fresh = new TrainingControl();
    fresh.learningRate(setup.learningRate());
    control = fresh;
    RunRecorder told = recorder;
    Gate gate = new Gate(fresh, stepsLeft, () -> setup.epochs(), told);
    Model trained = model;
    Setup now = setup;
    AtomicBoolean end = new AtomicBoolean();
    ended = end;
    thread = Thread.ofPlatform().daemon(true).name("kasane-" + id).start(() -> {
      try {
        train(trained, told, gate, new Ending(end), now, done);
      } finally {
        end.set(true);
      }
    });
  }

  private void train(Model trained, RunRecorder told, Gate gate, Ending ending, Setup now, int done) {
    try {
      trained.fit(data.train(), fit -> {
        fit.epochs(Integer.MAX_VALUE).initialEpoch(done).batchSize(now.batchSize()).validationData(data.validation())
            .control(gate.control()).callbacks(ending, told, gate, new TerminateOnNaN()).checkData(false).quiet();
        if (now.augmentation() != null) {
          fit.augmentation(now.augmentation());
        }
      });
    } catch (RuntimeException | OutOfMemoryError e) {
      told.state(RunState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** Waits after the present step. */
  synchronized void pause() {
    if (isTraining()) {
      control.pause();
    }
  }

  /** Ends training after the present step; {@link #go} continues with the epoch that was broken off. */
  synchronized void stop() {
    if (thread != null) {
      control.stop();
      join();
    }
  }

  private void join() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.isAlive()) {
      throw new RequestException("The run is still busy and will stop after its present step");
    }
    thread = null;
  }

  /** Stops and begins anew, with fresh weights and the present settings. */
  synchronized void reset() {
    stop();
    recorder.close();
    model = newModel();
    recorder = newRecorder();
    life++;
  }

  /** Changes settings, of a running fit at its next step. */
  synchronized void change(Setup.Change change) {
    Setup before = setup;
    Setup after = before.with(change);
    setup = after;
    if (!isTraining()) {
      return;
    }
    boolean method = !after.optimizer().equals(before.optimizer()) || after.momentum() != before.momentum()
        || after.l1() != before.l1() || after.l2() != before.l2();
    if (method) {
      control.optimizer(after.method());
    } else if (after.learningRate() != before.learningRate()) {
      control.learningRate(after.learningRate());
    }
    if (after.batchSize() != before.batchSize()) {
      control.batchSize(after.batchSize());
    }
    recorder.wantedEpochs(after.epochs());
    compiled = after;
  }

  private boolean isTraining() {
    return thread != null && thread.isAlive();
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      stop();
    } finally {
      recorder.close();
      if (!isTraining()) {
        backend.close();
      }
    }
  }

  // ---- what others see ----

  Setup setup() {
    return setup;
  }

  Origin origin() {
    return origin;
  }

  Data data() {
    return data;
  }

  /** Grows each time the run begins anew. */
  int life() {
    return life;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public RunState state() {
    RunState state = recorder.state();
    return state == RunState.RUNNING && control.isPauseAsked() ? RunState.PAUSED : state;
  }

  @Override
  public Network network() {
    return model.network();
  }

  @Override
  public @Nullable Compilation compilation() {
    return model.compilation();
  }

  @Override
  public Shape inputShape() {
    return data.train().inputShapes().getFirst();
  }

  @Override
  public float pixelOffset() {
    return setup.pixelOffset();
  }

  @Override
  public List<String> classNames() {
    return data.train().classNames();
  }

  @Override
  public Dataset train() {
    return data.train();
  }

  @Override
  public Dataset test() {
    return data.test();
  }

  @Override
  public WeightsAt weights() {
    return recorder.weights();
  }

  @Override
  public List<CheckpointInfo> checkpoints() {
    return recorder.checkpoints();
  }

  @Override
  public WeightsAt weightsAt(long checkpoint) {
    return recorder.weightsAt(checkpoint);
  }

  @Override
  public RunRecorder recorder() {
    return recorder;
  }
}
