package dev.kasane.studio;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a studio is started.
 *
 * @param port the port on the loopback address; 0 for any that is free
 * @param data folder with data as {@code kasane data} lays it out, or null for the usual places
 * @param threads that compute; 0 for one a core
 */
public record StudioOptions(int port, @Nullable Path data, int threads) {

  private static final int MAX_PORT = 65_535;

  /** Checks the numbers. */
  public StudioOptions {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("The studio's port must be from 0 to " + MAX_PORT + ", received " + port);
    }
    if (threads < 0) {
      throw new IllegalArgumentException("The studio's threads must be 0 or more, received " + threads);
    }
  }

  /** Any free port, the usual places, all cores. */
  public static StudioOptions standard() {
    return new StudioOptions(0, null, 0);
  }
}
