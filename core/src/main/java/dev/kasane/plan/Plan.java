package dev.kasane.plan;

import dev.kasane.graph.Graph;
import java.util.List;
import java.util.Map;

/**
 * What will be executed: stages of steps over buffers whose places are known.
 *
 * @param graph the graph it was made from, before any pass
 * @param samples size of the batch, 0 if the graph has none
 * @param pieces into how many pieces the batch is cut; the same for any number of threads
 * @param stages in order
 * @param buffers all of them
 * @param outputs where each output is found after a run
 * @param globalSize floats of memory shared by all workers
 * @param localSize floats of memory each worker needs for a tile of samples
 * @param innerSize floats of memory each worker needs for the samples of a chain
 * @param kernels for each stage and each of its steps, what a backend computes it with and why; empty before one has
 *     taken the plan
 */
public record Plan(
    Graph graph,
    int samples,
    int pieces,
    List<Stage> stages,
    List<Buffer> buffers,
    Map<String, Operand> outputs,
    int globalSize,
    int localSize,
    int innerSize,
    List<List<String>> kernels) {

  /** The plan of a backend that walks through the graph itself. */
  public static Plan interpreted(Graph graph) {
    return new Plan(graph, 0, 1, List.of(), List.of(), Map.of(), 0, 0, 0, List.of());
  }

  /** The same with what computes each step. */
  public Plan withKernels(List<List<String>> names) {
    return new Plan(
        graph, samples, pieces, stages, buffers, outputs, globalSize, localSize, innerSize,
        List.copyOf(names));
  }

  /**
   * First sample of a piece; the pieces differ by at most one sample. The larger come first: workers take pieces in
   * order, and what is left at the end is then small.
   */
  public int pieceStart(int piece) {
    return pieceStart(samples, pieces, piece);
  }

  /** {@link #pieceStart(int)} of a plan with so many samples and pieces. */
  public static int pieceStart(int samples, int pieces, int piece) {
    return samples / pieces * piece + Math.min(piece, samples % pieces);
  }

  /** Floating-point operations of one run. */
  public long flops() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).mapToLong(Step::flops).sum();
  }

  /** A table of its steps; see {@link PlanPrinter}. */
  @Override
  public String toString() {
    return PlanPrinter.print(this);
  }
}
