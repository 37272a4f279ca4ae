package dev.kasane.plan;

import dev.kasane.graph.Graph;
import dev.kasane.graph.Node;
import dev.kasane.graph.Op;
import dev.kasane.graph.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a graph into a plan for a target, one pass after the other. */
public final class Compiler {

  /** Rows of a matrix that a product should have, to use what it reads of the other often enough. */
  private static final int PRODUCT_ROWS = 16;

  private Compiler() {}

  /**
   * Compiles a graph, which is not changed.
   *
   * @throws ArithmeticException if the values need more memory than one array can hold
   */
  public static Plan compile(Graph graph, Target target) {
    Verifier.check(graph, "building");
    Graph simple = checked(Simplify.run(graph), "simplify");
    Graph pooled = checked(PoolFirst.run(simple), "pool first");
    Graph trimmed = checked(TrimToPool.run(pooled), "trim to pool");
    Graph summed = checked(SumRules.run(trimmed), "sum rules");
    Graph lowered = checked(Deviations.run(checked(Lower.run(summed), "lower")), "deviations");
    BatchAxis axis = BatchAxis.of(lowered);
    LossSites losses = LossSites.of(lowered, axis);
    List<List<Node>> fused = Recompute.run(lowered, axis, Fuse.groups(lowered, axis, losses));
    List<Group> groups = Repeat.run(lowered, axis, target.winograd(), losses, fused);
    int pieces = StepBuilder.pieces(lowered, axis, target);

    Draft draft = new Draft(axis, target);
    new StepBuilder(lowered, axis, draft).addGroups(groups, losses);
    UpdateSteps updates = new UpdateSteps(lowered, draft);
    Map<String, Operand> outputs = updates.addOutputs();
    UpdateOrder order = updates.addUpdates();
    List<List<Integer>> before = JoinProducts.join(draft.steps(), order.before(), outputs.values());

    List<Stage> stages = new ArrayList<>();
    for (List<Integer> positions : Scheduler.stages(draft.steps(), before)) {
      List<Step> steps = positions.stream().map(draft.steps()::get).toList();
      stages.add(new Stage(steps.getFirst().split() != Step.Split.GLOBAL, steps, 0));
    }
    MemoryPlan.findLocals(draft.buffers(), stages);
    int localSize = 0;
    int innerSize = 0;
    for (int s = 0; s < stages.size(); s++) {
      if (stages.get(s).batch()) {
        List<Step> steps = Chains.of(stages.get(s).steps(), target);
        int perSample = MemoryPlan.placeWorkers(steps, Buffer.Space.LOCAL);
        int least = leastRows(stages.get(s), axis.samples());
        int rows = tileRows(perSample, least, axis.samples(), pieces, target);
        stages.set(s, new Stage(true, steps, rows));
        MemoryPlan.scaleLocals(stages.get(s), rows);
        localSize = Math.max(localSize, Math.multiplyExact(perSample, rows));
        innerSize = Math.max(innerSize, innerSize(steps));
      }
    }
    int globalSize = MemoryPlan.placeGlobals(draft.buffers(), stages, pieces);
    return new Plan(
        graph, axis.samples(), pieces, List.copyOf(stages), List.copyOf(draft.buffers()), outputs, globalSize,
        localSize, innerSize, List.of());
  }

  private static int innerSize(List<Step> steps) {
    return steps.stream().mapToInt(step -> step instanceof Step.Chain chain ? chain.innerFloats() : 0).max().orElse(0);
  }

  /** Under assertions, each pass must leave a well-formed graph. */
  private static Graph checked(Graph graph, String pass) {
    assert verified(graph, pass);
    return graph;
  }

  private static boolean verified(Graph graph, String pass) {
    Verifier.check(graph, pass);
    return true;
  }

  /**
   * How many samples a tile should have even if they do not fit into the cache: where most of the work is in products
   * of a few rows a sample, as in a recurrent network, a small tile would read each weight anew for hardly any work.
   */
  private static int leastRows(Stage stage, int samples) {
    long all = 0;
    long thin = 0;
    for (Step step : stage.steps()) {
      all += step.flops();
      if (step instanceof Step.Primitive product
          && product.op() instanceof Op.MatMul matMul
          && product.output().shape().rank() == 2) {
        int rows = matMul.transposeA() ? product.inputs().getFirst().shape().dim(0) : product.output().shape().dim(0);
        thin += rows / samples < PRODUCT_ROWS / 2 ? step.flops() : 0;
      }
    }
    return 2 * thin > all ? PRODUCT_ROWS : 1;
  }

  /** As many samples as a core's cache holds, but not fewer than {@code least}, in tiles of nearly equal size. */
  private static int tileRows(int floatsPerSample, int least, int samples, int pieces, Target target) {
    int pieceRows = (samples + pieces - 1) / pieces;
    long fitting = Math.max(least, target.tileBytes() / (4L * Math.max(1, floatsPerSample)));
    int tiles = (int) Math.ceilDiv(pieceRows, Math.max(1, Math.min(fitting, pieceRows)));
    return Math.ceilDiv(pieceRows, tiles);
  }
}
