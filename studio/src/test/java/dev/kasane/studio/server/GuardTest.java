package dev.kasane.studio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kasane.studio.server.RawServer.Answer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in: each way in is tried with a real connection. */
class GuardTest {

  private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS",
      "TRACE", "CONNECT", "PROPFIND", "get", "X");
  private static final List<String> TARGETS = List.of("/", "/app.js", "/style.css", "/api/test/state",
      "/api/test/words", "/api/other/thing", "/nothing", "/health/liveness", "/x//y", "/?a=1", "/favicon.ico");

  private static RawServer server;

  @BeforeAll
  static void start() {
    server = new RawServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void stillAnswers() throws IOException {
    server.assertAlive();
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws IOException {
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, server.server.port()), 1000);
            throw new AssertionError("answers on " + address);
          } catch (IOException _) {
            // As it should be.
          }
        }
      }
    }
  }

  @Test
  void refusesEveryKindOfRequestWithoutTheToken() throws IOException {
    for (String method : METHODS) {
      for (String target : TARGETS) {
        refused(method, target, "Host: " + server.host() + "\r\n");
      }
    }
  }

  @Test
  void refusesEveryKindOfRequestWithAWrongToken() throws IOException {
    String wrong = "0".repeat(server.token().length());
    for (String method : METHODS) {
      for (String target : TARGETS) {
        refused(method, target,
            "Host: " + server.host() + "\r\nCookie: kasane-" + server.server.port() + "=" + wrong + "\r\n");
      }
    }
    for (String guess : List.of("", "0", wrong, server.token().substring(1), server.token() + "0", "%zz", "%00")) {
      Answer answer = server.send(RawServer.request("GET", "/?token=" + guess, "Host: " + server.host() + "\r\n", ""));
      assertThat(answer.status()).as(guess).isIn(400, 403);
    }
    // A cookie of another studio of this browser, and one whose name only looks like ours.
    refused("GET", "/", "Host: " + server.host() + "\r\nCookie: kasane-1=" + server.token() + "; x"
        + server.cookie() + "\r\n");
  }

  private static void refused(String method, String target, String headers) throws IOException {
    Answer answer = server.send(RawServer.request(method, target, headers, ""));
    assertThat(answer.status()).as(method + " " + target).isEqualTo(403);
    assertThat(answer.text()).as(method + " " + target).doesNotContain("kasane-app", server.token(), "Set-cookie");
    assertStrict(answer);
  }

  /** What every answer must say to browsers. */
  private static void assertStrict(Answer answer) {
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http:");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void letsInWithTheTokenAndAnswersStrictly() throws IOException {
    Answer enter =
        server.send(RawServer.request("GET", "/?token=" + server.token(), "Host: " + server.host() + "\r\n", ""));
    assertThat(enter.status()).isEqualTo(303);
    assertThat(enter.header("Location")).isEqualTo("/");
    assertThat(enter.header("Set-Cookie")).contains(server.cookie(), "HttpOnly", "SameSite=Strict");
    assertStrict(enter);
    for (String target : TARGETS) {
      for (String method : METHODS) {
        Answer answer = server.allowed(method, target, "Content-Length: 0\r\n", "");
        assertStrict(answer);
        assertThat(answer.status()).as(method + " " + target)
            .isIn(method.equals("GET") ? List.of(200, 404) : method.equals("POST") ? List.of(400, 404) : List.of(405));
      }
    }
    assertThat(server.allowed("GET", "/", "", "").header("Content-Security-Policy"))
        .contains("script-src 'self' 'nonce-", "style-src 'self'", "connect-src 'self'", "form-action 'none'");
    assertThat(server.allowed("GET", "/", "", "").header("Content-Security-Policy"))
        .as("a number used once").isNotEqualTo(server.allowed("GET", "/", "", "").header("Content-Security-Policy"));
  }

  /** What other programs are told lets in once. */
  @Test
  void aTicketWorksOnce() throws IOException {
    String first = server.server.ticketUrl();
    String second = server.server.ticketUrl();
    assertThat(first).isNotEqualTo(second).doesNotContain(server.token());
    String host = "Host: " + server.host() + "\r\n";
    String target = "/" + second.substring(second.indexOf('?'));
    assertThat(server.send(RawServer.request("GET", "/" + first.substring(first.indexOf('?')), host, "")).status())
        .isEqualTo(403);
    assertThat(server.send(RawServer.request("GET", target, "Host: evil.example\r\n", "")).status()).isEqualTo(403);
    Answer enter = server.send(RawServer.request("GET", target, host, ""));
    assertThat(enter.status()).isEqualTo(303);
    assertThat(enter.header("Set-Cookie")).contains(server.cookie());
    assertThat(server.send(RawServer.request("GET", target, host, "")).status()).isEqualTo(403);
  }

  /** A name that is pointed at this machine (DNS rebinding) makes browsers send that name as the host. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1",
      "127.0.0.1:PORT.evil.example", "localhost", "0.0.0.0:PORT", "[::1]:PORT", "127.0.0.1:PORT@evil.example", " ",
      "127.0.0.1:PORT, evil.example",
      "127.0.0.1:0PORT", "2130706433:PORT"})
  void refusesOtherHosts(String host) throws IOException {
    String name = host.replace("PORT", Integer.toString(server.server.port()));
    Answer answer = server.send(
        RawServer.request("GET", "/", "Host: " + name + "\r\nCookie: " + server.cookie() + "\r\n", ""));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("open the link");
  }

  @Test
  void refusesNoHostTwoHostsAndWholeAddresses() throws IOException {
    String cookie = "Cookie: " + server.cookie() + "\r\n";
    String host = "Host: " + server.host() + "\r\n";
    assertThat(server.send(RawServer.request("GET", "/", cookie, "")).status()).isEqualTo(403);
    assertThat(server.send(RawServer.request("GET", "/", host + host + cookie, "")).status()).isEqualTo(403);
    assertThat(server.send(RawServer.request("GET", "/", host + "Host: evil.example\r\n" + cookie, "")).status())
        .isEqualTo(403);
    assertThat(server.send(RawServer.request("GET", "http://evil.example/", host + cookie, "")).status())
        .isEqualTo(403);
    assertThat(server.send(RawServer.request("GET", "//evil.example/", host + cookie, "")).status()).isEqualTo(403);
    assertThat(server.send(RawServer.request("GET", "/", "Host: localhost:" + server.server.port() + "\r\n" + cookie,
        "")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: null", "Origin: http://evil.example", "Origin: http://127.0.0.1",
      "Origin: https://HOST", "Origin: http://HOST.evil.example", "Origin: http://HOST\r\nOrigin: http://HOST",
      "Origin: ", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: ",
      "Origin: http://HOST\r\nSec-Fetch-Site: cross-site", "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site"})
  void refusesOtherSites(String headers) throws IOException {
    String lines = headers.replace("HOST", server.host()) + "\r\n";
    int posts = server.room.posts();
    Answer post = server.allowed("POST", "/api/test/words", lines + "Content-Length: 24\r\n",
        "{\"word\":\"a\",  \"count\":1} ");
    assertThat(post.status()).isEqualTo(403);
    assertThat(server.room.posts()).isEqualTo(posts);
    assertThat(server.allowed("GET", "/api/test/state", lines, "").status()).isEqualTo(403);
  }

  @Test
  void acceptsItsOwnPage() throws IOException {
    Answer post = server.allowed("POST", "/api/test/words", "Origin: http://" + server.host()
        + "\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 24\r\n", "{\"word\":\"a\",  \"count\":1} ");
    assertThat(post.status()).isEqualTo(200);
    assertThat(post.body()).isEqualTo("{\"said\":\"a\"}");
  }

  /** The answer is the same for what is not there and what must not be reached. */
  @ParameterizedTest
  @ValueSource(strings = {"/..", "/../", "/../../../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd",
      "/%2e%2e/%2e%2e/etc/passwd", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/base/../../Studio.class", "/base/../app.js",
      "/./app.js", "/%2fetc/passwd", "/etc/passwd", "/..%5c..%5cwindows", "/base%5capp.js", "/app.js%00",
      "/app.js%00.css", "/%00", "/file:///etc/passwd", "/index.html", "/lib", "/lib/", "/base/", "/app.js/",
      "/app.js/x", "/APP.JS",
      "/server/Guard.class", "/api", "/api/", "/api/test", "/api/test/", "/api/test/../test/nothing",
      "/META-INF/MANIFEST.MF", "/%c0%ae%c0%ae/etc/passwd", "/%252e%252e/etc/passwd"})
  void noPathReachesFiles(String path) throws IOException {
    Answer answer = server.allowed("GET", path, "", "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"There is nothing at this address\"}");
  }

  /** These are no addresses at all. */
  @ParameterizedTest
  @ValueSource(strings = {"/\\..\\..\\etc", "/%", "/%zz", "/a b", "/\u0001", "/<script>", "//", "//x", "x", "C:\\x"})
  void refusesWhatIsNoAddress(String path) throws IOException {
    Answer answer = server.allowed("GET", path, "", "");
    assertThat(answer.status()).isIn(0, 400, 403, 404);
    assertThat(answer.text()).doesNotContain("<script>", "root:");
  }
}
