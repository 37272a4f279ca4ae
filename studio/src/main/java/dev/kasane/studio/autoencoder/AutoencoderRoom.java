package dev.kasane.studio.autoencoder;

import dev.kasane.convnetjs.Net;
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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Digits described by two numbers: the map of codes, the images behind it, reconstructions and filters. */
public final class AutoencoderRoom implements Room {

  /** Digits on the map at most. */
  private static final int MAX_DIGITS = 600;

  private static final int MAX_DECODED = 625;
  private static final int MAX_SHOWN = 40;

  private final @Nullable Path data;
  private final AutoencoderWorld world;
  private final Loop loop;
  private final Twin twin;

  /** Which digits are being read, so that a later wish wins; guarded by the loop. */
  private String wished = "";

  private @Nullable String failure;

  /** A room. */
  public AutoencoderRoom(@Nullable Path data) {
    this.data = data;
    world = new AutoencoderWorld(Setup.standard(Digits.mnist(data) == null ? "generated" : "mnist"));
    loop = new Loop("autoencoder", world);
    twin = new Twin(loop, world::net);
  }

  /** What changes with settings only. */
  private record SetupReply(
      Setup setup,
      List<LearningNet.LayerInfo> layers,
      boolean mnist,
      boolean ready,
      @Nullable String failure,
      int train,
      int test) {}

  /** What changes with each step. */
  private record View(Curve.Points train, Curve.Points test, long samples) {}

  /** What is looked at together with the network. */
  private record Look(Digits digits, Setup setup) {}

  private record NewNet(String net) {}

  private record Places(int layer, int a, int b, double[][] places) {}

  @Override
  public String name() {
    return "autoencoder";
  }

  @Override
  public void routes(Routes routes) {
    LoopRoutes.declare(routes, loop);
    routes.get("setup", _ -> setup());
    routes.get("view", _ -> Reply.json(loop.read(() -> new View(
        world.curve().points(), world.testCurve().points(), world.samples()))));
    routes.get("labels", this::labels);
    routes.get("digits", this::digits);
    routes.get("codes", this::codes);
    routes.get("reconstructions", this::reconstructions);
    routes.get("filters", _ -> Reply.floats(twin.look(Codes::filters)));
    routes.get("net", _ -> {
      String json = twin.look(net -> ConvNetJson.stringify(net.toJSON()));
      return Reply.file("autoencoder.json", "application/json", json);
    });
    routes.post("decode", this::decode);
    routes.post("setup", request -> begin(request.json(Setup.class)));
    routes.post("net", request -> {
      NewNet next = request.json(NewNet.class);
      TrainerSettings settings = loop.read(() -> world.setup().trainer());
      return LoopRoutes.orWhatIsWrong(() -> {
        AutoencoderWorld.warmUp(next.net(), settings);
        return change(() -> {
          world.setup(world.setup().net(next.net()));
          loop.restartCount();
        });
      });
    });
    routes.post("trainer", request -> {
      TrainerSettings settings = request.json(TrainerSettings.class);
      AutoencoderWorld.warmUp(loop.read(() -> world.setup().net()), settings);
      return change(() -> world.trainer(settings));
    });
    routes.post("noise", request -> {
      Noise noise = request.json(Noise.class);
      return change(() -> world.noise(noise));
    });
  }

  @Override
  public void close() {
    loop.close();
  }

  private Reply begin(Setup next) {
    if (!next.source().equals("mnist") && !next.source().equals("generated")) {
      throw new RequestException("Expected digits from mnist or generated, received " + next.source());
    }
    if (next.source().equals("mnist") && Digits.mnist(data) == null) {
      throw new RequestException(
          "There is no MNIST on this machine: get it with 'kasane data mnist', or take generated digits");
    }
    AutoencoderWorld.warmUp(next.net(), next.trainer());
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
    fetch();
    return Reply.json(loop.read(() -> {
      Digits digits = world.digits();
      return new SetupReply(world.setup(), world.net().layers(), Digits.mnist(data) != null, digits != null, failure,
          digits == null ? 0 : digits.train().size(), digits == null ? 0 : digits.test().size());
    }));
  }

