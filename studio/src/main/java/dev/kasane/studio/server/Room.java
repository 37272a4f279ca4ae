package dev.kasane.studio.server;

/**
 * One part of the studio. It answers requests below {@code /api/NAME/}, keeps its state on this side, and so survives
 * pages that are closed, reopened or opened twice. Its routes are called by many threads at a time.
 */
public interface Room extends AutoCloseable {

  /** Its place in addresses: lower-case letters. */
  String name();

  /** Declares what it answers. Called once, before the server starts. */
  void routes(Routes routes);

  /** Ends its threads. Called once, when the studio is closed. */
  @Override
  default void close() {}
}
