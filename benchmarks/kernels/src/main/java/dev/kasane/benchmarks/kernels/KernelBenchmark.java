package dev.kasane.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Runs one case again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

  /** Which one; all if not said otherwise. */
  @Param
  public KernelCase kernel = KernelCase.CONV_3X3;

  private BoundCase bound = new BoundCase(KernelCase.SOFTMAX);

  /** Makes it. */
  @Setup(Level.Trial)
  public void bind() {
    bound.close();
    bound = new BoundCase(kernel);
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void close() {
    bound.close();
  }

  /** One run of the whole batch. */
  @Benchmark
  public void run(Blackhole blackhole) {
    bound.run();
    blackhole.consume(bound);
  }
}
