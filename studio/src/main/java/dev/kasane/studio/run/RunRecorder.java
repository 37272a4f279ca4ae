package dev.kasane.studio.run;

import dev.kasane.data.Dataset;
import dev.kasane.nn.losses.Loss;
import dev.kasane.studio.server.RequestException;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Compilation;
import dev.kasane.train.Model;
import dev.kasane.train.Network;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.TrainingRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a {@code fit} and keeps what charts and rooms show of it, in bounded memory. Training only writes numbers
 * into a ring and copies weights now and then; everything else is done by a thread of the recorder's own.
 */
public final class RunRecorder implements Callback, RunView {

  private static final long CHECKPOINT_BYTES = 96L << 20;
  private static final double SMOOTH = 0.95;

  private final String id;
  private final String title;
  private final Model model;
  private final @Nullable Dataset train;
  private final @Nullable Dataset test;
  private final BatchRing ring = new BatchRing();
  private final LiveWeights live;
  private final Checkpoints checkpoints =
      new Checkpoints(Math.min(CHECKPOINT_BYTES, Runtime.getRuntime().maxMemory() / 24));
  private final BatchCurves curves = new BatchCurves();
  private final LayerStats layers = new LayerStats();
  private final List<EpochPoint> epochs = new ArrayList<>();
  private final Watcher watcher;

  private volatile RunState state = RunState.READY;
  private volatile String message = "";
  private volatile int wantedEpochs;
  private volatile int batchesOfEpoch;
  private volatile int batchSize;
  private final Map<String, String> described = new ConcurrentSkipListMap<>();

  /** Used by the watching thread only. */
  private long lookedAt = -1;

  // Used by the training thread only.
  private int accuracyIndex = -1;
  private long nextCheckpoint;
  private double smoothLoss = Double.NaN;
  private double smoothAccuracy = Double.NaN;

  /**
   * A recorder to be given to one {@code fit} after the other of a model.
   *
   * @param id from {@link Runs#newId}
   * @param title what people call the run
   * @param model that is trained
   * @param train what it learns from, with labels, or null if others shall not see it
   * @param test what it is tested on, or null
   */
  public RunRecorder(String id, String title, Model model, @Nullable Dataset train, @Nullable Dataset test) {
    this.id = id;
    this.title = title;
    this.model = model;
    this.train = train;
    this.test = test;
    this.live = new LiveWeights(model);
    this.watcher = new Watcher("kasane-watch-" + id, this::look);
  }

  // ---- what training calls ----

  @Override
  public String name() {
    return "studio";
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    wantedEpochs = run.epochs();
    batchesOfEpoch = run.batches();
    batchSize = run.batchSize();
    accuracyIndex = accuracy(run.names().subList(1, run.names().size()));
    live.epoch(run.firstEpoch());
    if (checkpoints.latest() == null) {
      checkpoints.add(live.take(run, model.steps()), Double.NaN, Double.NaN);
    }
    nextCheckpoint = System.nanoTime() + checkpoints.interval();
    message = "";
    state = RunState.RUNNING;
    watcher.start();
  }

