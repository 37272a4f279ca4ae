package dev.kasane.studio.optimizers;

import dev.kasane.backend.cpu.CpuBackend;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import dev.kasane.studio.world.Loop;
import dev.kasane.studio.world.LoopRoutes;
import dev.kasane.studio.world.World;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The room {@code optimizers}: methods side by side, on digits. */
public final class OptimizersRoom implements Room {

  private final DigitData data;
  private final Runner runner = new Runner();
  private final Loop loop = new Loop("optimizers", runner);

  /** One race is prepared at a time; the loop goes on meanwhile. */
  private final ReentrantLock preparing = new ReentrantLock();

  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile @Nullable String failure;

  /** Made for the first race, while preparing it. */
  private volatile @Nullable CpuBackend backend;

  /** What the loop runs: nothing until somebody first looks. */
  private static final class Runner implements World {

    private @Nullable Race race;

    @Override
    public void step() {
      if (race == null) {
        throw new RequestException("The race is still being prepared");
      }
      race.step();
    }

    @Override
    public void reset() {
      if (race != null) {
        race.begin();
      }
    }
  }

  /**
   * A room that has not read its data yet.
   *
   * @param folder where MNIST is, or null for the usual places
   */
  public OptimizersRoom(@Nullable Path folder) {
    data = new DigitData(folder);
  }

  @Override
  public String name() {
    return "optimizers";
  }

  @Override
  public void routes(Routes routes) {
    LoopRoutes.declare(routes, loop);
    routes.get("setup", _ -> setup());
    routes.get("view", _ -> Reply.json(read(this::view)));
    routes.get("curves", _ -> Reply.json(read(Race::curves)));
    routes.post("settings", this::settings);
  }

  @Override
  public void close() {
    loop.close();
    CpuBackend made = backend;
    if (made != null) {
      made.close();
    }
  }

  private CpuBackend backend() {
    CpuBackend made = backend;
    if (made == null) {
      made = new CpuBackend(1);
      backend = made;
    }
    return made;
  }

  private interface Look<T> {
    T at(Race race);
  }

  /** Looks at the race between two steps. */
  private <T> T read(Look<T> look) {
    return loop.read(() -> {
      Race race = runner.race;
      if (race == null) {
        throw new RequestException("The race is still being prepared");
      }
      return look.at(race);
    });
  }

  /** Prepares the first race when somebody first looks, in a thread of its own: nobody's request waits for it. */
  private void prepare() {
    if (asked.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("kasane-optimizers-data").start(() -> {
        try {
          RaceSettings standard = RaceSettings.standard(data.mnist() == null ? "digits" : "mnist");
          begin(standard, true);
        } catch (RuntimeException | OutOfMemoryError e) {
          failure = String.valueOf(e.getMessage());
          asked.set(false);
        }
      });
    }
  }

  private void begin(RaceSettings settings, boolean onlyFirst) {
    preparing.lock();
    try {
      if (onlyFirst && loop.read(() -> runner.race != null)) {
        return;
      }
      Race race = new Race(settings, data.load(settings.data()), backend());
      failure = null;
      loop.change(() -> {
        runner.race = race;
        loop.restartCount();
        return true;
      });
    } finally {
      preparing.unlock();
    }
  }

  private record Method(String id, String title, List<MethodKind.Knob> knobs) {}

  /**
   * What changes seldom.
   *
   * @param settings null while the first race is being prepared
   * @param failure why it could not be prepared
   */
  private record Setup(
      boolean mnist, List<Method> methods, @Nullable RaceSettings settings, @Nullable String failure) {}

  private Reply setup() {
    List<Method> methods = Arrays.stream(MethodKind.values())
        .map(kind -> new Method(kind.id(), kind.title(), kind.knobs())).toList();
    RaceSettings settings = loop.read(() -> Optional.ofNullable(runner.race)).map(Race::settings).orElse(null);
    if (settings == null) {
      prepare();
    }
    return Reply.json(new Setup(data.mnist() != null, methods, settings, failure));
  }

  private record View(long batches, long samples, List<Race.Row> rows) {}

  private View view(Race race) {
    return new View(race.batches(), race.batches() * race.settings().batch(), race.rows());
  }

  private Reply settings(Request request) {
    begin(request.json(RaceSettings.class), false);
    return setup();
  }
}
