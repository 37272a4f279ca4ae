package dev.kasane.train;

import dev.kasane.data.Batches;
import dev.kasane.data.Dataset;
import dev.kasane.data.Split;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.ProgressBar;
import dev.kasane.train.callbacks.TrainingRun;
import dev.kasane.train.files.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code fit}. What happens in a step is a function of seed, position and data only, so that a run which is
 * stopped at any step and goes on from a checkpoint ends with the same weights as one that was not.
 */
final class Trainer implements TrainingRun {

  private final Model model;
  private final FitOptions options;
  private final TrainingControl control;
  private final Dataset trainData;
  private final @Nullable Dataset validationData;
  private Batches batches;
  private final CallbackList callbacks;
  private final History history = new History();
  private final List<Checkpoint.Epoch> finished = new ArrayList<>();
  private final int epochs;
  private final BatchState batch = new BatchState();
  private int batchSize;
  private int epoch;
  private int nextBatch;

  /** Samples in the sums: those of the epoch so far, some twice where the batch size was changed. */
  private long counted;

  private boolean resumed;
  private List<String> names = List.of();
  private double[] sums = new double[0];
  private @Nullable String stopReason;

  Trainer(Model model, Dataset data, FitOptions options) {
    this.model = model;
    this.options = options;
    this.control = options.control();
    model.requireCompiled("fit");
    Dataset validation = options.validationData();
    if (validation == null && options.validationSplit() > 0) {
      Split split = data.split(options.validationSplit());
      this.trainData = split.train();
      this.validationData = split.validation();
    } else {
      this.trainData = data;
      this.validationData = validation;
    }
    this.epochs = options.epochs();
    this.epoch = options.initialEpoch();
    this.batchSize = options.batchSize();
    this.batches = batchesOf(batchSize);
    List<Callback> all = new ArrayList<>();
    if (!options.isQuiet()) {
      all.add(ProgressBar.standard());
    }
    all.addAll(options.callbackList());
    this.callbacks = new CallbackList(all);
  }

  private Batches batchesOf(int size) {
    return new Batches(trainData, size, options.shuffle(), model.seed(), options.augmentation());
  }

  History run() {
    model.materialize(trainData.inputShapes());
    checkData();
    names = GraphBuilder.build(
        model.network(), model.requireCompiled("fit"), Mode.EVALUATE, 1, model.seed()).measures();
    sums = new double[names.size()];
    Path from = options.resume();
    if (from != null) {
      resume(from);
    }
    try {
      callbacks.onTrainBegin(this);
      while (epoch < epochs && stopReason == null) {
        epoch();
      }
    } catch (RuntimeException | Error e) {
      history.stopReason("error: " + e.getMessage());
      callbacks.onTrainEndAfter(e, this, history);
      throw e;
    }
    history.stopReason(stopReason == null ? "" : stopReason);
    callbacks.onTrainEnd(this, history);
    return history;
  }

  private void checkData() {
    DataCheck.shapes(model, trainData, "fit");
    if (validationData != null) {
      DataCheck.shapes(model, validationData, "fit, validation");
    }
    if (options.checkData()) {
      DataCheck.values(model, trainData);
      if (validationData != null) {
        DataCheck.values(model, validationData);
      }
    }
  }

  private void epoch() {
    if (nextBatch == 0) {
      callbacks.onEpochBegin(this, epoch);
    }
    batch.beginEpoch();
    while (stopReason == null && nextBatch < batches.count()) {
      steps();
      change();
    }
    if (nextBatch < batches.count()) {
      // Stopped in the middle: what is done is kept for a resume, but it is no finished epoch.
      checkpoint();
      return;
    }
    EpochEvent event = finishEpoch();
    history.add(event);
    finished.add(Checkpoint.Epoch.of(event));
    model.progress(model.steps(), model.epochsTrained() + 1);
    callbacks.onEpochEnd(this, event);
    epoch++;
    nextBatch = 0;
    counted = 0;
    Arrays.fill(sums, 0);
    checkpoint();
  }

