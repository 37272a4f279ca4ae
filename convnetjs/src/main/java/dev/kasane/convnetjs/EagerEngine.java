package dev.kasane.convnetjs;

import dev.kasane.convnetjs.engine.Costs;
import dev.kasane.convnetjs.json.JsonView;
import java.util.Map;

/** Computes each sample when it comes, in double precision, in the net's own layers: what ConvNetJS does. */
final class EagerEngine implements TrainingEngine {

  private static final long NANOS = 1_000_000;

  private final Net net;
  private final Updater updater;
  private long samples;
  private int pending;
  private final Costs costs = new Costs();
  private double squares = Double.NaN;
  private double absolutes = Double.NaN;

  EagerEngine(Net net) {
    this.net = net;
    this.updater = new Updater(net.mode());
  }

  @Override
  public TrainStats train(Vol x, Target y, TrainerOptions options) {
    long start = System.nanoTime();
    net.forward(x, true);
    long middle = System.nanoTime();
    double cost = net.backward(y);
    long end = System.nanoTime();
    samples++;
    pending++;
    costs.add(cost);
    boolean faithful = net.mode().faithful();
    boolean update = faithful ? samples % options.batchSize() == 0 : pending >= options.batchSize();
    double l2 = 0;
    double l1 = 0;
    if (faithful && update) {
      Updater.DecayLoss decay = updater.updateAsWritten(net.getParamsAndGrads(), options, samples);
      l2 = decay.l2();
      l1 = decay.l1();
    } else if (!faithful) {
      l2 = l2Loss(options);
      l1 = l1Loss(options);
      if (update) {
        updater.update(net.getParamsAndGrads(), options, pending);
      }
    }
    if (update) {
      pending = 0;
      costs.end();
      squares = Double.NaN;
      absolutes = Double.NaN;
    }
    return new TrainStats((middle - start) / NANOS, (end - middle) / NANOS, l2, l1, cost, 1, update);
  }

  /** Counts and running sums; gradients of a batch that is not complete are not part of it. */
  @Override
  public Map<String, Object> state() {
    if (pending > 0) {
      throw new ConvNetException("trainer: expected a complete batch before saving, " + pending
          + " samples wait for an update");
    }
    Map<String, Object> state = updater.state();
    state.put("samples", samples);
    return state;
  }

  @Override
  public void restore(Map<String, ?> state) {
    updater.restore(JsonView.of("trainer", state), net.getParamsAndGrads());
    samples = (long) JsonView.of("trainer", state).number("samples");
    pending = 0;
    squares = Double.NaN;
    absolutes = Double.NaN;
  }

  @Override
  public TrainStats train(float[] x, int offset, Target y, TrainerOptions options) {
    Size size = net.bareLayers().getFirst().out();
    Vol vol = new Vol(size.sx(), size.sy(), size.depth(), 0.0);
    double[] w = vol.w();
    for (int i = 0; i < w.length; i++) {
      w[i] = x[offset + i];
    }
    return train(vol, y, options);
  }

  @Override
  public double[] batchCosts() {
    return costs.last();
  }

  @Override
  public int pending() {
    return pending;
  }

  /** Weights stay as they are between updates, so their sums are computed once in between. */
  private double l2Loss(TrainerOptions options) {
    if (options.l2Decay() == 0) {
      return 0;
    }
    if (Double.isNaN(squares)) {
      squares = Updater.squares(net.getParamsAndGrads());
    }
    return options.l2Decay() * squares / 2;
  }

  private double l1Loss(TrainerOptions options) {
    if (options.l1Decay() == 0) {
      return 0;
    }
    if (Double.isNaN(absolutes)) {
      absolutes = Updater.absolutes(net.getParamsAndGrads());
    }
    return options.l1Decay() * absolutes;
  }
}
