package dev.kasane.studio.server;

import dev.kasane.data.DataException;
import dev.kasane.train.files.ModelFileException;
import io.avaje.jex.http.Context;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Writes answers, each with the headers that keep browsers strict. */
final class Answers {

  private static final System.Logger LOG = System.getLogger("dev.kasane.studio");
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /** Lets a room answer; its exceptions become answers, and nothing ends the server. */
  void answer(Context context, Routes.Handler handler) {
    Reply reply;
    try {
      reply = handler.handle(request(context));
    } catch (RequestException e) {
      refuse(context, e.status(), message(e));
      return;
    } catch (IllegalArgumentException | IllegalStateException | DataException | ModelFileException e) {
      refuse(context, 400, message(e));
      return;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      LOG.log(Level.ERROR, "The studio could not answer " + context.path(), e);
      refuse(context, 500, "The studio could not do this: " + message(e));
      return;
    }
    send(context, reply);
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Request request(Context context) {
    return new Request(context.queryParamMap(), context.bodyAsInputStream(), context.contentLength());
  }

  /** Sends what was asked for. */
  void send(Context context, Reply reply) {
    common(context);
    if (reply.fileName() != null) {
      set(context, "Content-Disposition", "attachment; filename=\"" + reply.fileName().replaceAll("[^\\w.-]", "_")
          + "\"");
    }
    write(context, 200, reply.type(), reply.body());
  }

  /** Sends why it is not done. */
  void refuse(Context context, int status, String message) {
    common(context);
    write(context, status, "application/json", Json.write(Map.of("error", message)));
  }

  /** Sends the page. */
  void page(Context context, Assets assets) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    common(context);
    set(context, "Content-Security-Policy", "default-src 'none'; script-src 'self' 'nonce-" + nonce
        + "'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'");
    write(context, 200, "text/html; charset=utf-8", assets.index(nonce));
  }

  /** Sends the cookie, and the browser on to the page. */
  void enter(Context context, String cookie) {
    common(context);
    set(context, "Set-Cookie", cookie);
    set(context, "Location", "/");
    write(context, 303, "text/plain; charset=utf-8", new byte[0]);
  }

  private static void common(Context context) {
    set(context, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    set(context, "X-Content-Type-Options", "nosniff");
    set(context, "X-Frame-Options", "DENY");
    set(context, "Referrer-Policy", "no-referrer");
    set(context, "Cross-Origin-Opener-Policy", "same-origin");
    set(context, "Cross-Origin-Resource-Policy", "same-origin");
    set(context, "Cache-Control", "no-store");
  }

  /** Sets a header in the place of one set before. */
  private static void set(Context context, String name, String value) {
    context.exchange().getResponseHeaders().set(name, value);
  }

  private static void write(Context context, int status, String type, byte[] body) {
    try {
      set(context, "Content-Type", type);
      var exchange = context.exchange();
      boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The browser went away", e);
    } finally {
      context.exchange().close();
    }
  }
}
