package dev.kasane.studio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.studio.server.RawServer.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server has to survive, from somebody who even knows the token. */
@Timeout(120)
class StormTest {

  private static final int SHORT_WAIT_MILLIS = 300;

  private RawServer server;

  @BeforeEach
  void start() {
    server = new RawServer();
  }

  @AfterEach
  void stillAnswers() throws IOException {
    try (RawServer closed = server) {
      closed.assertAlive();
    }
  }

  private String head(String method, String path, String headers) {
    return method + " " + path + " HTTP/1.1\r\nHost: " + server.host() + "\r\nCookie: " + server.cookie() + "\r\n"
        + headers + "\r\n";
  }

  @Test
  void limitsDeclaredBodies() throws IOException {
    for (String length : List.of("" + (TestRoom.MAX_BYTES + 1), "1000000000000", "" + Long.MAX_VALUE)) {
      // Nothing of the body is sent: the answer must not wait for it.
      try (Socket socket = server.connect()) {
        socket.getOutputStream().write(head("POST", "/api/test/bytes", "Content-Length: " + length + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
        byte[] begin = socket.getInputStream().readNBytes(12);
        assertThat(new String(begin, StandardCharsets.ISO_8859_1)).as(length).isEqualTo("HTTP/1.1 413");
        socket.shutdownOutput();
        assertThat(Answer.read(socket).text()).contains("At most " + TestRoom.MAX_BYTES + " bytes");
      }
    }
    assertThat(server.post("/api/test/bytes", "x".repeat(TestRoom.MAX_BYTES)).body())
        .isEqualTo("{\"received\":" + TestRoom.MAX_BYTES + "}");
    for (String length : List.of("-1", "99999999999999999999", "1e3", "0x10", "one", "1, 1")) {
      assertThat(server.allowed("POST", "/api/test/bytes", "Content-Length: " + length + "\r\n", "x").status())
          .as(length).isEqualTo(400);
    }
    assertThat(server.room.posts()).isEqualTo(1);
  }

  @Test
  void limitsChunkedBodies() throws IOException {
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
    Answer fits = chunked(chunk.repeat(3) + "0\r\n\r\n");
    assertThat(fits.body()).isEqualTo("{\"received\":" + 3 * 0x1000 + "}");
    Answer large = chunked(chunk.repeat(26) + "0\r\n\r\n");
    assertThat(large.status()).isIn(0, 413);
    for (String broken : List.of("zz\r\nxx\r\n", "-5\r\nxxxxx\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\nx", 
        "7fffffff\r\nx", "5\r\nab")) {
      try (Socket socket = server.connect()) {
        socket.getOutputStream().write(head("POST", "/api/test/bytes", "Transfer-Encoding: chunked\r\n"
            + "Connection: close\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(broken.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        assertThat(Answer.read(socket).status()).as(broken).isIn(0, 400, 413);
      }
    }
    // What two servers would read differently is read by none.
    String both = "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n";
    assertThat(server.allowed("POST", "/api/test/bytes", both, "0\r\n\r\n").status()).isEqualTo(400);
    assertThat(server.allowed("POST", "/api/test/bytes", "Content-Length: 1\r\nContent-Length: 2\r\n", "xx").status())
        .isEqualTo(400);
    assertThat(server.room.posts()).isEqualTo(1);
  }

  private Answer chunked(String body) throws IOException {
    return server.allowed("POST", "/api/test/bytes", "Transfer-Encoding: chunked\r\n", body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "1", "\"a\"", "{\"word\":\"a\",\"count\":1}{}",
      "{\"word\":\"a\",\"count\":", "{\"word\":{},\"count\":1}", "{\"word\":\"a\",\"count\":1,\"more\":1}",
      "{\"word\":\"a\",\"count\":1e999}",
      "{\"word\":\"a\",\"count\":NaN}", "{'word':'a','count':1}", "\u0000\u0001",
      "{\"word\":\"a\",\"count\":99999999999}",
      "{\"word\":\"\\ud800\",\"count\":\"x\"}", "\u00ff\u00fe{"})
  void refusesBrokenJson(String body) throws IOException {
    Answer answer = server.post("/api/test/words", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain("Exception", "dev.kasane", "tools.jackson");
    assertThat(server.room.posts()).isZero();
  }

  @Test
  void refusesDeepAndHugeJson() throws IOException {
    assertThat(server.post("/api/test/words", "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(server.post("/api/test/words", "{\"word\":".repeat(100_000)).status()).isEqualTo(400);
    assertThat(server.post("/api/test/words", "{\"word\":\"" + "a".repeat(Request.MAX_JSON) + "\"}").status())
        .isEqualTo(413);
    assertThat(server.post("/api/test/words", "{\"word\":\"a\",\"count\":" + "9".repeat(500_000) + "}").status())
        .isEqualTo(400);
  }

  @Test
  void survivesHugeHeadersAndLines() throws IOException {
    assertThat(server.allowed("GET", "/", "X-A: " + "a".repeat(1_000_000) + "\r\n", "").status()).isIn(0, 400);
    assertThat(server.allowed("GET", "/", "X-A: b\r\n".repeat(50_000), "").status()).isIn(0, 200, 400);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      many.append("X-").append(i).append(": b\r\n");
    }
    assertThat(server.allowed("GET", "/", many.toString(), "").status()).isIn(0, 400);
    assertThat(server.allowed("GET", "/" + "a".repeat(1_000_000), "", "").status()).isIn(0, 400, 404);
    assertThat(server.allowed("GET", "/api/test/state?" + "a=1&".repeat(50_000), "", "").status()).isIn(0, 200, 400);
    assertThat(server.allowed("A".repeat(10_000), "/", "", "").status()).isIn(0, 400, 405);
  }

  @Test
  void survivesGarbage() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      byte[] garbage = new byte[1 + random.nextInt(3000)];
      random.nextBytes(garbage);
      try (Socket socket = server.connect()) {
        socket.getOutputStream().write(garbage);
        socket.shutdownOutput();
        assertThat(Answer.read(socket).status()).as("garbage %d", i).isIn(0, 400, 403);
      } catch (java.net.SocketException _) {
        // Closed in the face of garbage: good enough.
      }
    }
    for (String text : List.of("\r\n\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        " / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "OPTIONS * HTTP/1.1\r\n\r\n", "GET mailto:a HTTP/1.1\r\n\r\n")) {
      try (Socket socket = server.connect()) {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        assertThat(Answer.read(socket).status()).as(text).isNotEqualTo(200);
      }
    }
  }

  /** Several requests in one go, the last of them no request. */
  @Test
  void answersPipelinedRequestsUntilTheyMakeNoSense() throws IOException {
    String state = head("GET", "/api/test/state", "");
    String post = head("POST", "/api/test/bytes", "Content-Length: 3\r\n") + "abc";
    Answer answer = server.send(state + post + state + "abc\u0000\u0001 nonsense\r\n\r\n");
    assertThat(answer.text().split("HTTP/1.1 200", -1)).hasSize(4);
    assertThat(answer.text()).contains("{\"posts\":0}", "{\"received\":3}", "{\"posts\":1}");
    // A body that looks like a request is a body.
    Answer inside = server.post("/api/test/bytes", state);
    assertThat(inside.body()).isEqualTo("{\"received\":" + state.length() + "}");
    // The second request of a connection has to show the token again.
    Answer second = server.send(state + "GET /api/test/state HTTP/1.1\r\nHost: " + server.host()
        + "\r\nConnection: close\r\n\r\n");
    assertThat(second.text()).contains("HTTP/1.1 200", "HTTP/1.1 403");
  }

  @Test
  void survivesConnectionsCutInRequestAndAnswer() throws IOException {
    String whole = head("POST", "/api/test/words", "Content-Length: 23\r\n") + "{\"word\":\"a\",\"count\":1} ";
    for (int cut = 1; cut < whole.length(); cut += 7) {
      try (Socket socket = server.connect()) {
        // Closing with this option resets the connection.
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.getOutputStream().write(whole.substring(0, cut).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(server.room.posts()).isZero();
    for (int i = 0; i < 20; i++) {
      try (Socket socket = server.connect()) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.getOutputStream().write(head("GET", "/api/test/big", "").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
      }
    }
  }

  /** More slow clients than requests are worked on at a time: each in its way makes the server wait. */
  @Test
  void givesUpThoseWhoMakeItWait() throws IOException {
    try (RawServer hasty = new RawServer(SHORT_WAIT_MILLIS)) {
      String begin = "\r\nHost: " + hasty.host() + "\r\nCookie: " + hasty.cookie() + "\r\n";
      List<Socket> slow = new ArrayList<>();
      try {
        for (int i = 0; i < 40; i++) {
          for (String text : List.of("GET / HTTP/1.1" + begin, "POST /api/test/bytes HTTP/1.1" + begin
              + "Content-Length: 100\r\n\r\nabc", "POST /nothing HTTP/1.1" + begin + "Content-Length: 100\r\n\r\nabc",
              "GET /api/test/big HTTP/1.1" + begin + "\r\n")) {
            Socket socket = hasty.connect();
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            slow.add(socket);
          }
        }
        hasty.assertAlive();
        for (Socket socket : slow) {
          // Ends, where it would wait for ever otherwise: the socket's own patience is longer.
          Answer.read(socket);
        }
        assertThat(hasty.room.posts()).isZero();
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  @Test
  void answersFiveHundredConnectionsAtATime() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        sockets.add(server.connect());
      }
      List<Callable<Answer>> tasks = new ArrayList<>();
      for (Socket socket : sockets) {
        tasks.add(() -> {
          socket.getOutputStream().write(head("POST", "/api/test/words", "Connection: close\r\nContent-Length: 23\r\n")
              .concat("{\"word\":\"a\",\"count\":1} ").getBytes(StandardCharsets.ISO_8859_1));
          return Answer.read(socket);
        });
      }
      for (Future<Answer> answer : readers.invokeAll(tasks)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(server.room.posts()).isEqualTo(500);
  }

  /** Even a defect of a room does not end the server. */
  @Test
  void answersWhenARoomFails() throws IOException {
    Answer answer = server.allowed("GET", "/api/test/bug", "", "");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("on purpose").doesNotContain("\\tat ");
  }

  @Test
  void endsAtOnceWithRequestsUnderWay() throws IOException {
    RawServer other = new RawServer();
    try (Socket socket = other.connect()) {
      socket.getOutputStream().write(("POST /api/test/bytes HTTP/1.1\r\nHost: " + other.host() + "\r\nCookie: "
          + other.cookie() + "\r\nContent-Length: 100\r\n\r\nabc").getBytes(StandardCharsets.ISO_8859_1));
      other.close();
      assertThat(Answer.read(socket).status()).isIn(0, 400);
    }
    StudioServer again = new StudioServer(0, List.of());
    again.close();
  }
}
