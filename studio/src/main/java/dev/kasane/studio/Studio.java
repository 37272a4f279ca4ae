package dev.kasane.studio;

import dev.kasane.studio.run.Runs;
import dev.kasane.studio.server.StudioServer;

/**
 * A page on this machine on which networks are built, trained, looked into and used. It listens on the loopback address
 * only, and lets in who knows the random token in its address.
 */
public final class Studio implements AutoCloseable {

  private final StudioServer server;
  private final Runs runs;

  private Studio(StudioServer server, Runs runs) {
    this.server = server;
    this.runs = runs;
  }

  /**
   * Starts one.
   *
   * @throws java.io.UncheckedIOException if the port is in use
   */
  public static Studio start(StudioOptions options) {
    Runs runs = new Runs();
    return new Studio(new StudioServer(options.port(), Rooms.of(options, runs)), runs);
  }

  /** Where the page is; whoever has this link may use the studio. */
  public String url() {
    return server.url();
  }

  /**
   * A link that works once, to be given to a program that opens it: command lines may be seen by other users of the
   * machine. The one that was given before works no longer.
   */
  public String browserUrl() {
    return server.ticketUrl();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** The runs it shows; others may be added. */
  public Runs runs() {
    return runs;
  }

  /** Stops it and all it computes. */
  @Override
  public void close() {
    server.close();
  }
}
