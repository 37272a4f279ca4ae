package dev.kasane.studio.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.kasane.data.DataException;
import dev.kasane.train.files.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Writes answers, each with the headers that keep browsers strict. */
final class Answers {

  private static final System.Logger LOG = System.getLogger("dev.kasane.studio");
  private static final int NONCE_BYTES = 16;
  private static final long MAX_DISCARDED = 256L << 20;

  private final SecureRandom random = new SecureRandom();
  private final Deadlines deadlines;

  Answers(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /** Lets a room answer; its exceptions become answers, and nothing ends the server. */
  void answer(HttpExchange exchange, Routes.Handler handler) {
    Reply reply;
    try {
      reply = handler.handle(request(exchange));
    } catch (RequestException e) {
      refuse(exchange, e.status(), message(e));
      return;
    } catch (IllegalArgumentException | IllegalStateException | DataException | ModelFileException e) {
      refuse(exchange, 400, message(e));
      return;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      LOG.log(Level.ERROR, "The studio could not answer " + exchange.getRequestURI().getPath(), e);
      refuse(exchange, 500, "The studio could not do this: " + message(e));
      return;
    }
    send(exchange, reply);
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private Request request(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return new Request(
        Query.parse(exchange.getRequestURI().getRawQuery()),
        exchange.getRequestBody(),
        // The server below has looked at it already: it is a number.
        length == null ? -1 : Long.parseLong(length),
        deadlines);
  }

  /** Sends what was asked for. */
  void send(HttpExchange exchange, Reply reply) {
    if (reply.fileName() != null) {
      exchange.getResponseHeaders().set("Content-Disposition",
          "attachment; filename=\"" + reply.fileName().replaceAll("[^\\w.-]", "_") + "\"");
    }
    write(exchange, 200, reply.type(), reply.body());
  }

  /** Sends why it is not done. */
  void refuse(HttpExchange exchange, int status, String message) {
    write(exchange, status, "application/json", Json.write(Map.of("error", message)));
  }

  /** Sends the page. */
  void page(HttpExchange exchange, Assets assets) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'nonce-" + nonce
        + "'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'");
    write(exchange, 200, "text/html; charset=utf-8", assets.index(nonce));
  }

  /** Sends the cookie, and the browser on to the page. */
  void enter(HttpExchange exchange, String cookie) {
    exchange.getResponseHeaders().set("Set-Cookie", cookie);
    exchange.getResponseHeaders().set("Location", "/");
    write(exchange, 303, "text/plain; charset=utf-8", new byte[0]);
  }

  /** Sets the headers that all answers have, whoever writes them. */
  void ready(HttpExchange exchange) {
    deadlines.end();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private void write(HttpExchange exchange, int status, String type, byte[] body) {
    deadlines.begin();
    try {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
      }
      discard(exchange.getRequestBody());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The browser went away", e);
    } finally {
      exchange.close();
      deadlines.end();
    }
  }

  /** Lets browsers finish sending what nobody wants: they would not read the answer otherwise. */
  private static void discard(InputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    long left = MAX_DISCARDED;
    while (left > 0) {
      int count = body.read(buffer);
      if (count < 0) {
        return;
      }
      left -= count;
    }
  }
}
