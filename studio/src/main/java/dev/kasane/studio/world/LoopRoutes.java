package dev.kasane.studio.world;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Routes;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What pages ask of every loop: {@code loop} (its {@link LoopState}), {@code play}, {@code pause}, {@code step}, {@code
 * reset} and {@code speed}. The page's counterparts are {@code /base/world-controls.js} and {@code
 * /base/world-element.js}.
 */
public final class LoopRoutes {

  private static final int MAX_STEPS = 1000;

  private LoopRoutes() {}

  private record Steps(int count) {}

  private record Speed(double stepsPerSecond) {}

  /** Declares them for a room. */
  public static void declare(Routes routes, Loop loop) {
    routes.get("loop", _ -> Reply.json(loop.state()));
    routes.post("play", _ -> after(loop, loop::play));
    routes.post("pause", _ -> after(loop, loop::pause));
    routes.post("reset", _ -> after(loop, loop::reset));
    routes.post("step", request -> step(loop, request));
    routes.post("speed", request -> {
      double speed = request.json(Speed.class).stepsPerSecond();
      return after(loop, () -> loop.speed(speed));
    });
  }

  /** Does what is asked with a network that a person is writing. */
  public static Reply orWhatIsWrong(Supplier<Reply> change) {
    try {
      return change.get();
    } catch (ConvNetException e) {
      // A network that is being written is wrong most of the time: that is an answer, not a bad request.
      return Reply.json(Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private static Reply step(Loop loop, Request request) {
    int count = request.json(Steps.class).count();
    if (count < 1 || count > MAX_STEPS) {
      throw new RequestException("Expected from 1 to " + MAX_STEPS + " steps, received " + count);
    }
    return after(loop, () -> loop.step(count));
  }

  private static Reply after(Loop loop, Runnable action) {
    action.run();
    return Reply.json(loop.state());
  }
}
