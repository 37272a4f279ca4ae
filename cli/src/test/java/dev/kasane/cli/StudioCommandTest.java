package dev.kasane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code kasane studio} as a process of its own, and its mistakes. */
class StudioCommandTest {

  private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/\\?token=[0-9a-f]{48}");
  private static final String STOP = "TERM";
  private static final int STATUS_OF_STOP = 143;

  @TempDir private Path folder;
  @TempDir private Path logs;

  /** Waits until a process has printed its link. */
  static String link(Process process, Path out) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (process.isAlive() && System.nanoTime() < end) {
      Matcher link = LINK.matcher(Files.readString(out));
      if (link.find()) {
        return link.group();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no link was printed: " + Files.readString(out));
  }

  static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void printsItsLinkServesAndEndsWhenAsked() throws Exception {
    Process process =
        ProcessRun.start(folder, logs, Map.of("DISPLAY", ""), ProcessRun.kasane("studio", "--no-browser"));
    try {
      String url = link(process, logs.resolve("out.txt"));
      assertThat(get(url).statusCode()).isEqualTo(303);
      assertThat(get(url.replaceAll("token=.*", "")).statusCode()).isEqualTo(403);
      assertThat(get(url).headers().firstValue("set-cookie").orElse("")).contains("SameSite=Strict");
      assertThat(new ProcessBuilder("kill", "-" + STOP, Long.toString(process.pid())).start().waitFor()).isZero();
      ProcessRun run = ProcessRun.await(process, logs);
      assertThat(run.status()).isEqualTo(STATUS_OF_STOP);
      assertThat(run.out().lines()).hasSize(2);
      assertThat(run.err().lines())
          .as("nothing a library says of itself")
          .allMatch(line -> line.startsWith("WARNING: Using incubator modules"));
      assertThat(folder.toFile().list()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void showsTheModelThatIsNamed() throws Exception {
    Path data = TinyMnist.write(folder.resolve("data"), 200, 50);
    Path model = folder.resolve("tiny.kasane");
    CliRun trained = CliRun.of("train", "blog-mlp", "--data", data, "--epochs", 1, "--out", model, "--quiet");
    assertThat(trained.status()).as(trained.err()).isZero();
    Process process = ProcessRun.start(folder, logs, Map.of("DISPLAY", ""),
        ProcessRun.kasane("studio", model, "--data", data, "--no-browser"));
    try {
      String url = link(process, logs.resolve("out.txt"));
      String token = url.substring(url.indexOf("token="));
      String api = url.substring(0, url.indexOf("/?")) + "/api/runs/";
      assertThat(get(api + "list?" + token).body()).contains("\"title\":\"tiny.kasane\"", "READY");
      HttpResponse<String> report = get(api + "report?run=run-1&" + token);
      assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
      assertThat(report.body()).contains("tiny.kasane", "Confusion matrix");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Pauses a run on its page, asks the process to stop out of the pause, and goes on from its checkpoint. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void steersATrainingThatIsAttached() throws Exception {
    Path data = TinyMnist.write(folder.resolve("data"), 2000, 100);
    List<Object> args = List.of("train", "blog-mlp", "--data", data, "--batch-size", 50, "--checkpoint",
        folder.resolve("c.ckpt"), "--out", folder.resolve("m.kasane"), "--studio", "--epochs", 1_000_000);
    Process process = ProcessRun.start(folder, logs, Map.of("DISPLAY", ""), ProcessRun.kasane(args.toArray()));
    try (Page page = new Page(link(process, logs.resolve("out.txt")))) {
      page.await("\"state\":\"RUNNING\"");
      page.post("rate", "{\"run\":\"run-1\",\"rate\":0.0125}");
      page.await("\"rate\":0.0125");
      page.post("pause", "{\"run\":\"run-1\"}");
      page.await("\"state\":\"PAUSED\"");
      String paused = page.state();
      assertThat(page.state()).as("nothing moves in a pause").isEqualTo(paused);
      page.post("resume", "{\"run\":\"run-1\"}");
      page.await("\"state\":\"RUNNING\"");
      page.post("pause", "{\"run\":\"run-1\"}");
      page.await("\"state\":\"PAUSED\"");
      assertThat(new ProcessBuilder("kill", "-" + STOP, Long.toString(process.pid())).start().waitFor()).isZero();
      ProcessRun run = ProcessRun.await(process, logs);
      assertThat(run.status()).as(run.err()).isEqualTo(STATUS_OF_STOP);
      assertThat(run.err()).contains("Interrupted in epoch", "--resume");
      assertThat(LINK.matcher(run.out()).results()).as("the link, once").hasSize(1);
    } finally {
      process.destroyForcibly();
    }
    // With the page or without it: checkpoints do not depend on it.
    ProcessRun rest = ProcessRun.of(folder, logs, Map.of(), ProcessRun.kasane("train", "blog-mlp", "--data", data,
        "--resume", folder.resolve("c.ckpt"), "--epochs", 1, "--out", folder.resolve("m.kasane")));
    assertThat(rest.status()).as(rest.err()).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aRunStoppedOnItsPageIsTestedAndSaved() throws Exception {
    Path data = TinyMnist.write(folder.resolve("data"), 2000, 100);
    Process process = ProcessRun.start(folder, logs, Map.of("DISPLAY", ""), ProcessRun.kasane("train", "blog-mlp",
        "--data", data, "--batch-size", 50, "--out", folder.resolve("m.kasane"), "--studio", "--epochs", 1_000_000));
    try (Page page = new Page(link(process, logs.resolve("out.txt")))) {
      page.await("\"state\":\"RUNNING\"");
      page.post("stop", "{\"run\":\"run-1\"}");
      ProcessRun run = ProcessRun.await(process, logs);
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.err()).contains("Stopped in the studio in epoch ");
      assertThat(run.out()).contains("test accuracy");
      assertThat(folder.resolve("m.kasane")).exists();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the page does. */
  private static final class Page implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final String token;

    Page(String url) {
      root = url.substring(0, url.indexOf("/?"));
      token = url.substring(url.indexOf("token="));
    }

    String state() throws IOException, InterruptedException {
      return get(root + "/api/runs/state?run=run-1&known=9,9,9,9&" + token).body()
          .replaceAll("\"curves\":\\[.*", "");
    }

    void post(String action, String body) throws IOException, InterruptedException {
      HttpResponse<String> response = client.send(
          HttpRequest.newBuilder(URI.create(root + "/api/runs/" + action + "?" + token))
              .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
          HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    void await(String part) throws IOException, InterruptedException {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      String state = state();
      while (!state.contains(part) && System.nanoTime() < end) {
        Thread.sleep(20);
        state = state();
      }
      assertThat(state).contains(part);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void saysInOneLineThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CliRun run = CliRun.of("studio", "--no-browser", "--port", taken.getLocalPort());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("in use")
          .startsWith("kasane: --port: cannot listen on port " + taken.getLocalPort());
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithItsOptions() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no model");
    assertMistake("--port: expected a port from 0 (any that is free) to 65535, received '70000'", 2, "--port", 70000);
    assertMistake("--port: expected a port", 2, "--port", "x");
    assertMistake("--threads: expected", 2, "--threads", 0);
    assertMistake("--data: expected a folder, received " + file + ", which is a file", 2, "--data", file);
    assertMistake("which does not exist", 2, "--data", folder.resolve("missing"));
    assertMistake("missing.kasane", 1, folder.resolve("missing.kasane"));
    assertMistake("file", 1, file);
    assertMistake("unknown option --prot for kasane studio. Did you mean --port?", 2, "--prot", 1);
  }

  private static void assertMistake(String message, int status, Object... args) {
    Object[] all = new Object[args.length + 2];
    all[0] = "studio";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--no-browser";
    CliRun run = CliRun.of(all);
    assertThat(run.err()).contains(message);
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void opensBrowsersOnlyOnDesktops() {
    assertThat(DesktopBrowser.command("Linux", Map.of(), "u")).isEmpty();
    assertThat(DesktopBrowser.command("Linux", Map.of("DISPLAY", ":0"), "u")).isEqualTo(List.of("xdg-open", "u"));
    assertThat(DesktopBrowser.command("Mac OS X", Map.of(), "u")).isEqualTo(List.of("open", "u"));
    assertThat(DesktopBrowser.command("Windows 11", Map.of(), "u")).hasSize(3).endsWith("u");
  }

  @Test
  void helps() {
    CliRun run = CliRun.of("studio", "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("--port", "--data", "--threads", "--no-browser", "MODEL", "this machine only");
    assertThat(run.err()).isEmpty();
  }
}
