package dev.kasane.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.LambdaCallback;
import dev.kasane.train.files.ModelFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is interrupted anywhere and goes on ends with the same bits as one that was not. */
class ResumeTest {

  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--add-modules", "jdk.incubator.vector");

  @TempDir Path folder;

  private static Callback stopAfter(long step) {
    return LambdaCallback.onBatchEnd((run, batch) -> {
      if (batch.step() == step) {
        run.stop("test");
      }
    });
  }

  @Test
  void stoppedAfterAnyStepAndResumedEndsTheSame() {
    ResumableRun whole = new ResumableRun();
    History expected = whole.run(fit -> {});
    assertThat(expected.epochs()).hasSize(ResumableRun.EPOCHS);
    // Within an epoch, at its last step (before validation), at the first of the next, and after everything.
    for (int step : new int[] {1, 5, 6, 7, 11, 12, 13, 20, 24}) {
      Path checkpoint = folder.resolve("at-" + step);
      int at = step;
      new ResumableRun().run(fit -> fit.checkpoint(checkpoint), stopAfter(at));
      ResumableRun resumed = new ResumableRun();
      History history = resumed.run(fit -> fit.resume(checkpoint));
      assertThat(resumed.model().weightsSha256()).as("stopped after step %d", step)
          .isEqualTo(whole.model().weightsSha256());
      assertThat(history.values()).isEqualTo(expected.values());
      assertThat(resumed.model().steps()).isEqualTo(whole.model().steps());
      assertThat(resumed.model().epochsTrained()).isEqualTo(ResumableRun.EPOCHS);
    }
  }

  @Test
  void aFinishedRunMayBeExtended() {
    ResumableRun longer = new ResumableRun();
    longer.run(fit -> fit.epochs(6));
    Path checkpoint = folder.resolve("c");
    new ResumableRun().run(fit -> fit.checkpoint(checkpoint, 4));
    ResumableRun resumed = new ResumableRun();
    resumed.run(fit -> fit.epochs(6).resume(checkpoint));
    assertThat(resumed.model().weightsSha256()).isEqualTo(longer.model().weightsSha256());
  }

  @Test
  void aCheckpointIsAlsoAModel() {
    Path checkpoint = folder.resolve("c");
    ResumableRun run = new ResumableRun();
    run.run(fit -> fit.checkpoint(checkpoint), stopAfter(7));
    Model model = Model.load(checkpoint, new CpuBackend(1));
    assertThat(model.steps()).isEqualTo(7);
    assertThat(model.weightPaths()).noneMatch(path -> path.startsWith("optimizer"));
    assertThat(model.evaluate(Examples.blobs(20, 3, 1)).loss()).isFinite();
  }

  @Test
  void resumingWhatIsNotTheSameRunIsRefused() {
    Path checkpoint = folder.resolve("c");
    new ResumableRun().run(fit -> fit.checkpoint(checkpoint), stopAfter(7));
    refused(new ResumableRun(), checkpoint, 32, "batchSize");
    Path model = folder.resolve("m");
    ResumableRun other = new ResumableRun();
    other.model().save(model);
    refused(other, model, 10, "not a checkpoint");
    Model blob = Examples.blobModel(3);
    assertThatThrownBy(() -> blob.fit(Examples.blobs(70, 3, 9), fit -> fit.resume(checkpoint).quiet()))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("its network differs");
    ResumableRun seeded = new ResumableRun();
    seeded.model().seed(12);
    refused(seeded, checkpoint, 10, "call seed(11)");
    refused(new ResumableRun(), folder.resolve("none"), 10, "no such file");
  }

  private static void refused(ResumableRun run, Path checkpoint, int batchSize, String message) {
    assertThatThrownBy(() -> run.run(fit -> fit.resume(checkpoint).batchSize(batchSize))).hasMessageContaining(message);
    assertThat(run.model().steps()).isZero();
  }

  /** Real processes, really killed, at moments that differ each time. */
  @Test
  @Timeout(120)
  void killedAtRandomMomentsAndResumedEndsTheSame() throws IOException, InterruptedException {
    // In a process of its own too: vectors of another width may round otherwise.
    Path undisturbed = folder.resolve("undisturbed");
    start(Files.createDirectory(folder.resolve("whole")), undisturbed).waitFor();
    String expected = Files.readAllLines(undisturbed).getLast();
    assertThat(expected).startsWith("hash ");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Path work = Files.createDirectory(folder.resolve("work"));
    Path output = folder.resolve("output");
    int kills = 0;
    List<String> lines = List.of();
    while (lines.stream().noneMatch(line -> line.startsWith("hash "))) {
      Process process = start(work, output);
      if (kills < 5) {
        while (process.isAlive() && Files.size(output) == 0) {
          Thread.sleep(1);
        }
        // The first step is done; a step takes some 10 ms, a run of all steps some 300.
        Thread.sleep(random.nextLong(1, 90));
        process.destroyForcibly();
        kills++;
      }
      process.waitFor();
      lines = Files.readAllLines(output);
      assertThat(lines).as("seed %d", seed).allMatch(line -> line.matches("(step|hash) ?[0-9a-f]*|s|st|ste"));
    }
    assertThat(kills).isGreaterThanOrEqualTo(2);
    assertThat(lines).as("seed %d", seed).last().isEqualTo(expected);
    try (var files = Files.list(work)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("checkpoint", "log.csv");
    }
    List<String> csv = Files.readAllLines(work.resolve("log.csv"));
    assertThat(csv.stream().skip(1).map(line -> line.split(",")[0])).containsExactly("0", "1", "2", "3");
  }

  private static Process start(Path work, Path output) throws IOException {
    return ChildProcess.java(
            ResumableRun.class,
            OPTIONS,
            work.resolve("checkpoint").toString(),
            work.resolve("log.csv").toString(),
            "8")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(output.toFile())
        .start();
  }

  /** A file of a size that the system refuses to write any further, as on a full disk. */
  @Test
  @Timeout(60)
  void aDiskThatIsFullLeavesTheOldCheckpointAndNothingElse() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash's ulimit");
    Path work = Files.createDirectory(folder.resolve("work"));
    Path checkpoint = work.resolve("checkpoint");
    new ResumableRun().run(fit -> fit.checkpoint(checkpoint), stopAfter(3));
    byte[] before = Files.readAllBytes(checkpoint);
    int blocks = before.length / 1024 / 2;
    List<String> command = new ArrayList<>(
        List.of("/bin/bash", "-c", "ulimit -f " + Math.max(1, blocks) + "; exec \"$@\"", "bash"));
    command.addAll(
        ChildProcess.java(ResumableRun.class, OPTIONS, checkpoint.toString(), work.resolve("log.csv").toString(), "0")
            .command());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    assertThat(output).contains("ModelFileException", "Cannot write", "Nothing was changed");
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
    try (var files = Files.list(work)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".tmp"))).isEmpty();
    }
  }
}
