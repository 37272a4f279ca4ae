package dev.kasane.train;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Variables;
import dev.kasane.data.DataException;
import dev.kasane.data.Dataset;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.losses.Loss;
import dev.kasane.nn.metrics.Metric;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.nn.schedules.Schedule;
import dev.kasane.plan.Plan;
import dev.kasane.tensor.CounterRandom;
import dev.kasane.tensor.Shape;
import dev.kasane.tensor.Tensor;
import dev.kasane.train.callbacks.CallbackException;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.files.ModelFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network with its weights: compile it, fit it, evaluate, predict, save. Describe one with {@link Sequential} or with
 * {@link Symbols} and {@link #of(List, List)}.
 *
 * <p>Methods may be called from any thread. While {@code fit} runs in one thread, others are refused until it pauses or
 * ends; calls that do not train wait for one another.
 */
public final class Model implements AutoCloseable {

  /** The seed of a model that is given none. */
  public static final long DEFAULT_SEED = 0;

  /** Samples computed at once by {@code evaluate} and {@code predict} unless said otherwise. */
  public static final int DEFAULT_BATCH = 128;

  private final ReentrantLock lock = new ReentrantLock();
  private final RunnerCache runners = new RunnerCache();
  private final Map<String, ModelGraph.Parameter> parameters = new LinkedHashMap<>();
  private final Set<String> slots = new HashSet<>();
  private final Map<String, String> metadata = new TreeMap<>();
  private volatile boolean training;
  private Network network;
  private @Nullable Compilation compilation;
  private long seed = DEFAULT_SEED;
  private @Nullable Backend backend;
  private boolean ownsBackend;
  private @Nullable Variables variables;
  private long steps;
  private long epochsTrained;
  private double learningRateSet = Double.NaN;

  private Model(Network network) {
    this.network = network;
    if (network.shapesKnown()) {
      checkShapes(network);
    }
  }

  // ---- making ----

  /** A model with one input and one output. See {@link #of(List, List)}. */
  public static Model of(Symbol input, Symbol output) {
    return of(List.of(input), List.of(output));
  }

  /**
   * A model of all layers between inputs and outputs.
   *
   * @throws IllegalArgumentException if an output depends on an input that is not listed, or names are used twice
   * @throws ShapeException if layers do not fit one another; the message names the layer
   */
  public static Model of(List<Symbol> inputs, List<Symbol> outputs) {
    return new Model(NetworkBuilder.build(inputs, outputs));
  }

  /** A model of a described network, with fresh weights. */
  public static Model of(Network network) {
    return new Model(network);
  }

  private static void checkShapes(Network network) {
    GraphBuilder.build(network, null, Mode.PREDICT, 1, 0);
  }

  /**
   * Chooses the seed of initial weights, order of samples, augmentation and dropout. Default {@value #DEFAULT_SEED}.
   *
   * @throws IllegalStateException if the model has weights already
   */
  public Model seed(long value) {
    if (variables != null) {
      throw new IllegalStateException("The seed must be chosen before the weights are made: call seed before fit, "
          + "build, predict or summary");
    }
    seed = value;
    return this;
  }

  /**
   * Chooses what computes, and how many threads it uses. The model does not close it.
   *
   * @throws IllegalStateException if the model has weights already
   */
  public Model backend(Backend value) {
    if (variables != null) {
      throw new IllegalStateException("The backend must be chosen before the weights are made: call backend before "
          + "fit, build, predict or summary");
    }
    backend = value;
    return this;
  }

  /** Says how a model with one output is trained and judged. May be called again; optimizer slots then begin anew. */
  public Model compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    return compile(optimizer, Objective.of(loss, metrics));
  }

  /** Says how a model is trained and judged. See {@link #compile(Compilation)}. */
  public Model compile(Optimizer optimizer, Objective... objectives) {
    return compile(new Compilation(optimizer, List.of(objectives)));
  }

  /**
   * Says how a model is trained and judged.
   *
   * @throws IllegalArgumentException if there is not one objective for each output
   * @throws ShapeException if a loss cannot judge the output it is for
   */
  public Model compile(Compilation value) {
    use(() -> {
      if (value.objectives().size() != network.outputs().size()) {
        throw new IllegalArgumentException("compile: the model has " + network.outputs().size() + " outputs "
            + network.outputs().stream().map(Network.Output::name).toList() + ", expected one objective for each, "
            + "received " + value.objectives().size());
      }
      if (network.shapesKnown()) {
        GraphBuilder.build(network, value, Mode.EVALUATE, 1, seed);
      }
      compilation = value;
      runners.clear(Mode.TRAIN);
      runners.clear(Mode.EVALUATE);
      slots.clear();
      learningRateSet = Double.NaN;
      return null;
    });
    return this;
  }

  /**
   * Makes the weights, if they are not made yet: {@code fit} and the like do it too.
   *
   * @param inputShapes of one sample for each input; may be left out if the network knows them
   */
  public Model build(Shape... inputShapes) {
    use(() -> {
      materialize(List.of(inputShapes));
      return null;
    });
    return this;
  }

  // ---- training ----

  /**
   * Trains.
   *
   * @param data inputs and targets in the order of the model's inputs and outputs
   * @param settings changes the settings, such as {@code fit -> fit.epochs(5).batchSize(128)}
   * @return what was measured in each epoch
   * @throws IllegalStateException if the model is not compiled, or in use by another {@code fit}
   * @throws DataException if data does not fit the model; the message names the sample
   * @throws CallbackException if a callback failed
   * @throws ModelFileException if a checkpoint cannot be written or read
   */
  public History fit(Dataset data, Consumer<FitOptions> settings) {
    FitOptions options = new FitOptions();
    settings.accept(options);
    return fit(data, options);
  }

  /** Trains one epoch with the default settings. See {@link #fit(Dataset, Consumer)}. */
  public History fit(Dataset data) {
    return fit(data, _ -> {});
  }

  private History fit(Dataset data, FitOptions options) {
    return use(() -> {
      if (training) {
        throw new IllegalStateException(
            "fit is running already: a callback must not train its own model, and a paused fit must end first");
      }
      training = true;
      try {
        return new Trainer(this, data, options).run();
      } finally {
        training = false;
      }
    });
  }

  /** Trains in a thread of its own. See {@link #fit(Dataset, Consumer)}; errors appear in {@link Training#await}. */
  public Training fitAsync(Dataset data, Consumer<FitOptions> settings) {
    FitOptions options = new FitOptions();
    settings.accept(options);
    CompletableFuture<History> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("kasane-fit")
        .daemon(true)
        .start(() -> {
          try {
            result.complete(fit(data, options));
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return new Training(options.control(), result);
  }

  /** Measures loss and metrics on a dataset, {@value #DEFAULT_BATCH} samples at a time. */
  public Evaluation evaluate(Dataset data) {
    return evaluate(data, DEFAULT_BATCH);
  }

  /**
   * Measures loss and metrics on a dataset.
   *
   * @throws IllegalStateException if the model is not compiled
   * @throws DataException if data does not fit the model
   */
  public Evaluation evaluate(Dataset data, int batchSize) {
    return use(() -> {
      requireCompiled("evaluate");
      materialize(data.inputShapes());
      DataCheck.shapes(this, data, "evaluate");
      return Evaluator.evaluate(this, data, batchSize);
    });
  }

  /** Arrays for a batch of each field of a dataset. */
  static float[][] fields(Dataset data, int samples) {
    float[][] fields = new float[data.fieldCount()][];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new float[data.fieldShape(i).prepend(samples).size()];
    }
    return fields;
  }

  // ---- predicting ----

  /**
   * The output of a model with one input and one output.
   *
   * @param inputs {@code (n, ...)}: samples along axis 0
   * @return {@code (n, ...)}
   * @throws ShapeException if the shape of a sample is not the model's
   */
  public Tensor predict(Tensor inputs) {
    return onlyOutput(predict(List.of(inputs)));
  }

  /** All outputs for all inputs, each with its samples along axis 0. */
  public List<Tensor> predict(List<Tensor> inputs) {
    return use(() -> {
      materialize(inputs.stream().map(input -> input.shape().rank() == 0 ? input.shape() : input.shape().dropFirst())
          .toList());
      DataCheck.predictInputs(network, inputs);
      return new Predictor(this).predict(inputs);
    });
  }

  /** The output of a model with one output for all samples of a dataset; its targets are not looked at. */
  public Tensor predict(Dataset data) {
    return onlyOutput(predictAll(data));
  }

  /** All outputs for all samples of a dataset; its targets are not looked at. */
  public List<Tensor> predictAll(Dataset data) {
    return use(() -> {
      materialize(data.inputShapes());
      DataCheck.inputShapes(this, data, "predict");
      return new Predictor(this).predict(data);
    });
  }

  private Tensor onlyOutput(List<Tensor> outputs) {
    if (outputs.size() != 1) {
      throw new IllegalArgumentException("This model has " + outputs.size() + " outputs "
          + network.outputs().stream().map(Network.Output::name).toList()
          + "; use predict(List) or predictAll, which return all of them");
    }
    return outputs.getFirst();
  }

  // ---- looking inside ----

  /** What it is made of. */
  public Network network() {
    return network;
  }

  /** How it is trained and judged, or null if it is not compiled. */
  public @Nullable Compilation compilation() {
    return compilation;
  }

  /** The seed of everything random. */
  public long seed() {
    return seed;
  }

  /** Steps it was trained in its life. */
  public long steps() {
    return steps;
  }

  /** Epochs it was trained in its life. */
  public long epochsTrained() {
    return epochsTrained;
  }

  /**
   * Texts that are saved with the model, such as class names; change them at will. Names that begin with {@code
   * kasane.} are the library's own and not saved from here.
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The layers as a table: output shape, parameters, FLOPs, bytes, and what each reads. */
  public Summary summary() {
    return use(() -> {
      materialize(List.of());
      return Summary.of(network, GraphBuilder.build(network, null, Mode.PREDICT, 1, seed));
    });
  }

  /** Numbers that training changes. */
  public long parameterCount() {
    return use(() -> {
      materialize(List.of());
      return parameters.values().stream()
          .filter(ModelGraph.Parameter::trainable)
          .mapToLong(parameter -> parameter.shape().size())
          .sum();
    });
  }

  /** What is executed for one step of training with such a batch. */
  public Plan trainingPlan(int batchSize) {
    return use(() -> {
      requireCompiled("trainingPlan");
      materialize(List.of());
      return runner(Mode.TRAIN, batchSize).executable().plan();
    });
  }

  /** What is executed for a prediction of such a batch. */
  public Plan predictionPlan(int batchSize) {
    return use(() -> {
      materialize(List.of());
      return runner(Mode.PREDICT, batchSize).executable().plan();
    });
  }

  /** The paths of all weights and states, such as {@code conv2d_1/kernel}, in the order of the layers. */
  public List<String> weightPaths() {
    return use(() -> {
      materialize(List.of());
      return List.copyOf(parameters.keySet());
    });
  }

  /** A copy of a weight or state. */
  public Tensor getWeight(String path) {
    return use(() -> {
      materialize(List.of());
      requirePath(path);
      return variables().get(path);
    });
  }

  /** Changes a weight or state. See {@link #setWeights} for errors. */
  public void setWeight(String path, Tensor value) {
    setWeights(Map.of(path, value));
  }

  /** A copy of all weights and states by path. */
  public Map<String, Tensor> getWeights() {
    return use(() -> {
      materialize(List.of());
      Map<String, Tensor> weights = new LinkedHashMap<>();
      parameters.keySet().forEach(path -> weights.put(path, variables().get(path)));
      return weights;
    });
  }

  /**
   * Changes some or all weights and states; nothing if one does not fit.
   *
   * @throws IllegalArgumentException if there is no such path
   * @throws ShapeException if a shape is another
   */
  public void setWeights(Map<String, Tensor> values) {
    use(() -> {
      materialize(List.of());
      values.forEach((path, value) -> {
        ModelGraph.Parameter parameter = requirePath(path);
        if (!parameter.shape().equals(value.shape())) {
          throw new ShapeException(
              path + " has shape " + parameter.shape() + ", received " + value.shape());
        }
      });
      values.forEach(variables()::set);
      return null;
    });
  }

  /**
   * SHA-256, in hexadecimal, over path, shape and bits of all weights and states in the order of their paths: equal for
   * equal models.
   */
  public String weightsSha256() {
    return WeightsHash.of(getWeights());
  }

  // ---- files ----

  /**
   * Saves network, compilation, metadata and weights, but not the state of the optimizer: that is in checkpoints. The
   * file is written beside its place and then moved there.
   *
   * @throws ModelFileException if it cannot be written; the old file is then as it was
   */
  public void save(Path file) {
    use(() -> {
      materialize(List.of());
      ModelFiles.save(this, file);
      return null;
    });
  }

  /**
   * Reads a model that {@link #save} wrote, or the model in a checkpoint.
   *
   * @param ownTypes records of your own that the model uses: layers, losses and so on
   * @throws ModelFileException if the file is missing, damaged, or not a model
   */
  public static Model load(Path file, Class<?>... ownTypes) {
    return ModelFiles.load(file, List.of(ownTypes), null);
  }

  /** Reads a model that shall use a backend. See {@link #load(Path, Class...)}. */
  public static Model load(Path file, Backend backend, Class<?>... ownTypes) {
    return ModelFiles.load(file, List.of(ownTypes), backend);
  }

  /** Ends the threads of the backend, if the model made it itself. */
  @Override
  public void close() {
    use(() -> {
      if (ownsBackend && backend != null) {
        backend.close();
      }
      for (Mode mode : Mode.values()) {
        runners.clear(mode);
      }
      return null;
    });
  }

  // ---- for this package ----

  /** Runs something while no other thread uses the model. */
  <T extends @Nullable Object> T use(Supplier<T> action) {
    if (!lock.tryLock()) {
      if (training) {
        throw new IllegalStateException("The model is being trained by another thread. Pause or stop that fit first.");
      }
      lock.lock();
    }
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Lets other threads use the model while this one waits. */
  void waitUnlocked(TrainingControl control) throws InterruptedException {
    int held = lock.getHoldCount();
    for (int i = 0; i < held; i++) {
      lock.unlock();
    }
    try {
      control.waitWhilePaused();
    } finally {
      for (int i = 0; i < held; i++) {
        lock.lock();
      }
    }
  }

  Compilation requireCompiled(String what) {
    if (compilation == null) {
      throw new IllegalStateException(
          what + ": the model is not compiled; call compile(optimizer, loss, metrics) first");
    }
    return compilation;
  }

  private ModelGraph.Parameter requirePath(String path) {
    ModelGraph.Parameter parameter = parameters.get(path);
    if (parameter == null) {
      throw new IllegalArgumentException("No weight has the path '" + path + "'; there are " + parameters.keySet());
    }
    return parameter;
  }

  /** Makes the weights, taking shapes that the network does not know from the given ones. */
  void materialize(List<Shape> inputShapes) {
    if (variables != null) {
      return;
    }
    Network known = network.shapesKnown() ? network : network.withInputShapes(inputShapes);
    ModelGraph graph = GraphBuilder.build(known, null, Mode.PREDICT, 1, seed);
    network = known;
    if (backend == null) {
      backend = Backends.standard();
      ownsBackend = true;
    }
    variables = backend.newVariables();
    declare(graph);
  }

  Variables variables() {
    if (variables == null) {
      throw new IllegalStateException("The model has no weights yet");
    }
    return variables;
  }

  Map<String, ModelGraph.Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** The paths of the optimizer's values. */
  Set<String> slots() {
    return slots;
  }

  /** Gives first values to the variables of a graph that have none. */
  private void declare(ModelGraph graph) {
    graph.parameters().forEach((path, parameter) -> {
      if (parameters.putIfAbsent(path, parameter) == null) {
        Tensor value = parameter.initializer().initialize(parameter.shape(), CounterRandom.stream(seed, path));
        variables().set(path, value);
      }
    });
    graph.slots().forEach((path, slot) -> {
      if (slots.add(path)) {
        variables().set(path, Tensor.filled(slot.shape(), (float) slot.initial()));
      }
    });
  }

  /** The executable of a mode and batch size; made when first asked for. */
  Runner runner(Mode mode, int batch) {
    Runner kept = runners.get(mode, batch);
    if (kept != null) {
      return kept;
    }
    ModelGraph graph = GraphBuilder.build(network, compilation, mode, batch, seed);
    declare(graph);
    if (backend == null) {
      throw new IllegalStateException("The model has no backend yet");
    }
    Runner runner = new Runner(graph, backend.prepare(graph.graph(), variables()));
    runners.put(mode, batch, runner);
    return runner;
  }

  /** The learning rate of the next step. */
  double learningRate() {
    Schedule schedule = requireCompiled("learningRate").optimizer().learningRate();
    return Double.isNaN(learningRateSet) ? schedule.at(steps) : learningRateSet;
  }

  /** The learning rate that takes the place of the schedule; NaN for none. */
  double learningRateSet() {
    return learningRateSet;
  }

  void learningRateSet(double rate) {
    learningRateSet = rate;
  }

  void progress(long newSteps, long newEpochs) {
    steps = newSteps;
    epochsTrained = newEpochs;
  }

  void stepDone() {
    steps++;
  }

  /** Takes the place of fresh values while a file is loaded. */
  void restore(long newSeed, Map<String, String> newMetadata) {
    seed = newSeed;
    metadata.putAll(newMetadata);
  }
}
