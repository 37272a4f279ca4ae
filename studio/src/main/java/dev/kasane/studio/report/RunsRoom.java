package dev.kasane.studio.report;

import dev.kasane.studio.run.Curve;
import dev.kasane.studio.run.EpochPoint;
import dev.kasane.studio.run.RunControl;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.studio.run.RunState;
import dev.kasane.studio.run.RunView;
import dev.kasane.studio.run.Runs;
import dev.kasane.studio.server.Reply;
import dev.kasane.studio.server.Request;
import dev.kasane.studio.server.RequestException;
import dev.kasane.studio.server.Room;
import dev.kasane.studio.server.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows runs, whoever has begun them, steers those of programs and of the command line, and writes reports. */
public final class RunsRoom implements Room {

  private static final int MAX_EPOCHS = 1 << 20;

  private final Runs runs;

  /** A room for these runs. */
  public RunsRoom(Runs runs) {
    this.runs = runs;
  }

  record Entry(String id, String title, RunState state) {}

  record Listed(List<Entry> runs) {}

  record NamedCurve(String name, int generation, int from, double[] x, double[] y) {}

  record State(
      String id,
      String title,
      RunState state,
      String message,
      boolean steered,
      long step,
      double epoch,
      int wantedEpochs,
      double loss,
      double accuracy,
      double rate,
      double speed,
      double secondsLeft,
      List<NamedCurve> curves,
      int epochsFrom,
      List<EpochPoint> epochs) {}

  record Named(String run) {}

  record Rate(String run, double rate) {}

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public void routes(Routes routes) {
    routes.get("list", _ -> list());
    routes.get("state", this::state);
    routes.post("pause", request -> steer(request, RunControl::pause));
    routes.post("resume", request -> steer(request, RunControl::resume));
    routes.post("stop", request -> steer(request, RunControl::stop));
    routes.post("rate", this::rate);
    routes.get("report", this::report);
  }

  private Reply list() {
    return Reply.json(new Listed(
        runs.list().stream().map(run -> new Entry(run.id(), run.title(), run.state())).toList()));
  }

  /**
   * A run, and what has been added to its curves. The parameter {@code known} has what the page has already: for each
   * curve its generation and its count of points, such as {@code 0,17,0,17,0,17,0,5}.
   */
  private Reply state(Request request) {
    RunView run = runs.get(request.text("run"));
    RunRecorder recorder = run.recorder();
    int[] known = known(request.find("known"));
    List<NamedCurve> curves = new ArrayList<>();
    for (String name : recorder.curves().names()) {
      int at = 2 * curves.size();
      Curve.Part part = at + 1 < known.length
          ? recorder.curves().curve(name).since(known[at], known[at + 1])
          : recorder.curves().curve(name).all();
      curves.add(new NamedCurve(name, part.generation(), part.from(), part.x(), part.y()));
    }
    List<EpochPoint> epochs = recorder.epochs();
    int from = (int) Math.min(request.number("epochs", 0, MAX_EPOCHS, 0), epochs.size());
    return Reply.json(new State(
        run.id(), run.title(), run.state(), recorder.message(), runs.control(run.id()) != null,
        recorder.step(), recorder.epoch(), recorder.wantedEpochs(),
        recorder.curves().loss(), recorder.curves().accuracy(), recorder.curves().rate(), recorder.curves().speed(),
        recorder.secondsLeft(), curves, from, epochs.subList(from, epochs.size())));
  }

  private static int[] known(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(",", -1);
    int[] numbers = new int[Math.min(parts.length, 64)];
    for (int i = 0; i < numbers.length; i++) {
      try {
        numbers[i] = Integer.parseInt(parts[i]);
      } catch (NumberFormatException e) {
        throw new RequestException("The parameter 'known' must be whole numbers and commas, received '" + text + "'");
      }
    }
    return numbers;
  }

  private Reply steer(Request request, Consumer<RunControl> action) {
    action.accept(control(request.json(Named.class).run()));
    return Reply.done();
  }

  private Reply rate(Request request) {
    Rate wanted = request.json(Rate.class);
    control(wanted.run()).learningRate(wanted.rate());
    return Reply.done();
  }

  private RunControl control(@Nullable String id) {
    if (id == null) {
      throw new RequestException("The field 'run' is missing");
    }
    RunView run = runs.get(id);
    RunControl control = runs.control(id);
    if (control == null) {
      throw new RequestException("The run '" + run.title() + "' is steered where it was begun");
    }
    if (run.state() != RunState.RUNNING && run.state() != RunState.PAUSED) {
      throw new RequestException("The run '" + run.title() + "' is not under way");
    }
    return control;
  }

  private Reply report(Request request) {
    RunView run = runs.get(request.text("run"));
    return Reply.file("kasane-" + run.id() + ".html", "text/html", RunReport.html(run));
  }
}
