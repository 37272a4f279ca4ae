package dev.kasane.studio.qlearning;

import dev.kasane.convnetjs.deepqlearn.AppleWorld;
import dev.kasane.convnetjs.deepqlearn.Brain;
import dev.kasane.convnetjs.deepqlearn.Eye;
import dev.kasane.convnetjs.deepqlearn.Item;
import dev.kasane.convnetjs.deepqlearn.Seen;
import dev.kasane.convnetjs.deepqlearn.Wall;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import dev.kasane.studio.world.Loop;
import dev.kasane.studio.world.LoopRoutes;
import java.util.List;
import java.util.Locale;

/** The room {@code qlearning}: the apple world. */
public final class QLearningRoom implements Room {

  /** Bytes of a saved brain at most. */
  private static final int MOST_BYTES = 16 << 20;

  private static final double BEGIN_SPEED = 60;

  private final AppleLife life = new AppleLife(QLearningSettings.standard(), Rates.standard());
  private final Loop loop = new Loop("qlearning", life);

  /** A room with a new brain, paused. */
  public QLearningRoom() {
    loop.speed(BEGIN_SPEED);
  }

  @Override
  public String name() {
    return "qlearning";
  }

  @Override
  public void routes(Routes routes) {
    LoopRoutes.declare(routes, loop);
    routes.get("setup", _ -> Reply.json(loop.read(this::setup)));
    routes.get("view", _ -> Reply.json(loop.read(this::view)));
    routes.get("curve", _ -> Reply.json(loop.read(life::curve)));
    routes.get("brain", _ -> save());
    routes.post("rates", this::rates);
    routes.post("settings", this::settings);
    routes.post("brain", this::load);
  }

  @Override
  public void close() {
    loop.close();
  }

  // ---- what does not move ----

  private record Setup(
      double width, double height, double radius, double range, List<double[]> walls, QLearningSettings settings,
      Rates rates) {}

  private Setup setup() {
    List<double[]> walls = life.world().walls().stream().map(QLearningRoom::ends).toList();
    return new Setup(
        AppleWorld.WIDTH, AppleWorld.HEIGHT, Item.RADIUS, Eye.RANGE, walls, life.settings(), life.rates());
  }

  private static double[] ends(Wall wall) {
    return new double[] {wall.from().x(), wall.from().y(), wall.to().x(), wall.to().y()};
  }

  // ---- what moves ----

  private record EyeView(double angle, double distance, String seen) {}

  private record ItemView(double x, double y, boolean apple) {}

  /** The world now. */
  private record View(
      long clock,
      double x,
      double y,
      double angle,
      int action,
      List<EyeView> eyes,
      List<ItemView> items,
      long apples,
      long poison,
      double reward,
      double averageReward,
      double epsilon,
      double loss,
      long age,
      int experiences,
      List<AppleLife.Activations> layers) {}

  private View view() {
    AppleWorld world = life.world();
    Brain brain = world.brain();
    return new View(
        world.clock(), world.place().x(), world.place().y(), world.angle(), world.action(),
        world.eyes().stream()
            .map(eye -> new EyeView(eye.angle(), eye.distance(), eye.seen().name().toLowerCase(Locale.ROOT)))
            .toList(),
        world.items().stream()
            .map(item -> new ItemView(
                item.place().x(), item.place().y(), item.kind() == Seen.APPLE))
            .toList(),
        world.apples(), world.poison(), brain.latestReward(), brain.averageReward(), brain.epsilon(),
        brain.averageLoss(), brain.age(), brain.experiences(), life.activations());
  }

  // ---- changes ----

  private Reply rates(Request request) {
    Rates.Change change = request.json(Rates.Change.class);
    loop.change(() -> {
      life.rates(change.of(life.rates()));
      return true;
    });
    return Reply.json(loop.read(this::setup));
  }

  private Reply settings(Request request) {
    QLearningSettings settings = request.json(QLearningSettings.class);
    loop.change(() -> {
      life.begin(settings, AppleWorld.brain(settings.options(life.rates())));
      loop.restartCount();
      return true;
    });
    return Reply.json(loop.read(this::setup));
  }

  private Reply save() {
    return Reply.file("brain.json", "application/json",
        loop.read(() -> BrainFiles.write(life.settings(), life.brain())));
  }

  private Reply load(Request request) {
    byte[] bytes = request.bytes(MOST_BYTES);
    QLearningSettings settings = loop.read(life::settings);
    Rates rates = loop.read(life::rates);
    BrainFiles.Loaded loaded = BrainFiles.read(bytes, settings, rates);
    loop.change(() -> {
      life.begin(loaded.settings(), loaded.brain());
      loop.restartCount();
      return true;
    });
    return Reply.json(loop.read(this::setup));
  }
}
