package dev.kasane.studio.server;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A room with one of each kind of answer. */
final class TestRoom implements Room {

  static final int MAX_BYTES = 100_000;
  static final int BIG = 8 << 20;

  private final AtomicInteger posts = new AtomicInteger();

  /** What the room reads. */
  record Words(String word, int count) {}

  @Override
  public String name() {
    return "test";
  }

  @Override
  public void routes(Routes routes) {
    routes.get("state", request -> Reply.json(Map.of("posts", posts.get())));
    routes.get("big", request -> Reply.bytes("application/octet-stream", new byte[BIG]));
    routes.get("bug", request -> {
      throw new StackOverflowError("on purpose");
    });
    routes.post("words", request -> {
      Words words = request.json(Words.class);
      posts.incrementAndGet();
      return Reply.json(Map.of("said", words.word().repeat(Math.clamp(words.count(), 0, 3))));
    });
    routes.post("bytes", request -> {
      byte[] bytes = request.bytes(MAX_BYTES);
      posts.incrementAndGet();
      return Reply.json(Map.of("received", bytes.length));
    });
  }

  /** How many posts changed something. */
  int posts() {
    return posts.get();
  }
}
