package dev.kasane.studio.classify;

import dev.kasane.convnetjs.json.ConvNetJson;
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

/** Points of the plane, decision regions, and what every neuron sees. */
public final class ClassifyRoom implements Room {

  private static final int MAX_SIZE = 120;
  private static final int MAX_LINES = 61;

  /** Numbers of a picture request at most. */
  private static final int MAX_NUMBERS = 4_000_000;

  private final ClassifyWorld world = new ClassifyWorld();
  private final Loop loop = new Loop("classify", world);
  private final Twin twin = new Twin(loop, world::net);

  /** What changes with settings only. */
  private record SetupReply(
      Setup setup, List<Point> points, List<LearningNet.LayerInfo> layers, int classes, double range) {}

  /** What changes with each step. */
  private record View(
      ClassifyWorld.Score train,
      ClassifyWorld.Score test,
      Curve.@Nullable Points curve,
      List<LearningNet.Weights> weights) {}

  /** What is looked at together with the network. */
  private record Look(
      List<Feature> features,
      List<Point> points,
      Curve.@Nullable Points curve,
      List<LearningNet.Weights> weights) {}

  private record Place(double x, double y) {}

  private record NewNet(List<String> features, String net) {}

  private record NewWeight(int layer, int to, int from, double value) {}

  @Override
  public String name() {
    return "classify";
  }

  @Override
  public void routes(Routes routes) {
    LoopRoutes.declare(routes, loop);
    routes.get("setup", _ -> setup());
    routes.get("view", this::view);
    routes.get("maps", this::maps);
    routes.get("warp", this::warp);
    routes.get("net", _ -> Reply.file("network.json", "application/json",
        loop.read(() -> ConvNetJson.stringify(world.net().net().toJSON()))));
    routes.post("setup", request -> begin(request.json(Setup.class)));
    routes.post("net", request -> {
      NewNet next = request.json(NewNet.class);
      return LoopRoutes.orWhatIsWrong(() -> {
        return change(() -> {
          world.setup(world.setup().net(next.features(), next.net()));
          loop.restartCount();
        });
      });
    });
    routes.post("data", request -> {
      PointSet set = request.json(PointSet.class);
      return change(() -> world.data(set));
    });
    routes.post("trainer", request -> {
      TrainerSettings settings = request.json(TrainerSettings.class);
      return change(() -> world.trainer(settings));
    });
    routes.post("add", request -> {
      Point point = request.json(Point.class);
      return change(() -> world.add(point));
    });
    routes.post("remove", request -> {
      Place place = request.json(Place.class);
      return change(() -> world.remove(place.x(), place.y()));
    });
    routes.post("clear", _ -> change(world::clearPoints));
    routes.post("weight", request -> {
      NewWeight weight = request.json(NewWeight.class);
      return change(() -> world.net().weight(weight.layer(), weight.to(), weight.from(), weight.value()));
    });
  }

  @Override
  public void close() {
    loop.close();
  }

  private Reply begin(Setup next) {
    return change(() -> {
      world.setup(next);
      loop.restartCount();
    });
  }

  private Reply change(Runnable edit) {
    loop.edit(edit);
    return setup();
  }

  private Reply setup() {
    return Reply.json(loop.read(() -> new SetupReply(
        world.setup(), world.points(), world.net().layers(), world.classes(), Point.RANGE)));
  }

  private Reply view(Request request) {
    boolean curve = request.number("curve", 0, 1, 1) == 1;
    return Reply.json(twin.look(
        () -> new Look(world.features(), world.points(), curve ? world.curve().points() : null,
            world.net().weights()),
        (net, look) -> new View(
            ClassifyWorld.Score.of(net, look.features(), look.points(), false),
            ClassifyWorld.Score.of(net, look.features(), look.points(), true),
            look.curve(),
            look.weights())));
  }

  private Reply maps(Request request) {
    int size = (int) request.number("size", 4, MAX_SIZE);
    return Reply.floats(twin.look(world::features, (net, features) -> {
      long neurons = net.bareLayers().stream().mapToLong(layer -> layer.out().length()).sum();
      if (neurons * size * size > MAX_NUMBERS) {
        throw new RequestException(
            "Maps of " + neurons + " neurons can have fewer than " + size + " places a side: ask for smaller ones");
      }
      return Plane.maps(net, features, size);
    }));
  }

  private Reply warp(Request request) {
    int lines = (int) request.number("lines", 2, MAX_LINES);
    int layer = (int) request.number("layer", 0, Integer.MAX_VALUE);
    int a = (int) request.number("a", 0, Integer.MAX_VALUE);
    int b = (int) request.number("b", 0, Integer.MAX_VALUE);
    return Reply.floats(twin.look(
        () -> new Look(world.features(), world.points(), null, List.of()),
        (net, look) -> {
          if (layer >= net.bareLayers().size()
              || Math.max(a, b) >= net.bareLayers().get(layer).out().length()) {
            throw new RequestException("Layer " + layer + " has no neurons " + a + " and " + b);
          }
          return Plane.warp(net, look.features(), look.points(), layer, a, b, lines);
        }));
  }
}
