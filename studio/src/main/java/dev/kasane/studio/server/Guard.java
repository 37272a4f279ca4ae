package dev.kasane.studio.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is let in. Every request must carry the random token, in its query or in a cookie that no other site's
 * page makes browsers send, and must name this server as its host, so that no other name can be pointed at it (DNS
 * rebinding). A request that says where it comes from must come from here.
 */
final class Guard {

  private static final int TOKEN_BYTES = 24;

  private final String token;
  private final String cookieName;
  private final Set<String> hosts;
  private final AtomicReference<@Nullable String> ticket = new AtomicReference<>();

  Guard(int port) {
    token = random();
    // Cookies do not know ports: two studios at a time need two names.
    cookieName = "kasane-" + port;
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  private static String random() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  String token() {
    return token;
  }

  /** A token that lets in once: what is given to another program, other people of the machine may see. */
  String newTicket() {
    String value = random();
    ticket.set(value);
    return value;
  }

  String cookieName() {
    return cookieName;
  }

  /** The value for a Set-Cookie header. */
  String cookie() {
    return cookieName + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /** Why a request is refused, or null if it is let in. */
  @Nullable String refusal(Credentials request) {
    String host = request.host();
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      return "This address is not the studio's own; open the link that it printed";
    }
    String origin = request.origin();
    if (origin != null && !origin.equals("http://" + host)) {
      return "Requests from other sites are refused";
    }
    String site = request.fetchSite();
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return "Requests from other sites are refused";
    }
    if (!isToken(request.cookieToken()) && !isToken(request.queryToken()) && !isTicket(request.queryToken())) {
      return "The token is missing or wrong; open the link that the studio printed";
    }
    return null;
  }

  private boolean isTicket(@Nullable String guess) {
    String value = ticket.get();
    return value != null && equal(guess, value) && ticket.compareAndSet(value, null);
  }

  /** Whether this is the token. Takes as long wherever a guess differs. */
  boolean isToken(@Nullable String guess) {
    return equal(guess, token);
  }

  private static boolean equal(@Nullable String guess, String value) {
    return guess != null
        && MessageDigest.isEqual(guess.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a request says of itself.
   *
   * @param host the Host header
   * @param origin the Origin header
   * @param fetchSite the Sec-Fetch-Site header
   * @param queryToken the parameter {@code token}
   * @param cookieToken the studio's cookie
   */
  record Credentials(
      @Nullable String host,
      @Nullable String origin,
      @Nullable String fetchSite,
      @Nullable String queryToken,
      @Nullable String cookieToken) {}
}
