package dev.kasane.studio.regression;

import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import dev.kasane.studio.world.Curve;
import dev.kasane.studio.world.LearningNet;
import dev.kasane.studio.world.Loop;
import dev.kasane.studio.world.LoopRoutes;
import dev.kasane.studio.world.TrainerSettings;
import dev.kasane.studio.world.Twin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points of a function, the curve that a network puts through them, and the curve of each of its neurons. */
public final class RegressionRoom implements Room {

  private static final int MAX_COUNT = 1000;

  /** Numbers of a request for curves at most. */
  private static final long MAX_NUMBERS = 2_000_000;

  /** Ends of a request for curves are this far from 0 at most. */
  private static final double MAX_X = 10_000;

  private final RegressionWorld world = new RegressionWorld();
  private final Loop loop = new Loop("regression", world);
  private final Twin twin = new Twin(loop, world::net);

  /** What changes with settings only. */
  private record SetupReply(
      Setup setup, List<RegressionWorld.Dot> dots, List<LearningNet.LayerInfo> layers, double low, double high) {}

  /** What changes with each step. */
  private record View(double loss, Curve.@Nullable Points curve) {}

  /** What is looked at together with the network. */
  private record Look(List<RegressionWorld.Dot> dots, Curve.@Nullable Points curve) {}

  private record NewNet(String net) {}

  private record Move(long id, double x, double y) {}

  private record Named(long id) {}

  @Override
  public String name() {
    return "regression";
  }

  @Override
  public void routes(Routes routes) {
    LoopRoutes.declare(routes, loop);
    routes.get("setup", _ -> setup());
    routes.get("view", this::view);
    routes.get("curves", this::curves);
    routes.post("setup", request -> {
      Setup next = request.json(Setup.class);
      return change(() -> {
        world.setup(next);
        loop.restartCount();
      });
    });
    routes.post("net", request -> {
      NewNet next = request.json(NewNet.class);
      return LoopRoutes.orWhatIsWrong(() -> {
        return change(() -> {
          world.net(next.net());
          loop.restartCount();
        });
      });
    });
    routes.post("samples", request -> {
      Samples samples = request.json(Samples.class);
      return change(() -> world.samples(samples));
    });
    routes.post("trainer", request -> {
      TrainerSettings settings = request.json(TrainerSettings.class);
      return change(() -> world.trainer(settings));
    });
    routes.post("add", request -> {
      Place place = request.json(Place.class);
      return change(() -> world.add(place));
    });
    routes.post("move", request -> {
      Move move = request.json(Move.class);
      Place place = new Place(move.x(), move.y());
      return change(() -> world.move(move.id(), place));
    });
    routes.post("remove", request -> {
      long id = request.json(Named.class).id();
      return change(() -> world.remove(id));
    });
    routes.post("clear", _ -> change(world::clear));
  }

  @Override
  public void close() {
    loop.close();
  }

  private Reply change(Runnable edit) {
    loop.edit(edit);
    return setup();
  }

  private Reply setup() {
    return Reply.json(loop.read(() -> {
      Function function = Function.of(world.setup().samples().function());
      return new SetupReply(world.setup(), world.dots(), world.net().layers(), function.low(), function.high());
    }));
  }

  private Reply view(Request request) {
    boolean curve = request.number("curve", 0, 1, 1) == 1;
    return Reply.json(twin.look(
        () -> new Look(world.dots(), curve ? world.curve().points() : null),
        (net, look) -> new View(RegressionWorld.loss(net, look.dots()), look.curve())));
  }

  private Reply curves(Request request) {
    int count = (int) request.number("count", 2, MAX_COUNT);
    double low = end(request, "low");
    double high = end(request, "high");
    return Reply.floats(twin.look(net -> {
      long neurons = net.bareLayers().stream().mapToLong(layer -> layer.out().length()).sum();
      if (neurons * count > MAX_NUMBERS) {
        throw new RequestException("Curves of " + neurons + " neurons can have fewer than " + count + " points");
      }
      return RegressionWorld.curves(net, low, high, count);
    }));
  }

  private static double end(Request request, String name) {
    String text = request.text(name);
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new RequestException("The parameter '" + name + "' must be a number, received '" + text + "'");
    }
    if (!(Math.abs(value) <= MAX_X)) {
      throw new RequestException(
          "The parameter '" + name + "' must be at most " + MAX_X + " away from 0, received " + text);
    }
    return value;
  }
}
