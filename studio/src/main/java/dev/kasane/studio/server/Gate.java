package dev.kasane.studio.server;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every request passes before anything looks at what it asks for, whatever its method and address are. */
final class Gate extends Filter {

  /** Requests that are worked on at a time; others wait. Bodies take memory. */
  private static final int AT_A_TIME = 64;

  private final Supplier<@Nullable Guard> guard;
  private final Answers answers;
  private final Semaphore working = new Semaphore(AT_A_TIME);

  /**
   * A gate.
   *
   * @param guard null until it is known which port the server has
   */
  Gate(Supplier<@Nullable Guard> guard, Answers answers) {
    this.guard = guard;
    this.answers = answers;
  }

  @Override
  public String description() {
    return "lets in who has the token";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    answers.ready(exchange);
    Guard now = guard.get();
    if (now == null) {
      answers.refuse(exchange, 503, "The studio is starting");
      return;
    }
    String refusal = now.refusal(credentials(exchange, now));
    if (refusal != null) {
      answers.refuse(exchange, 403, refusal);
      return;
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "GET, POST");
      answers.refuse(exchange, 405, "The studio answers GET and POST, received another method");
      return;
    }
    pass(exchange, chain);
  }

  private void pass(HttpExchange exchange, Chain chain) throws IOException {
    try {
      working.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
      return;
    }
    try {
      chain.doFilter(exchange);
    } finally {
      working.release();
    }
  }

  private static Guard.Credentials credentials(HttpExchange exchange, Guard guard) {
    Headers headers = exchange.getRequestHeaders();
    URI uri = exchange.getRequestURI();
    return new Guard.Credentials(
        uri.isAbsolute() || uri.getRawAuthority() != null ? "" : one(headers, "Host"),
        one(headers, "Origin"),
        one(headers, "Sec-Fetch-Site"),
        Query.find(uri.getRawQuery(), "token"),
        Query.cookie(headers.get("Cookie"), guard.cookieName()));
  }

  /** A header's value; several together are none that the guard accepts. */
  private static @Nullable String one(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : String.join(", ", values);
  }
}
