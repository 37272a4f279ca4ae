package dev.kasane.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kasane.data.DataException;
import dev.kasane.data.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from real servers on this machine that behave well, badly and maliciously. */
class DownloaderTest {

  private static final byte[] CONTENT = new byte[200_000];

  static {
    new Random(8).nextBytes(CONTENT);
  }

  /** What a mirror does with one request; bytes it was asked to skip are given. */
  @FunctionalInterface
  private interface Answer {
    void give(HttpExchange exchange, int skip) throws IOException;
  }

  @TempDir Path temp;
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<Long> bytesSeen = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private byte[] packed;
  private Published file;
  private Path folder;

  @BeforeEach
  void prepare() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(CONTENT);
    }
    packed = bytes.toByteArray();
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
    file = new Published("digits.gz", CONTENT.length, sum);
    folder = temp.resolve("deep").resolve("cache");
  }

  @AfterEach
  void stop() {
    servers.forEach(s -> s.stop(0));
    threads.shutdownNow();
  }

  private URI mirror(Answer... answers) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    List<Answer> left = new ArrayList<>(List.of(answers));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          Answer answer;
          synchronized (requests) {
            requests.add(exchange.getRequestURI().getPath() + " " + range);
            answer = left.size() > 1 ? left.removeFirst() : left.getFirst();
          }
          try (exchange) {
            answer.give(exchange, range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", "")));
          }
        });
    server.start();
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/mnist/");
  }

  private static Answer status(int status) {
    return (exchange, skip) -> exchange.sendResponseHeaders(status, -1);
  }

  /** A mirror that knows ranges. */
  private static Answer whole(byte[] content) {
    return (exchange, skip) -> {
      if (skip > content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      String range = "bytes " + skip + "-" + (content.length - 1) + "/" + content.length;
      exchange.getResponseHeaders().add("Content-Range", range);
      exchange.sendResponseHeaders(skip > 0 ? 206 : 200, content.length - skip);
      exchange.getResponseBody().write(content, skip, content.length - skip);
    };
  }

  /** A mirror that announces everything and breaks off early. */
  private static Answer cut(byte[] content, int after) {
    return (exchange, skip) -> {
      exchange.getResponseHeaders().add("Content-Range", "bytes " + skip + "-" + (content.length - 1) + "/x");
      exchange.sendResponseHeaders(skip > 0 ? 206 : 200, content.length - skip);
      exchange.getResponseBody().write(content, skip, Math.min(after, content.length - skip));
      exchange.getResponseBody().flush();
    };
  }

  private void fetch(URI... mirrors) {
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void progress(String task, long done, long total) {
            bytesSeen.add(done);
          }

          @Override
          public void notice(String message) {
            notices.add(message);
          }
        };
    new Downloader(Duration.ofSeconds(3), Duration.ofSeconds(2), listener)
        .fetch(List.of(file), List.of(mirrors), folder);
  }

  private void assertFetched() throws IOException {
    assertThat(Files.readAllBytes(folder.resolve("digits.gz"))).isEqualTo(packed);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private void assertNothingLeft() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void fetchesFromTheFirstMirror() throws IOException {
    fetch(mirror(whole(packed)), mirror(status(500)));

    assertFetched();
    assertThat(requests).containsExactly("/mnist/digits.gz null");
    assertThat(bytesSeen).isSorted().endsWith((long) packed.length);
    assertThat(notices).isEmpty();
  }

  @Test
  void goesOnToTheNextMirror() throws IOException {
    fetch(mirror(status(404)), mirror(status(503)), mirror(whole(packed)));

    assertFetched();
    assertThat(notices).hasSize(2);
    assertThat(notices.get(0)).contains("404");
  }

  @Test
  void takesUpACutConnectionWhereItBroke() throws IOException {
    fetch(mirror(cut(packed, 70_000), cut(packed, 50_000), whole(packed)));

    assertFetched();
    assertThat(requests)
        .containsExactly(
            "/mnist/digits.gz null", "/mnist/digits.gz bytes=70000-", "/mnist/digits.gz bytes=120000-");
    assertThat(bytesSeen).isSorted();
  }

  @Test
  void takesUpThePartOfAnEarlierRun() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("digits.gz.part"), Arrays.copyOf(packed, 1234));
    fetch(mirror(whole(packed)));

    assertFetched();
    assertThat(requests).containsExactly("/mnist/digits.gz bytes=1234-");
  }

  @Test
  void acceptsMirrorsThatIgnoreRanges() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("digits.gz.part"), new byte[5000]);
    Answer everything =
        (exchange, skip) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(packed);
        };
    fetch(mirror(everything));

    assertFetched();
  }

  @Test
  void beginsAnewWhenThePartBelongsToOtherBytes() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("digits.gz.part"), new byte[5000]);
    fetch(mirror(whole(packed)));

    assertFetched();
    assertThat(requests).containsExactly("/mnist/digits.gz bytes=5000-", "/mnist/digits.gz null");
  }

  @Test
  void finishesAPartThatIsComplete() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("digits.gz.part"), packed);
    fetch(mirror(status(416)));

    assertFetched();
  }

  @Test
  void rejectsALyingMirror() throws IOException {
    byte[] wrong = packed.clone();
    wrong[1000] ^= 1;
    fetch(mirror(whole(wrong)), mirror(whole(new byte[] {60, 104, 116})), mirror(whole(packed)));

    assertFetched();
    assertThat(notices).hasSize(2).allMatch(n -> n.contains("wrong SHA-256"));
  }

  @Test
  void leavesNothingWhenAllMirrorsLie() throws IOException {
    URI liar = mirror(whole(new byte[300]));
    URI absent = mirror(status(404));

    assertThatThrownBy(() -> fetch(liar, absent))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("digits.gz", liar.toString(), "wrong SHA-256", absent.toString(), "404");
    assertNothingLeft();
  }

  @Test
  void stopsAnEndlessMirror() throws IOException {
    Answer endless =
        (exchange, skip) -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(new byte[100_000]);
          }
        };
    URI mirror = mirror(endless);

    assertThatThrownBy(() -> fetch(mirror)).hasMessageContaining("more than the whole");
    assertNothingLeft();
  }

  @Test
  void rejectsABomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 100; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    URI mirror = mirror(whole(bytes.toByteArray()));

    assertThatThrownBy(() -> fetch(mirror)).hasMessageContaining("wrong SHA-256");
    assertNothingLeft();
  }

  @Test
  void keepsThePartOfABrokenDownload() throws IOException {
    URI mirror = mirror(cut(packed, 1000), cut(packed, 0));

    assertThatThrownBy(() -> fetch(mirror)).isInstanceOf(DataException.class).hasMessageContaining("broke off");
    assertThat(folder.resolve("digits.gz.part")).hasSize(1000);
    assertThat(folder.resolve("digits.gz")).doesNotExist();
  }

  @Test
  void passesOverAMirrorThatStalls() throws IOException {
    Answer stall =
        (exchange, skip) -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    fetch(mirror(stall), mirror(whole(packed)));

    assertFetched();
  }

  @Test
  void saysThatNothingAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI dead = URI.create("http://localhost:" + port + "/");
    URI unknown = URI.create("http://no-such-host.invalid/");

    assertThatThrownBy(() -> fetch(dead, unknown))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("no-such-host.invalid", "KASANE_MNIST_MIRRORS");
    assertThat(folder).doesNotExist();
    assertThatThrownBy(this::fetch).hasMessageContaining("is empty");
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    URI mirror = mirror(whole(packed));
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file where the folder should be");

    assertThatThrownBy(() -> fetch(mirror))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(folder.toString(), "can be written");
  }

  @Test
  void readsTheMirrorsSetting() {
    assertThat(Mirrors.from(null)).hasSizeGreaterThan(1);
    assertThat(Mirrors.from(" ")).isEmpty();
    assertThat(Mirrors.from("http://a/x, https://b:8/y/"))
        .containsExactly(URI.create("http://a/x/"), URI.create("https://b:8/y/"));
    for (String bad : new String[] {"ftp://a/", "mnist", "http://a|b", "file:///etc/", "http://"}) {
      assertThatThrownBy(() -> Mirrors.from(bad)).isInstanceOf(DataException.class).hasMessageContaining(bad);
    }
  }
}