  /** Steps of an epoch, to its end or a change. Nothing is allocated in here once all batch sizes have been seen. */
  private void steps() {
    int count = batches.count();
    int largest = Math.min(batchSize, trainData.size());
    Runner full = model.runner(Mode.TRAIN, largest);
    Runner last = model.runner(Mode.TRAIN, batches.size(count - 1));
    int first = nextBatch;
    StepTable table = new StepTable(
        model.requireCompiled("fit").optimizer().learningRate(), full.model().scalars(), model.steps(), count - first);
    boolean ahead = options.augmentation() != null;
    try (Feeder feeder = new Feeder(batches, model.epochsTrained(), first, largest, ahead)) {
      while (nextBatch < count && mayGoOn() && !control.isChangeAsked()) {
        step(feeder, nextBatch == count - 1 ? last : full, table, nextBatch - first);
      }
    }
  }

  private void step(Feeder feeder, Runner runner, StepTable table, int index) {
    long start = System.nanoTime();
    int samples = runner.model().batch();
    double rateSet = model.learningRateSet();
    double rate = Double.isNaN(rateSet) ? table.rate(index) : rateSet;
    runner.train(feeder.take(nextBatch), model.steps(), rate, table, index);
    for (int i = 0; i < sums.length; i++) {
      double value = runner.measure(i);
      batch.values[i] = value;
      sums[i] += value * samples;
    }
    model.stepDone();
    nextBatch++;
    counted += samples;
    batch.update(samples, rate, System.nanoTime() - start);
    callbacks.onBatchEnd(this, batch);
    if (model.steps() % options.checkpointSteps() == 0) {
      checkpoint();
    }
  }

  /** Takes what the control asks for beyond the present plans. */
  private void change() {
    Optimizer optimizer = control.takeOptimizer();
    if (optimizer != null) {
      model.compile(new Compilation(optimizer, model.requireCompiled("fit").objectives()));
    }
    int size = control.takeBatchSize();
    if (size != 0 && size != batchSize) {
      boolean atEnd = nextBatch == batches.count();
      long seen = (long) nextBatch * batchSize;
      batchSize = size;
      batches = batchesOf(size);
      nextBatch = atEnd ? batches.count() : (int) (seen / size);
    }
  }

  /** Obeys the control between two steps. */
  private boolean mayGoOn() {
    if (control.isPauseAsked()) {
      try {
        model.waitUnlocked(control);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    // A rate that was asked for together with an optimizer is meant for it.
    double rate = control.isChangeAsked() ? Double.NaN : control.takeLearningRate();
    if (!Double.isNaN(rate)) {
      model.learningRateSet(rate);
    }
    if (stopReason == null && control.isStopAsked()) {
      stopReason = "stopped by its control";
    }
    if (stopReason == null && Thread.currentThread().isInterrupted()) {
      stopReason = "the thread was interrupted";
    }
    return stopReason == null;
  }

  private EpochEvent finishEpoch() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      values.put(names.get(i), sums[i] / counted);
    }
    if (validationData != null) {
      Evaluator.evaluate(model, validationData, options.batchSize())
          .values()
          .forEach((name, value) -> values.put("val_" + name, value));
    }
    return new EpochEvent(epoch, epochs, values, batch.rate, batch.seconds(), batch.samplesPerSecond());
  }

  // ---- checkpoints ----

  private Checkpoint.DataKey dataKey() {
    return new Checkpoint.DataKey(
        trainData.size(),
        validationData == null ? 0 : validationData.size(),
        batchSize,
        options.shuffle(),
        options.augmentation() != null);
  }

