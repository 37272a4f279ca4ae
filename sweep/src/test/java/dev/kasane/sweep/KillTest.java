package dev.kasane.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed without warning, again and again, loses nothing but the runs it was at. */
class KillTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @Test
  void aKilledSweepGoesOnToTheSameResult(@TempDir Path undisturbed, @TempDir Path killed) throws Exception {
    SweepResult expected = SweepProcess.sweep(new ToyExperiment(0), undisturbed).run();
    for (int kill = 1; kill <= 2; kill++) {
      Process process = start(killed, 20);
      long before = runs(killed);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (process.isAlive() && runs(killed) < before + 4 && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      assertThat(process.isAlive()).as("killed in the midst of its work").isTrue();
      process.destroyForcibly().waitFor(); // SIGKILL where there are signals
      assertThat(killed.resolve("runs.csv")).doesNotExist();
    }
    long kept = runs(killed);
    assertThat(kept).isGreaterThanOrEqualTo(8);
    Process process = start(killed, 0);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(killed.resolve("runs.csv")).content().isEqualTo(SweepCsv.runs(expected));
    assertThat(killed.resolve("curves.csv")).content().isEqualTo(SweepCsv.curves(expected));
  }

  private static Process start(Path folder, int milliseconds) throws Exception {
    return new ProcessBuilder(JAVA.toString(), "-cp", System.getProperty("java.class.path"),
            SweepProcess.class.getName(), folder.toString(), String.valueOf(milliseconds))
        .redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile()).start();
  }

  private static long runs(Path folder) throws Exception {
    Path runs = folder.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(runs)) {
      return files.filter(file -> file.getFileName().toString().startsWith("trial")).count();
    }
  }
}
