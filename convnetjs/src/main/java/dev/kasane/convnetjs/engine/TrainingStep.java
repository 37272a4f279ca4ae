package dev.kasane.convnetjs.engine;

import dev.kasane.autodiff.Gradients;
import dev.kasane.backend.Executable;
import dev.kasane.convnetjs.Method;
import dev.kasane.convnetjs.Size;
import dev.kasane.convnetjs.TrainerOptions;
import dev.kasane.convnetjs.layers.LossLayer;
import dev.kasane.convnetjs.layers.RegressionLayer;
import dev.kasane.convnetjs.layers.SoftmaxLayer;
import dev.kasane.convnetjs.layers.SvmLayer;
import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Ops;
import dev.kasane.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** One compiled step of training: forward, backward and, unless it only gathers gradients, the update. */
final class TrainingStep {

  /** What becomes of the gradients of a run. */
  enum Part {
    /** They make the update. */
    WHOLE,
    /** They wait, as the batch is larger than what is run at once. */
    GATHER,
    /** They make the update together with those that wait. */
    LAST
  }

  /**
   * What a step is compiled for.
   *
   * @param capacity for how many samples there is room
   * @param l1 whether weights are pulled by a constant
   * @param l2 whether weights are pulled in proportion
   */
  record Key(Method method, int capacity, Part part, boolean l1, boolean l2) {}

  private static final String INPUT = "input";
  private static final String TARGET = "target";
  private static final String MASK = "mask";
  private static final String WEIGHT = "weight";
  private static final String COST = "cost";
  private static final String SQUARES = "squares";
  private static final String ABSOLUTES = "absolutes";

  private final Key key;
  private final Executable executable;
  private final Setting[] settings;
  private final boolean masked;
  private final float[] weights;
  private final float[] costs;

  TrainingStep(Key key, CompiledNet net, String slots, long seed) {
    this.key = key;
    Graph graph = new Graph();
    MethodNodes methods = new MethodNodes(graph, slots);
    int n = key.capacity();
    Size in = net.layers().getFirst().out();
    LossLayer loss = (LossLayer) net.layers().getLast();
    masked = loss instanceof RegressionLayer;
    Node x = graph.batchInput(INPUT, Shape.of(n, in.sy(), in.sx(), in.depth()));
    Node last = new LayerNodes(graph, n, true, seed).beforeLoss(net.layers(), x);
    Node cost = cost(graph, loss, last);
    graph.output(COST, cost);
    Node total = Ops.sum(Ops.mul(cost, graph.batchInput(WEIGHT, Shape.of(n))));
    List<ParameterSet> sets = net.parameters();
    List<Node> variables = new ArrayList<>();
    for (ParameterSet set : sets) {
      variables.add(graph.variable(set.path(), set.tensor().shape()));
    }
    List<Node> gradients = Gradients.of(total, variables);
    for (int i = 0; i < sets.size(); i++) {
      update(graph, methods, slots, sets.get(i), variables.get(i), gradients.get(i));
    }
    decayLosses(graph, sets, variables);
    settings = methods.settings();
    executable = net.prepare(graph);
    weights = new float[n];
    costs = new float[n];
  }

  private Node cost(Graph graph, LossLayer loss, Node x) {
    Node target = graph.batchInput(TARGET, x.shape());
    return switch (loss) {
      case SoftmaxLayer _ -> Ops.neg(Ops.sum(Ops.mul(target, Ops.logSoftmax(x)), 1));
      case SvmLayer _ -> {
        Node score = Ops.sumKeepDims(Ops.mul(target, x), 1);
        Node excess = Ops.relu(Ops.add(Ops.sub(x, score), 1));
        yield Ops.sum(Ops.mul(Ops.sub(1, target), excess), 1);
      }
      case RegressionLayer _ -> {
        Node off = Ops.mul(Ops.sub(x, target), graph.batchInput(MASK, x.shape()));
        yield Ops.sum(Ops.mul(Ops.square(off), 0.5), 1);
      }
    };
  }

  private void update(Graph graph, MethodNodes methods, String slots, ParameterSet set, Node p, Node gradient) {
    Node sum = gradient;
    if (key.part() != Part.WHOLE) {
      Node waiting = graph.variable(slots + set.path() + "/waiting", p.shape());
      sum = Ops.add(waiting, gradient);
      graph.update(waiting, key.part() == Part.GATHER ? sum : Ops.zeros(graph, p.shape()));
    }
    if (key.part() == Part.GATHER) {
      return;
    }
    Node g = Ops.mul(sum, methods.setting(Setting.SCALE));
    if (key.l2() && set.l2DecayMul() != 0) {
      g = Ops.add(g, Ops.mul(p, Ops.mul(methods.setting(Setting.L2), set.l2DecayMul())));
    }
    if (key.l1() && set.l1DecayMul() != 0) {
      g = Ops.add(g, Ops.mul(Ops.sign(p), Ops.mul(methods.setting(Setting.L1), set.l1DecayMul())));
    }
    methods.update(key.method(), p, set.path(), g);
  }

  /** Sums of squares and absolute values from before the update, each with its layer's multiplier. */
  private void decayLosses(Graph graph, List<ParameterSet> sets, List<Node> variables) {
    Node squares = graph.constant(0);
    Node absolutes = graph.constant(0);
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).l2DecayMul() != 0) {
        squares = Ops.add(squares, Ops.mul(Ops.sum(Ops.square(variables.get(i))), sets.get(i).l2DecayMul()));
      }
      if (sets.get(i).l1DecayMul() != 0) {
        absolutes = Ops.add(absolutes, Ops.mul(Ops.sum(Ops.abs(variables.get(i))), sets.get(i).l1DecayMul()));
      }
    }
    if (key.part() != Part.GATHER && key.l2()) {
      graph.output(SQUARES, squares);
    }
    if (key.part() != Part.GATHER && key.l1()) {
      graph.output(ABSOLUTES, absolutes);
    }
  }

  /**
   * Runs it.
   *
   * @param samples how many of the batch's places are taken, at least 1; the others have weight 0
   * @param all how many samples the whole batch has
   * @param update 1 for the first update of the method
   * @param run selects what dropout drops
   */
  void run(Batch batch, int samples, int all, TrainerOptions options, long update, long run) {
    batch.fill(samples, key.capacity());
    executable.write(INPUT, batch.inputs(), 0);
    executable.write(TARGET, batch.targets(), 0);
    if (masked) {
      executable.write(MASK, batch.masks(), 0);
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < samples ? 1 : 0;
    }
    executable.write(WEIGHT, weights, 0);
    for (Setting setting : settings) {
      executable.write(setting.name(), (float) setting.of(options, all, update));
    }
    executable.run(run);
    executable.read(COST, costs, 0);
  }

  /** The cost of a sample of the last run. */
  double cost(int sample) {
    return costs[sample];
  }

  double squares() {
    return key.l2() ? executable.read(SQUARES) : 0;
  }

  double absolutes() {
    return key.l1() ? executable.read(ABSOLUTES) : 0;
  }
}
