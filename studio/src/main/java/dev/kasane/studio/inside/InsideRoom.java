package dev.kasane.studio.inside;

import dev.kasane.data.Dataset;
import dev.kasane.graph.Node;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.Runs;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import dev.kasane.train.Inspector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks inside runs. Requests name a run, and a moment of it by {@code at}: a checkpoint's id, or −1 for the present
 * weights. Pictures travel as floats: what they are is in {@code structure}.
 */
public final class InsideRoom implements Room {

  private static final int MOST_PLANES = 4096;
  private static final int MOST_ITEMS = 200;
  private static final int WORST = 48;
  private static final int MOST_CLASSES = 64;
  private static final int MOST_INK = 512;

  /** Numbers before the pictures in the answer to {@code look}. */
  private static final int HEAD = 4;

  private final Runs runs;
  private final ExecutorService fetching = thread("kasane-inside-weights");
  private final ExecutorService evaluating = thread("kasane-inside-evaluation");
  private final Inspectors inspectors = new Inspectors(fetching);
  private final Evaluations evaluations = new Evaluations(inspectors, evaluating);

  /** Looks inside these runs. */
  public InsideRoom(Runs runs) {
    this.runs = runs;
  }

  @Override
  public String name() {
    return "inside";
  }

  @Override
  public void routes(Routes routes) {
    routes.get("structure", this::structure);
    routes.post("look", this::look);
    routes.post("draw", this::draw);
    routes.post("filters", this::filters);
    routes.post("explain", this::explain);
    routes.get("sample", this::sample);
    routes.get("images", this::images);
    routes.get("predictions", this::predictions);
    routes.post("evaluate", request -> evaluation(evaluations.start(run(request), at(request))));
    routes.get("evaluation", this::findEvaluation);
    routes.get("cell", this::cell);
    routes.get("checkpoints", request -> Reply.json(run(request).checkpoints()));
  }