  private static int accuracy(List<String> metrics) {
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i).endsWith("accuracy") && !metrics.get(i).startsWith("val_")) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    double loss = batch.loss();
    double accuracy = accuracyIndex < 0 ? Double.NaN : batch.metric(accuracyIndex);
    double epoch = batch.epoch() + (double) batch.samplesSoFar() / run.samples();
    smoothLoss = smooth(smoothLoss, loss);
    smoothAccuracy = smooth(smoothAccuracy, accuracy);
    live.epoch(epoch);
    ring.put(batch.step(), epoch, loss, accuracy, batch.learningRate(), batch.seconds(), batch.samples());
    long now = System.nanoTime();
    if (now - nextCheckpoint >= 0 && live.affordable(now)) {
      checkpoint(run, batch.step());
    } else if (live.due(now)) {
      live.take(run, batch.step());
    }
  }

  private static double smooth(double before, double now) {
    return Double.isNaN(before) ? now : SMOOTH * before + (1 - SMOOTH) * now;
  }

  private void checkpoint(TrainingRun run, long step) {
    checkpoints.add(live.take(run, step), smoothLoss, smoothAccuracy);
    nextCheckpoint = System.nanoTime() + checkpoints.interval();
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    synchronized (epochs) {
      epochs.add(new EpochPoint(epoch.epoch() + 1, model.steps(), epoch.values(), epoch.seconds()));
    }
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    String reason = history.stopReason();
    checkpoint(run, model.steps());
    message = reason;
    state = reason.isEmpty() ? RunState.FINISHED
        : reason.startsWith("error") ? RunState.FAILED : RunState.STOPPED;
    watcher.stop();
  }

  /** Copies the weights if somebody waits for them. For callbacks that hold up training for a while. */
  public void serve(TrainingRun run) {
    if (live.due(System.nanoTime())) {
      live.take(run, model.steps());
    }
  }

  // ---- what the studio calls ----

  /** Says what a run does that only its owner knows, such as that it waits. */
  public void state(RunState newState, String newMessage) {
    state = newState;
    message = newMessage;
  }

  /** Says with which epoch the run ends, where its owner may change that. */
  public void wantedEpochs(int epochs) {
    wantedEpochs = epochs;
  }

  /** Why the run is in its state, for people; may be empty. */
  public String message() {
    return message;
  }

  /** Adds a setting that only the run's owner knows, for reports: such as the data, or an augmentation. */
  public void describe(String name, String value) {
    described.put(name, value);
  }

  /** What the run depends on, for people: name and value. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(described);
    settings.put("seed", Long.toString(model.seed()));
    Compilation compilation = model.compilation();
    if (compilation != null) {
      settings.put("optimizer", compilation.optimizer().toString());
      settings.put("loss", String.join(", ",
          compilation.objectives().stream().map(objective -> objective.loss().toString()).toList()));
    }
    if (batchSize > 0) {
      settings.put("batch", Integer.toString(batchSize));
    }
    return settings;
  }

  /** The seed of the model. */
  public long seed() {
    return model.seed();
  }

  /** What was told about batches. */
  public BatchCurves curves() {
    drain();
    return curves;
  }

  /** How weights, gradients and activations develop. */
  public LayerStats layers() {
    return layers;
  }

  /** Returns the nanoseconds of work, without those spent waiting for weights. */
  private long look() {
    drain();
    long worked = 0;
    long step = model.steps();
    if (step != lookedAt && (state == RunState.RUNNING || state == RunState.PAUSED)) {
      Compilation compilation = model.compilation();
      Loss loss = compilation == null ? null : compilation.objectives().getFirst().loss();
      WeightsAt now = weights();
      lookedAt = now.step();
      long start = System.nanoTime();
      layers.look(now, network(), inputShape(), loss, train);
      worked = System.nanoTime() - start;
    }
    return worked;
  }

  private void drain() {
    curves.drain(ring);
  }

  /** What was measured in each epoch. */
  public List<EpochPoint> epochs() {
    synchronized (epochs) {
      return List.copyOf(epochs);
    }
  }

  /** Steps made. */
  public long step() {
    return model.steps();
  }

  /** Epochs done, with the part of the present one. */
  public double epoch() {
    return live.epoch();
  }

  /** The epoch with which the run ends; 0 before it begins. */
  public int wantedEpochs() {
    return wantedEpochs;
  }

  /** Steps of an epoch; 0 before the run begins. */
  public int batchesOfEpoch() {
    return batchesOfEpoch;
  }

  /** Seconds until the run ends at its present speed; NaN if that is not known. */
  public double secondsLeft() {
    double perSecond = curves().epochsPerSecond();
    return state == RunState.RUNNING && perSecond > 0 ? Math.max(0, wantedEpochs - epoch()) / perSecond : Double.NaN;
  }

  @Override
  public void close() {
    watcher.stop();
  }

  // ---- what others see ----

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
    return state;
  }

  @Override
  public Network network() {
    return model.network();
  }

  @Override
  public Shape inputShape() {
    Shape shape = network().inputs().getFirst().shape();
    if (shape == null) {
      throw new RequestException("The run '" + title + "' has not begun: its network's input is not known yet");
    }
    return shape;
  }

  @Override
  public List<String> classNames() {
    Dataset data = test == null ? train : test;
    return data == null ? List.of() : data.classNames();
  }

  @Override
  public @Nullable Dataset train() {
    return train;
  }

  @Override
  public @Nullable Dataset test() {
    return test;
  }

  @Override
  public WeightsAt weights() {
    return live.get();
  }

  @Override
  public List<CheckpointInfo> checkpoints() {
    return checkpoints.list();
  }

  @Override
  public WeightsAt weightsAt(long checkpoint) {
    return checkpoints.get(checkpoint);
  }

  @Override
  public @Nullable Compilation compilation() {
    return model.compilation();
  }

  @Override
  public RunRecorder recorder() {
    return this;
  }
}
