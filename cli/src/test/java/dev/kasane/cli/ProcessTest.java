package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, full disks, environment variables. */
class ProcessTest {

  private static final Signal STOP = Signal.understood();

  @TempDir private static Path shared;
  @TempDir private Path folder;
  @TempDir private Path logs;

  @BeforeAll
  static void makeData() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: these tests need a POSIX shell");
    TinyMnist.write(shared, 2000, 100);
  }

  @BeforeEach
  void startEmpty() throws IOException {
    assertThat(files()).isEmpty();
  }

  private ProcessRun run(Object... args) throws IOException, InterruptedException {
    return ProcessRun.of(folder, logs, Map.of(), ProcessRun.kasane(args));
  }

  /** Runs kasane in a shell, after some settings of that shell. */
  private ProcessRun shell(String settings, Object... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", settings + " exec \"$@\"", "sh"));
    command.addAll(ProcessRun.kasane(args));
    return ProcessRun.of(folder, logs, Map.of(), command);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void interruptedTrainingKeepsItsCheckpointAndGoesOnToTheSameWeights() throws Exception {
    List<Object> args = List.of("train", "blog-mlp", "--data", shared, "--epochs", 40, "--batch-size", 50,
        "--json", "-", "--threads", 1);
    ProcessRun whole = run(args.toArray());
    assertThat(whole.status()).as(whole.err()).isZero();
    Files.delete(folder.resolve("blog-mlp.kasane"));

    List<Object> endless = new ArrayList<>(args);
    endless.set(endless.indexOf(40), 1_000_000);
    endless.addAll(List.of("--checkpoint", "c.ckpt"));
    Process process = ProcessRun.start(folder, logs, Map.of(), ProcessRun.kasane(endless.toArray()));
    interruptOnce(process, () -> Files.exists(folder.resolve("c.ckpt")));
    ProcessRun interrupted = ProcessRun.await(process, logs);
    assertThat(interrupted.status()).as(interrupted.err()).isEqualTo(STOP.status);
    assertThat(interrupted.err()).contains("Interrupted", "c.ckpt").doesNotContain("\tat ", "Exception");
    assertThat(interrupted.out()).isEmpty();
    assertThat(files()).containsExactly("c.ckpt");

    List<Object> rest = new ArrayList<>(args);
    rest.addAll(List.of("--resume", "c.ckpt"));
    ProcessRun resumed = run(rest.toArray());
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(sha(resumed)).isEqualTo(sha(whole));
  }

  /** Asks a process to stop, once something has happened. */
  private static void interruptOnce(Process process, Callable<Boolean> happened) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (process.isAlive() && !happened.call() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    String signal = "-" + STOP.name();
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor()).isZero();
  }

  /** How a process is asked to stop, and the status it then exits with. */
  private enum Signal {
    INT(130),
    TERM(143);

    private final int status;

    Signal(int status) {
      this.status = status;
    }

    /**
     * What Ctrl-C sends; but where these tests themselves run in the background of a shell, they and their children
     * ignore that, and are asked with TERM.
     */
    static Signal understood() {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
        boolean ignored =
            lines
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
        return ignored ? TERM : INT;
      } catch (IOException _) {
        return INT;
      }
    }
  }

  private static String sha(ProcessRun run) {
    return CliRun.json(run.out()).get("weights_sha256").stringValue();
  }

  @Test
  void saysThatNothingWasSavedWhenInterruptedWithoutCheckpoint() throws Exception {
    Process process = ProcessRun.start(folder, logs, Map.of(),
        ProcessRun.kasane("train", "blog-mlp", "--data", shared, "--epochs", 1_000_000));
    interruptOnce(process, () -> Files.readString(logs.resolve("err.txt")).contains("loss"));
    ProcessRun interrupted = ProcessRun.await(process, logs);
    assertThat(interrupted.status()).isEqualTo(STOP.status);
    assertThat(interrupted.err()).contains("Nothing was saved").doesNotContain("\tat ");
    assertThat(files()).isEmpty();
  }

  /** A limit on the size of files does what a full disk does: a write fails in the middle. */
  @Test
  void leavesNothingHalfWrittenWhenTheDiskIsFull() throws IOException, InterruptedException {
    ProcessRun run = shell("ulimit -f 40;", "train", "blog-mlp", "--data", shared, "--epochs", 1);
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("kasane: ", "blog-mlp.kasane").doesNotContain("\tat ", "internal error");
    assertThat(files()).isEmpty();
  }

  @Test
  void complainsWhenItsResultCannotBeWritten() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: this system has no /dev/full");
    ProcessRun run = shell("exec >/dev/full;", "info", "mnist-cnn");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("kasane: the result could not be written to standard output");
  }

  @Test
  void findsDataThroughTheEnvironment() throws IOException, InterruptedException {
    ProcessRun run = ProcessRun.of(folder, logs, Map.of("KASANE_DATA", shared.toString()),
        ProcessRun.kasane("train", "blog-mlp", "--epochs", 1, "--json", "-"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(CliRun.json(run.out()).get("data").stringValue()).isEqualTo(shared.toString());
  }

  @Test
  void trainsOnGeneratedDigitsWhenNothingElseCanBeHadAndSaysSo() throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("KASANE_DATA", "", "KASANE_MNIST_MIRRORS", "", "XDG_CACHE_HOME", folder.resolve("cache").toString());
    ProcessRun run = ProcessRun.of(folder, logs, environment,
        ProcessRun.kasane("train", "blog-mlp", "--epochs", 1, "--json", "-"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).containsIgnoringCase("generated digits");
    assertThat(CliRun.json(run.out()).get("generated_data").booleanValue()).isTrue();
  }
}
