package dev.kasane.studio.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
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

  Guard(int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    // Cookies do not know ports: two studios at a time need two names.
    cookieName = "kasane-" + port;
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  String token() {
    return token;
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
    if (!isToken(request.queryToken()) && !isToken(request.cookieToken())) {
      return "The token is missing or wrong; open the link that the studio printed";
    }
    return null;
  }

  /** Whether this is the token. Takes as long wherever a guess differs. */
  boolean isToken(@Nullable String guess) {
    return guess != null
        && MessageDigest.isEqual(guess.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
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
