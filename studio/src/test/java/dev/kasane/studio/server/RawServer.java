package dev.kasane.studio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A server with one room, and what a hostile client needs: requests byte by byte. */
final class RawServer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  final TestRoom room = new TestRoom();
  final StudioServer server;

  RawServer() {
    this(PATIENCE_MILLIS);
  }

  /** One that waits for clients no longer than this. */
  RawServer(long waitMillis) {
    server = new StudioServer(0, List.of(room), waitMillis);
  }

  String host() {
    return "127.0.0.1:" + server.port();
  }

  String token() {
    return server.url().substring(server.url().indexOf("token=") + "token=".length());
  }

  String cookie() {
    return "kasane-" + server.port() + "=" + token();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends the text as it is and reads until the server closes; {@code Connection: close} makes it. */
  Answer send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Answer send(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      } catch (IOException _) {
        // It may close before it has read everything; what it said counts.
      }
      return Answer.read(socket);
    }
  }

  /** A request with the token, the right host and some more header lines, each ended by \r\n. */
  Answer allowed(String method, String target, String headers, String body) throws IOException {
    return send(request(method, target, "Host: " + host() + "\r\nCookie: " + cookie() + "\r\n" + headers, body));
  }

  static String request(String method, String target, String headers, String body) {
    return method + " " + target + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body;
  }

  Answer post(String path, String body) throws IOException {
    return allowed("POST", path, "Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n", body);
  }

  /** The server is still there, whatever was done to it. */
  void assertAlive() throws IOException {
    assertThat(allowed("GET", "/api/test/state", "", "").status()).isEqualTo(200);
    assertThat(allowed("GET", "/", "", "").body()).contains("<kasane-app>");
  }

  @Override
  public void close() {
    server.close();
  }

  /** What came back, as it came. */
  record Answer(String text) {

    static Answer read(Socket socket) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          all.write(buffer, 0, n);
        }
      } catch (java.net.SocketException _) {
        // Closed with something unread: that is an end too.
      }
      return new Answer(all.toString(StandardCharsets.UTF_8));
    }

    /** The status, or 0 if the connection was closed without a word. */
    int status() {
      return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    String header(String name) {
      for (String line : text.substring(0, Math.max(0, text.indexOf("\r\n\r\n"))).split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }
}