  /** Begins to read the digits that are wished for, if nobody has; they come with a later edition. */
  private void fetch() {
    String source = loop.read(() -> {
      String next = world.setup().source();
      boolean begins = !wished.equals(next);
      if (begins) {
        wished = next;
        failure = null;
        world.digits(null);
      }
      return begins ? next : "";
    });
    if (!source.isEmpty()) {
      Thread.ofPlatform().daemon().name("kasane-digits").start(() -> load(source));
    }
  }

  private void load(String source) {
    Digits loaded = null;
    String problem = null;
    try {
      loaded = Digits.load(source, data);
      Setup setup = loop.read(world::setup);
      AutoencoderWorld.warmUp(setup.net(), setup.trainer());
    } catch (RuntimeException | OutOfMemoryError e) {
      problem = String.valueOf(e.getMessage());
    }
    Digits found = loaded;
    String said = problem;
    loop.change(() -> {
      if (wished.equals(source)) {
        world.digits(found);
        failure = said;
      }
      return true;
    });
  }

  /** Looks at network and digits of the same moment. */
  private <T> T look(BiFunction<Net, Look, T> look) {
    return twin.look(
        () -> {
          Digits digits = world.digits();
          if (digits == null) {
            throw new RequestException(409, "The digits are not there yet");
          }
          return new Look(digits, world.setup());
        },
        look);
  }

  private Reply labels(Request request) {
    int count = (int) request.number("count", 1, MAX_DIGITS);
    return look((_, look) -> {
      int[] labels = new int[Math.min(count, look.digits().test().size())];
      Arrays.setAll(labels, look.digits().test()::label);
      return Reply.json(labels);
    });
  }

  private Reply digits(Request request) {
    int count = (int) request.number("count", 1, MAX_DIGITS);
    return look((_, look) -> {
      int shown = Math.min(count, look.digits().test().size());
      float[] images = new float[shown * Digits.PIXELS];
      for (int i = 0; i < shown; i++) {
        look.digits().test().read(i, 0, images, i * Digits.PIXELS);
      }
      return Reply.floats(images);
    });
  }

  private Reply codes(Request request) {
    int count = (int) request.number("count", 1, MAX_DIGITS);
    int layer = (int) request.number("layer", 0, Integer.MAX_VALUE);
    int a = (int) request.number("a", 0, Integer.MAX_VALUE);
    int b = (int) request.number("b", 0, Integer.MAX_VALUE);
    return look((net, look) -> {
      require(net, layer, a, b);
      int shown = Math.min(count, look.digits().test().size());
      return Reply.floats(Codes.pairs(net, look.digits().test(), shown, layer, a, b));
    });
  }

  private Reply reconstructions(Request request) {
    int count = (int) request.number("count", 1, MAX_SHOWN);
    return look((net, look) -> {
      int first = (int) request.number("first", 0, look.digits().test().size() - (long) count, 0);
      return Reply.floats(Codes.reconstructions(
          net, look.digits().test(), first, count, look.setup().noise(), look.setup().seed()));
    });
  }

  private Reply decode(Request request) {
    Places wish = request.json(Places.class);
    double[][] places = wish.places();
    if (places == null || places.length < 1 || places.length > MAX_DECODED) {
      throw new RequestException("Expected from 1 to " + MAX_DECODED + " places to decode");
    }
    for (double[] place : places) {
      if (place == null || place.length != 2 || !Double.isFinite(place[0]) || !Double.isFinite(place[1])) {
        throw new RequestException("Each place to decode must be two numbers");
      }
    }
    return look((net, look) -> {
      require(net, wish.layer(), wish.a(), wish.b());
      return Reply.floats(
          Codes.images(net, look.digits().test(), wish.layer(), wish.a(), wish.b(), places));
    });
  }

  private static void require(Net net, int layer, int a, int b) {
    if (layer < 0 || layer >= net.bareLayers().size() || Math.min(a, b) < 0
        || Math.max(a, b) >= net.bareLayers().get(layer).out().length()) {
      throw new RequestException("Layer " + layer + " has no neurons " + a + " and " + b);
    }
  }
}
