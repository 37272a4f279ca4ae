package dev.kasane.convnetjs.engine;

import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Target;
import dev.kasane.convnetjs.TrainStats;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.TrainingEngine;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.engine.TrainingStep.Part;
import dev.kasane.convnetjs.layers.InputLayer;
import dev.kasane.convnetjs.layers.LossLayer;
import dev.kasane.convnetjs.layers.RegressionLayer;
import dev.kasane.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers samples and runs a batch at once on Kasane's compiled CPU backend, in {@code float}. For nets in {@link
 * dev.kasane.convnetjs.Mode#CORRECT}.
 *
 * <p>What does not change is compiled once: the layers, the method and the number of samples. Rates, decays and the like
 * are handed to each run. A batch of another size than {@code batch_size}, which comes about when that setting changes
 * while samples wait, runs in a larger step if there is one, where the places left over weigh nothing. Batches above
 * {@value #MOST} samples are run in parts whose gradients are added.
 */
public final class CompiledEngine implements TrainingEngine {

  /** How many samples are run at once at most. */
  static final int MOST = 512;

  private static final long NANOS = 1_000_000;

  /** What depends on the net's layers; made anew when the net gets others. */
  private record Bound(
      CompiledNet compiled,
      InputLayer input,
      LossLayer loss,
      Batch batch,
      String slots,
      long seed,
      Map<TrainingStep.Key, TrainingStep> steps) {}

  private final Net net;
  private final Costs costs = new Costs();
  private @Nullable Bound bound;
  private @Nullable Method method;
  private int pending;
  private int inParts;
  private long updates;
  private long runs;
  private double l2Loss;
  private double l1Loss;

  /** An engine for a net; what it is made of is looked up with the first sample. */
  public CompiledEngine(Net net) {
    this.net = net;
  }

  @Override
  public TrainStats train(Vol x, Target y, TrainerOptions options) {
    Bound current = bind();
    current.input.require(x);
    current.loss.require(y);
    int at = pending - inParts;
    current.batch.reserve(at + 1);
    current.batch.input(at, x);
    current.batch.target(at, y);
    net.passedElsewhere(x);
    return taken(current, options);
  }

  @Override
  public TrainStats train(float[] x, int offset, Target y, TrainerOptions options) {
    Bound current = bind();
    current.loss.require(y);
    int at = pending - inParts;
    current.batch.reserve(at + 1);
    current.batch.input(at, x, offset);
    current.batch.target(at, y);
    return taken(current, options);
  }

  @Override
  public double[] batchCosts() {
    return costs.last();
  }

  @Override
  public int pending() {
    return pending;
  }

  private TrainStats taken(Bound current, TrainerOptions options) {
    pending++;
    if (pending >= options.batchSize()) {
      return update(current, options);
    }
    if (pending - inParts == MOST) {
      run(current, options, Part.GATHER);
      inParts = pending;
    }
    return new TrainStats(0, 0, l2Loss, l1Loss, costs.lastMean(), 0, false);
  }

  private TrainStats update(Bound current, TrainerOptions options) {
    long start = System.nanoTime();
    if (method != options.method()) {
      forget(current, options.method());
    }
    updates++;
    TrainingStep step = run(current, options, inParts > 0 ? Part.LAST : Part.WHOLE);
    l2Loss = options.l2Decay() * step.squares() / 2;
    l1Loss = options.l1Decay() * step.absolutes();
    current.compiled.changed();
    costs.end();
    int samples = pending;
    pending = 0;
    inParts = 0;
    long millis = (System.nanoTime() - start) / NANOS;
    return new TrainStats(0, millis, l2Loss, l1Loss, costs.lastMean(), samples, true);
  }

  private TrainingStep run(Bound current, TrainerOptions options, Part part) {
    int samples = pending - inParts;
    TrainingStep step = step(current, options, samples, part);
    current.compiled.before();
    step.run(current.batch, samples, pending, options, Math.max(1, updates), runs++);
    for (int i = 0; i < samples; i++) {
      costs.add(step.cost(i));
    }
    return step;
  }

  private static TrainingStep step(Bound current, TrainerOptions options, int samples, Part part) {
    boolean l1 = options.l1Decay() != 0;
    boolean l2 = options.l2Decay() != 0;
    TrainingStep.Key exact = new TrainingStep.Key(options.method(), samples, part, l1, l2);
    TrainingStep known = current.steps.get(exact);
    if (known == null && samples != options.batchSize()) {
      int best = Integer.MAX_VALUE;
      for (TrainingStep.Key key : current.steps.keySet()) {
        boolean fits = key.equals(new TrainingStep.Key(options.method(), key.capacity(), part, l1, l2));
        if (fits && key.capacity() > samples && key.capacity() <= 2 * samples && key.capacity() < best) {
          best = key.capacity();
          known = current.steps.get(key);
        }
      }
    }
    return known != null
        ? known
        : current.steps.computeIfAbsent(
            exact, key -> new TrainingStep(key, current.compiled, current.slots, current.seed));
  }

  /** Another method begins without memories. */
  private void forget(Bound current, Method next) {
    for (String path : current.compiled.variables().paths().toArray(String[]::new)) {
      if (path.startsWith(current.slots) && !path.endsWith("/waiting")) {
        current.compiled.variables().set(path, Tensor.zeros(current.compiled.variables().shape(path)));
      }
    }
    method = next;
    updates = 0;
  }

  private Bound bind() {
    Bound current = bound;
    if (current != null && current.compiled.layers() == net.bareLayers() && net.owner() == current.compiled) {
      return current;
    }
    CompiledNet compiled = CompiledNet.of(net);
    InputLayer input = (InputLayer) compiled.layers().getFirst();
    LossLayer loss = (LossLayer) compiled.layers().getLast();
    Batch batch = new Batch((int) input.out().length(), loss.numInputs(), loss instanceof RegressionLayer);
    String slots = "trainer_" + compiled.register() + "/";
    long seed = Double.doubleToLongBits(net.rand().random());
    current = new Bound(compiled, input, loss, batch, slots, seed, new HashMap<>());
    bound = current;
    method = null;
    pending = 0;
    inParts = 0;
    costs.drop();
    return current;
  }
}