  private void checkpoint() {
    Path file = options.checkpoint();
    if (file == null) {
      return;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<Checkpoint.Kept> kept = callbacks.save(tensors);
    List<Double> sumList = new ArrayList<>();
    for (double sum : sums) {
      sumList.add(sum);
    }
    ModelFiles.saveCheckpoint(
        model,
        new Checkpoint(
            epoch, nextBatch, sumList, model.learningRateSet(), dataKey(), finished, kept),
        tensors,
        file);
  }

  private void resume(Path file) {
    ModelFiles.Restored restored = ModelFiles.restore(model, file, checkpoint -> checkPosition(checkpoint, file));
    Checkpoint checkpoint = restored.checkpoint();
    epoch = checkpoint.epoch();
    nextBatch = checkpoint.batch();
    counted = Math.min((long) nextBatch * batchSize, trainData.size());
    for (int i = 0; i < sums.length; i++) {
      sums[i] = checkpoint.sums().get(i);
    }
    checkpoint.history().forEach(done -> history.add(done.event(epochs)));
    finished.addAll(checkpoint.history());
    resumed = true;
    callbacks.restore(checkpoint.callbacks(), restored.callbackTensors(), file);
  }

  private void checkPosition(Checkpoint checkpoint, Path file) {
    if (!checkpoint.data().equals(dataKey())) {
      throw new ModelFileException("Cannot resume from " + file + ": the interrupted run used "
          + checkpoint.data() + ", this one " + dataKey() + "; use the same data and settings");
    }
    if (checkpoint.sums().size() != sums.length
        || checkpoint.batch() < 0
        || checkpoint.batch() > batches.count()
        || checkpoint.epoch() < 0
        || checkpoint.learningRateSet() < 0) {
      throw new ModelFileException("Cannot resume from " + file + ": its position (epoch "
          + checkpoint.epoch() + ", batch " + checkpoint.batch() + ", " + checkpoint.sums().size()
          + " sums) is not one of this run; the file is damaged");
    }
  }

  // ---- what callbacks may ask ----

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public int firstEpoch() {
    return epoch;
  }

  @Override
  public boolean resumed() {
    return resumed;
  }

  @Override
  public int samples() {
    return trainData.size();
  }

  @Override
  public int batches() {
    return batches.count();
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public List<String> names() {
    List<String> all = new ArrayList<>(names);
    if (validationData != null) {
      names.forEach(name -> all.add("val_" + name));
    }
    return all;
  }

  @Override
  public void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  @Override
  public double learningRate() {
    return model.learningRate();
  }

  @Override
  public void learningRate(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The learning rate must be a number of at least 0, received " + rate);
    }
    model.learningRateSet(rate);
  }

  @Override
  public Map<String, Tensor> weights() {
    return model.getWeights();
  }

  @Override
  public Map<String, Tensor> variables() {
    Map<String, Tensor> all = new LinkedHashMap<>(model.getWeights());
    model.slots().forEach(path -> all.put(path, model.variables().get(path)));
    return all;
  }

  @Override
  public void restore(Map<String, Tensor> values) {
    values.forEach((path, value) -> {
      if (!model.parameters().containsKey(path) && !model.slots().contains(path)) {
        throw new IllegalArgumentException("restore: the model has no variable " + path);
      }
      model.variables().set(path, value);
    });
  }

  @Override
  public void save(Path file) {
    model.save(file);
  }

  @Override
  public History history() {
    return history;
  }

  /** The one event object of all steps. */
  private final class BatchState implements BatchEvent {

    private double[] values = new double[0];
    private List<String> metricNames = List.of();
    private int samples;
    private double rate = Double.NaN;
    private long samplesHere;
    private long nanos;

    void beginEpoch() {
      values = new double[sums.length];
      metricNames = names.subList(1, names.size());
      samplesHere = 0;
      nanos = 0;
    }

    void update(int newSamples, double newRate, long stepNanos) {
      samples = newSamples;
      rate = newRate;
      samplesHere += newSamples;
      nanos += stepNanos;
    }

    @Override
    public int epoch() {
      return epoch;
    }

    @Override
    public int batch() {
      return nextBatch - 1;
    }

    @Override
    public int batches() {
      return batches.count();
    }

    @Override
    public long step() {
      return model.steps();
    }

    @Override
    public int samples() {
      return samples;
    }

    @Override
    public long samplesSoFar() {
      return Math.min((long) nextBatch * batchSize, trainData.size());
    }

    @Override
    public double loss() {
      return values[0];
    }

    @Override
    public double meanLoss() {
      return sums[0] / counted;
    }

    @Override
    public List<String> metrics() {
      return metricNames;
    }

    @Override
    public double metric(int index) {
      return values[index + 1];
    }

    @Override
    public double meanMetric(int index) {
      return sums[index + 1] / counted;
    }

    @Override
    public double learningRate() {
      return rate;
    }

    @Override
    public double seconds() {
      return nanos * 1e-9;
    }

    @Override
    public double samplesPerSecond() {
      return nanos == 0 ? 0 : samplesHere / (nanos * 1e-9);
    }
  }
}
