package dev.kasane.backend.cpu;

import dev.kasane.backend.Backend;
import dev.kasane.backend.Executable;
import dev.kasane.backend.Variables;
import dev.kasane.backend.cpu.kernel.KernelProvider;
import dev.kasane.backend.cpu.kernel.Kernels;
import dev.kasane.graph.Graph;
import dev.kasane.plan.Compiler;
import dev.kasane.plan.Target;

/**
 * Executes on the processor's cores in {@code float}, with the Vector API where it is present. The same graph, inputs
 * and seed give the same bits at any number of threads.
 */
public final class CpuBackend implements Backend {

  /** Enough for sixteen threads to have work; more would make small batches sum too many partial results. */
  private static final int MAX_PIECES = 8;

  /** About 20 microseconds of a core. */
  private static final long PIECE_FLOPS = 2_000_000;

  /** Half of a usual second-level cache. */
  private static final int TILE_BYTES = 512 * 1024;

  private final Kernels kernels;
  private final Workers workers;
  private final Target target;

  /** A backend with one thread per available processor. */
  public CpuBackend() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * A backend with a number of threads, the calling one included.
   *
   * @param threads at least 1
   */
  public CpuBackend(int threads) {
    this(threads, new Target(KernelProvider.get().lanes(), MAX_PIECES, PIECE_FLOPS, TILE_BYTES, WinogradSetting.get()));
  }

  /** A backend that compiles for another target: small pieces and tiles make small tests cross their borders. */
  CpuBackend(int threads, Target target) {
    this.kernels = KernelProvider.get();
    this.workers = new Workers(threads);
    this.target = target;
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String description() {
    return "CPU backend: " + kernels.description() + ", " + workers.threads()
        + (workers.threads() == 1 ? " thread" : " threads");
  }

  /** Number of threads. */
  public int threads() {
    return workers.threads();
  }

  @Override
  public Variables newVariables() {
    return new CpuVariables(target);
  }

  @Override
  public Executable prepare(Graph graph, Variables variables) {
    if (!(variables instanceof CpuVariables own)) {
      throw new IllegalArgumentException(
          "CpuBackend: these variables belong to another backend; make them with newVariables()");
    }
    return new CpuExecutable(Compiler.compile(graph, target), own, kernels, workers);
  }

  /** Ends the worker threads. */
  @Override
  public void close() {
    workers.close();
  }
}
