package dev.kasane.studio.image;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.data.Dataset;
import dev.kasane.data.ImageData;
import dev.kasane.data.ImageDataset;
import dev.kasane.graph.ShapeException;
import dev.kasane.nn.Losses;
import dev.kasane.nn.Metrics;
import dev.kasane.nn.losses.Loss;
import dev.kasane.studio.StudioOptions;
import dev.kasane.studio.run.Histograms;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.Runs;
import dev.kasane.studio.run.WeightsAt;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import dev.kasane.tensor.Shape;
import dev.kasane.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The room in which networks learn images: data, editor, runs, and files. What is inside a network is another's. */
public final class ImageRoom implements Room {

  private static final double VALIDATION = 0.1;
  private static final int MOST_VALIDATION = 5_000;
  private static final int FEW_VALIDATION = 100;
  private static final int MOST_STEPS = 10_000;
  private static final int MOST_TITLE = 80;

  private final StudioOptions options;
  private final Runs runs;
  private final ImageLibrary library;
  private final UploadDesk desk;

  /**
   * A room.
   *
   * @param runs to which its runs are added
   */
  public ImageRoom(StudioOptions options, Runs runs) {
    this.options = options;
    this.runs = runs;
    this.library = new ImageLibrary(options.data());
    this.desk = new UploadDesk(library);
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public void routes(Routes routes) {
    routes.get("options", this::choices);
    routes.post("check", request -> Reply.json(check(request.json(Check.class))));
    routes.post("watch", request -> Reply.json(Watching.answer(runs, request.json(Watching.Question.class))));
    routes.post("start", this::start);
    routes.post("control", this::control);
    routes.post("change", this::change);
    routes.post("branch", this::branch);
    routes.post("remove", this::remove);
    routes.get("histograms", this::histograms);
    routes.get("save", this::save);
    routes.get("convnetjs", this::convnetjs);
    routes.post("load", this::load);
    desk.routes(routes);
  }

  @Override
  public void close() {
    for (RunView run : runs.list()) {
      if (run instanceof ImageRun own) {
        own.close();
      }
    }
  }

  // ---- before a run ----

  /** What there is to choose from. */
  private record Choices(
      List<ImageLibrary.Entry> data, List<Presets.Preset> presets, List<String> optimizers, List<String> starts) {}

  private Reply choices(Request request) {
    String digits = library.entry("mnist").available() ? "mnist" : "digits";
    List<String> starts = new ArrayList<>();
    for (Start start : Start.values()) {
      starts.add(start.label());
    }
    return Reply.json(new Choices(library.entries(), Presets.all(digits), Methods.NAMES, starts));
  }

  /** A network that is being written. */
  record Check(String text, @Nullable String data) {}

  /** What follows from it, or the mistake. */
  record Checked(
      @Nullable String error,
      int definition,
      List<Map<String, Object>> definitions,
      List<NetSizes.Row> rows,
      long parameters,
      long values) {}

  private Checked check(Check check) {
    List<Map<String, Object>> definitions = List.of();
    try {
      NetText net = NetText.read(check.text() == null ? "" : check.text(), Start.GLOROT);
      definitions = net.definitions();
      NetSizes sizes = NetSizes.of(net);
      String misfit = check.data() == null ? null : misfit(net, library.entry(check.data()));
      return new Checked(misfit, misfit == null ? -1 : 0, definitions, sizes.rows(), sizes.parameters(),
          sizes.values());
    } catch (RequestException | ConvNetException | ShapeException e) {
      String message = String.valueOf(e.getMessage());
      return new Checked(message, NetText.mistakeAt(message), definitions, List.of(), 0, 0);
    }
  }

  private static @Nullable String misfit(NetText net, ImageLibrary.Entry data) {
    int[] shape = data.shape();
    Shape in = net.input();
    if (in.dim(0) > shape[0] || in.dim(1) > shape[1] || in.dim(2) != shape[2]) {
      return "layer definition 0 (input): the data has images of "
          + FittedImages.text(Shape.of(shape)) + ", the network takes " + FittedImages.text(in);
    }
    return net.classes() < data.classes().size()
        ? "The data has " + data.classes().size() + " classes, the network's last layer only " + net.classes()
        : null;
  }

  // ---- runs ----

  private record Started(String run) {}

  private record Beginning(Setup setup, @Nullable String title, boolean train) {}

  private Reply start(Request request) {
    Beginning asked = request.json(Beginning.class);
    if (asked.setup() == null) {
      throw new RequestException("The set-up is missing");
    }
    Setup setup = asked.setup();
    NetText net = NetText.read(setup.text(), Start.of(setup.start()));
    NetSizes sizes = NetSizes.of(net);
    Loss loss = net.svm() ? Losses.hinge() : Losses.sparseCategoricalCrossentropy();
    ImageRun.Origin origin = new ImageRun.Origin(sizes.model().network(), loss, null, null, 0);
    ImageRun run = add(asked.title(), setup, origin, data(setup, net.input(), net.classes()), sizes.values());
    if (asked.train()) {
      run.go();
    }
    return Reply.json(new Started(run.id()));
  }

  private ImageRun add(
      @Nullable String title, Setup setup, ImageRun.Origin origin, ImageRun.Data data, long values) {
    checkMemory(setup.batchSize(), values);
    String id = runs.newId();
    String name = title == null || title.isBlank() ? id.replace('-', ' ') : title.strip();
    ImageRun run = new ImageRun(id, name.substring(0, Math.min(MOST_TITLE, name.length())), setup, origin, data,
        options.threads());
    run.recorder().describe("data", setup.data() + (setup.samples() > 0 ? ", " + setup.samples() + " samples" : ""));
    run.recorder().describe("pixels", setup.centred() ? "value/255 - 0.5" : "value/255");
    run.recorder().describe("L1, L2", setup.l1() + ", " + setup.l2());
    run.recorder().describe("augmentation", "shift " + setup.shift() + (setup.flip() ? ", flip" : ""));
    runs.add(run);
    return run;
  }

  private static void checkMemory(int batchSize, long values) {
    // Activations and their gradients.
    long bytes = 2 * Float.BYTES * values * batchSize;
    long most = Runtime.getRuntime().maxMemory() / 4;
    if (bytes > most) {
      throw new RequestException("A batch of " + batchSize + " would take " + (bytes >> 20) + " MB, at most "
          + (most >> 20) + " MB can be had here: choose a smaller batch size or a smaller network");
    }
  }

  private ImageRun.Data data(Setup setup, Shape input, int classes) {
    ImageData all = library.load(setup.data());
    if (all.train().classes() > classes) {
      throw new RequestException("The data has " + all.train().classes() + " classes, the network's last layer only "
          + classes);
    }
    Dataset train = fitted(all.train(), input, setup.pixelOffset());
    int size = train.size();
    int validation = Math.clamp((long) (size * VALIDATION), 1, MOST_VALIDATION);
    if (setup.samples() > 0) {
      validation = Math.min(validation, Math.max(FEW_VALIDATION, setup.samples() / 4));
    }
    validation = Math.min(validation, size - 1);
    Dataset learned = train.subset(0, size - validation);
    return new ImageRun.Data(setup.samples() == 0 ? learned : learned.take(setup.samples()),
        train.subset(size - validation, size), fitted(all.test(), input, setup.pixelOffset()));
  }

  private static Dataset fitted(ImageDataset images, Shape input, float offset) {
    return images.imageShape().equals(input) && offset == 0 ? images : new FittedImages(images, input, offset);
  }

  private ImageRun own(String id) {
    if (runs.get(id == null ? "" : id) instanceof ImageRun own) {
      return own;
    }
    throw new RequestException("The run '" + id + "' belongs to another program, which alone can steer it");
  }

  private record Control(String run, String action, int steps) {}

  private Reply control(Request request) {
    Control asked = request.json(Control.class);
    ImageRun run = own(asked.run());
    switch (String.valueOf(asked.action())) {
      case "go" -> run.go();
      case "pause" -> run.pause();
      case "step" -> run.step(Math.clamp(asked.steps(), 1, MOST_STEPS));
      case "stop" -> run.stop();
      case "reset" -> run.reset();
      default -> throw new RequestException("The action must be go, pause, step, stop or reset, received '"
          + asked.action() + "'");
    }
    return Reply.done();
  }

  private record Changed(String run, Setup.Change change) {}

  private Reply change(Request request) {
    Changed asked = request.json(Changed.class);
    if (asked.change() == null) {
      throw new RequestException("Nothing to change was said");
    }
    own(asked.run()).change(asked.change());
    return Reply.done();
  }

  private record Branch(String run, long checkpoint, Setup.@Nullable Change settings, boolean train) {}

  private Reply branch(Request request) {
    Branch asked = request.json(Branch.class);
    ImageRun from = own(asked.run());
    WeightsAt weights = from.weightsAt(asked.checkpoint());
    Setup setup = asked.settings() == null ? from.setup() : from.setup().with(asked.settings());
    ImageRun.Origin origin = new ImageRun.Origin(from.network(), from.origin().loss(), weights.weights(), from.id(),
        from.origin().step() + weights.step());
    ImageRun run = add(from.title() + " @ " + origin.step(), setup, origin, from.data(), 0);
    if (asked.train()) {
      run.go();
    }
    return Reply.json(new Started(run.id()));
  }

  private record Remove(String run) {}

  private Reply remove(Request request) {
    RunView run = runs.get(String.valueOf(request.json(Remove.class).run()));
    runs.remove(run.id());
    if (run instanceof ImageRun own) {
      own.close();
    }
    return Reply.done();
  }

  private Reply histograms(Request request) {
    RunView run = runs.get(request.text("run"));
    Map<String, Histograms> all = run.recorder().layers().histograms();
    String name = request.find("name");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("names", all.keySet());
    Histograms one = name == null ? null : all.get(name);
    answer.put("moments", one == null ? List.of() : one.moments());
    return Reply.json(answer);
  }

  // ---- files ----

  private Reply save(Request request) {
    RunView run = runs.get(request.text("run"));
    Model model = run.snapshot();
    if (run instanceof ImageRun own) {
      // Saved with a method that any program knows, so that it can be trained on.
      Setup setup = own.setup();
      model.compile(Methods.of(setup.optimizer(), setup.learningRate(), setup.momentum()), own.origin().loss(),
          Metrics.accuracy());
    }
    model.metadata().put("classes", String.join(",", run.classNames()));
    return Reply.file(run.id() + ".kasane", "application/octet-stream", NetFiles.write(model));
  }

  private Reply convnetjs(Request request) {
    RunView run = runs.get(request.text("run"));
    return Reply.file(run.id() + ".json", "application/json", NetFiles.convnetjs(run.snapshot()));
  }

  private Reply load(Request request) {
    String data = request.text("data");
    library.entry(data);
    NetFiles.Loaded loaded = NetFiles.read(request.bytes(NetFiles.MAX_BYTES));
    Setup setup = new Setup(data, loaded.text(), Start.GLOROT.label(), "adam", 0.001, 0.9, 32, 0, 0, 10, 1, 0,
        loaded.convnetjs(), 0, false);
    ImageRun.Origin origin = new ImageRun.Origin(loaded.network(), loaded.loss(), loaded.weights(), null, 0);
    int classes = loaded.classes();
    ImageRun run = add(request.find("title"), setup, origin, data(setup, loaded.input(), classes), 0);
    return Reply.json(new Started(run.id()));
  }
}