  @Override
  public void close() {
    evaluations.close();
    fetching.shutdownNow();
    evaluating.shutdownNow();
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon(true).factory());
  }

  private RunView run(Request request) {
    return runs.get(request.text("run"));
  }

  private static long at(Request request) {
    return request.number("at", Inspectors.NOW, Long.MAX_VALUE, Inspectors.NOW);
  }

  private static boolean flag(Request request, String name) {
    return request.number(name, 0, 1, 0) == 1;
  }

  private Reply structure(Request request) {
    return inspectors.look(run(request), at(request), flag(request, "training"),
        look -> Reply.json(Structure.of(look)));
  }

  /** Computes the image in the body; its label, if it has one, says what the gradients are of. */
  private static int compute(Request request, Look look, float[] sample, boolean gradients) {
    for (float number : sample) {
      if (!Float.isFinite(number)) {
        throw new RequestException("Every number of an image must be finite, received " + number);
      }
    }
    return look.run(sample, (int) request.number("label", -1, Integer.MAX_VALUE, -1), gradients,
        request.number("mask", 0, Integer.MAX_VALUE, 0));
  }

  private static float[] body(Request request, RunView run) {
    return request.floats(run.inputShape().size());
  }

  /**
   * Answers version, step, loss, and the class whose loss it is; then for each point the smallest and largest value and
   * gradient; then for each point its planes and, if asked for, its gradient's.
   */
  private Reply look(Request request) {
    RunView run = run(request);
    return look(request, run, body(request, run));
  }

  /** As {@code look}, for the ink of a drawing in the body; the first point shows what the network is given. */
  private Reply draw(Request request) {
    RunView run = run(request);
    int size = (int) request.number("size", 1, MOST_INK);
    return look(request, run, Drawing.input(run, request.floats(size * size), size, Structure.black(run)));
  }

  private Reply look(Request request, RunView run, float[] sample) {
    int wanted = (int) request.number("planes", 1, MOST_PLANES);
    boolean gradients = flag(request, "gradients");
    return inspectors.look(run, at(request), flag(request, "training"), look -> {
      int label = compute(request, look, sample, gradients);
      return Reply.floats(pictures(look, label, wanted, gradients && label >= 0));
    });
  }

  private static float[] pictures(Look look, int label, int wanted, boolean gradients) {
    Inspector inspector = look.inspector();
    List<Inspector.Point> points = inspector.points();
    int size = HEAD + 4 * points.size();
    for (Inspector.Point point : points) {
      Planes planes = Planes.of(point.shape());
      size += planes.shown(wanted) * planes.height() * planes.width() * (gradients ? 2 : 1);
    }
    float[] all = new float[size];
    all[0] = look.moment().version();
    all[1] = look.moment().weights().step();
    all[2] = (float) (label < 0 ? Double.NaN : inspector.loss());
    all[3] = label;
    int offset = HEAD + 4 * points.size();
    for (int i = 0; i < points.size(); i++) {
      Planes planes = Planes.of(points.get(i).shape());
      Node gradient = points.get(i).gradient();
      int shown = planes.shown(wanted);
      for (int side = 0; side < (gradients ? 2 : 1); side++) {
        float[] values = side == 0 || gradient == null
            ? inspector.value(points.get(i).node()) : inspector.value(gradient);
        System.arraycopy(Structure.range(values), 0, all, HEAD + 4 * i + 2 * side, 2);
        planes.copy(values, shown, all, offset);
        offset += shown * planes.height() * planes.width();
      }
    }
    return all;
  }

  /** Answers version, step, smallest and largest; then the planes of a weight or, for an image, of its gradient. */
  private Reply filters(Request request) {
    RunView run = run(request);
    String path = request.text("path");
    boolean gradient = flag(request, "gradient");
    float[] sample = gradient ? body(request, run) : new float[0];
    int wanted = (int) request.number("filters", 1, MOST_PLANES);
    return inspectors.look(run, at(request), flag(request, "training"), look -> {
      Inspector inspector = look.inspector();
      Inspector.Weight weight = inspector.weights().stream().filter(one -> one.path().equals(path)).findFirst()
          .orElseThrow(() -> new RequestException("There is no weight '" + path + "'"));
      Node node = gradient ? weight.gradient() : weight.node();
      if (node == null || gradient && compute(request, look, sample, true) < 0) {
        throw new RequestException("The weight '" + path + "' has no gradient");
      }
      int point = 0;
      while (!path.startsWith(inspector.points().get(point).name() + "/")) {
        point++;
      }
      FilterPlanes planes = FilterPlanes.of(inspector, point, weight.shape());
      int shown = planes.shown(wanted);
      float[] values = inspector.value(node);
      float[] all = new float[HEAD + shown * planes.channels() * planes.height() * planes.width()];
      all[0] = look.moment().version();
      all[1] = look.moment().weights().step();
      System.arraycopy(Structure.range(values), 0, all, 2, 2);
      planes.copy(values, shown, all, HEAD);
      return Reply.floats(all);
    });
  }

  private Reply explain(Request request) {
    RunView run = run(request);
    float[] sample = body(request, run);
    int id = (int) request.number("node", 0, Integer.MAX_VALUE);
    int index = (int) request.number("index", 0, Integer.MAX_VALUE);
    return inspectors.look(run, at(request), flag(request, "training"), look -> {
      List<Node> nodes = look.inspector().graph().nodes();
      if (id >= nodes.size()) {
        throw new RequestException("There is no number " + id + " in this network");
      }
      compute(request, look, sample, true);
      return Reply.json(ExplainReply.of(look, nodes.get(id), index));
    });
  }

  // ---- samples ----

  private static Dataset data(RunView run, Request request) {
    Dataset data = Labels.data(run, !"train".equals(request.find("set")));
    if (data == null) {
      throw new RequestException("The run '" + run.title() + "' has no samples to look at");
    }
    return data;
  }

  /** A sample's label, and how many samples there are; {@code images} has what it looks like. */
  private Reply sample(Request request) {
    Dataset data = data(run(request), request);
    int index = (int) request.number("index", 0, data.size() - 1L);
    return Reply.json(new Sample(index, Labels.label(data, index), data.size()));
  }

  private record Sample(int index, int label, int size) {}

  private Reply images(Request request) {
    Dataset data = data(run(request), request);
    String[] parts = request.text("indices").split(",", MOST_ITEMS + 1);
    int size = data.inputShapes().getFirst().size();
    int count = Math.min(parts.length, Math.max(1, Planes.MOST * 4 / size));
    if (parts.length > MOST_ITEMS) {
      throw new RequestException("At most " + MOST_ITEMS + " images can be asked for at once");
    }
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      try {
        indices[i] = Integer.parseInt(parts[i]);
      } catch (NumberFormatException e) {
        throw new RequestException("Expected whole numbers as indices, received '" + parts[i] + "'");
      }
      if (indices[i] < 0 || indices[i] >= data.size()) {
        throw new RequestException(
            "Samples are numbered 0 to " + (data.size() - 1) + ", received " + indices[i]);
      }
    }
    float[] all = new float[count * size];
    for (int i = 0; i < count; i++) {
      data.read(indices[i], 0, all, i * size);
    }
    return Reply.floats(all);
  }

  /** A sample with the three likeliest classes. */
  private record Prediction(int index, int label, int[] classes, double[] scores) {}

  private record Predictions(long version, long step, boolean probabilities, List<Prediction> items, int size) {}

  private Reply predictions(Request request) {
    RunView run = run(request);
    Dataset data = data(run, request);
    int from = (int) request.number("from", 0, data.size() - 1L);
    int count = Math.min((int) request.number("count", 1, MOST_ITEMS), data.size() - from);
    return inspectors.look(run, at(request), false, look -> {
      if (look.classes() == 0) {
        throw new RequestException("The run '" + run.title() + "' does not tell classes apart");
      }
      List<Prediction> items = new ArrayList<>();
      for (int i = from; i < from + count; i++) {
        look.run(Labels.sample(data, i), -1, false, 0);
        items.add(prediction(i, Labels.label(data, i), look.inspector().value(look.output().node())));
      }
      return Reply.json(new Predictions(look.moment().version(), look.moment().weights().step(),
          Evaluation.probabilities(run.network()), items, data.size()));
    });
  }

  private static Prediction prediction(int index, int label, float[] scores) {
    float[] left = scores.clone();
    int[] classes = new int[Math.min(3, scores.length)];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Labels.largest(left);
      left[classes[i]] = Float.NEGATIVE_INFINITY;
    }
    return new Prediction(index, label, classes, Arrays.stream(classes).mapToDouble(one -> scores[one]).toArray());
  }

  // ---- evaluations ----

  private record Report(
      String state,
      String message,
      long step,
      double epoch,
      int done,
      int samples,
      double accuracy,
      double loss,
      int[][] matrix,
      List<Evaluation.Item> worst) {}

  private Reply findEvaluation(Request request) {
    Evaluation evaluation = evaluations.find(run(request), at(request));
    return evaluation == null
        ? Reply.json(new Report("none", "", 0, 0, 0, 0, Double.NaN, Double.NaN, new int[0][], List.of()))
        : evaluation(evaluation);
  }

  private static Reply evaluation(Evaluation one) {
    boolean done = one.isDone();
    return Reply.json(new Report(one.state(), one.message(), one.step(), one.epoch(), one.samplesDone(), one.samples(),
        done ? one.accuracy() : Double.NaN, done ? one.meanLoss() : Double.NaN,
        done && one.classes() <= MOST_CLASSES ? one.matrix() : new int[0][], done ? one.worst(WORST) : List.of()));
  }

  private record Cell(int count, List<Evaluation.Item> items) {}

  private Reply cell(Request request) {
    Evaluation evaluation = evaluations.find(run(request), at(request));
    if (evaluation == null || !evaluation.isDone()) {
      throw new RequestException("The run is not evaluated at this moment; evaluate it first");
    }
    int last = evaluation.classes() - 1;
    List<Evaluation.Item> items = evaluation.cell(
        (int) request.number("actual", 0, last), (int) request.number("predicted", 0, last));
    int count = (int) request.number("count", 1, MOST_ITEMS, 60);
    return Reply.json(new Cell(items.size(), items.subList(0, Math.min(count, items.size()))));
  }
}
