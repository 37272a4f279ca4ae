package dev.kasane.studio.server;

/**
 * What a room answers. Paths are fixed words such as {@code state} or {@code run/pause}; whatever varies is a parameter
 * of the query or part of the body.
 */
public interface Routes {

  /** Answers a request. May throw {@link RequestException} or what the library throws for a user's mistake. */
  @FunctionalInterface
  interface Handler {

    /** Answers. */
    Reply handle(Request request) throws Exception;
  }

  /** Something that only looks. */
  void get(String path, Handler handler);

  /** Something that changes or computes. */
  void post(String path, Handler handler);
}
