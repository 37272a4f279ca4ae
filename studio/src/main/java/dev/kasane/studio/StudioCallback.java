package dev.kasane.studio;

import dev.kasane.data.Dataset;
import dev.kasane.studio.run.RunControl;
import dev.kasane.studio.run.RunRecorder;
import dev.kasane.studio.run.Steering;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.TrainingRun;
import org.jspecify.annotations.Nullable;

/**
 * Shows a program's own {@code fit} in the studio while it runs: its curves, its weights and activations, and buttons
 * that pause it, stop it and change its learning rate.
 *
 * <pre>{@code
 * StudioCallback studio = StudioCallback.of(model);
 * System.out.println(studio.url());
 * model.fit(train, fit -> fit.epochs(5).callbacks(studio));
 * }</pre>
 *
 * <p>The page stays when {@code fit} has ended, and the process with it, until {@link #close} is called. One callback
 * may be given to several {@code fit}s of its model, one after the other. It keeps nothing in checkpoints, so runs go
 * on from one with or without it.
 */
public final class StudioCallback implements Callback, AutoCloseable {

  private final Studio studio;
  private final boolean own;
  private final RunRecorder recorder;
  private final Steering steering;

  private StudioCallback(
      Studio studio, boolean own, String title, Model model, @Nullable Dataset train, @Nullable Dataset test) {
    this.studio = studio;
    this.own = own;
    recorder = new RunRecorder(studio.runs().newId(), title, model, train, test);
    steering = new Steering(recorder);
    studio.runs().add(recorder, steering);
  }

  /**
   * Opens a studio for a model. Curves, weights and filters are shown; what needs samples, such as activations and the
   * confusion matrix, is not.
   *
   * @param model that is going to be trained
   */
  public static StudioCallback of(Model model) {
    return new StudioCallback(Studio.start(StudioOptions.standard()), true, "fit", model, null, null);
  }

  /**
   * Opens a studio for a model.
   *
   * @param model that is going to be trained
   * @param train what it learns from, inputs as the network takes them and class indices; may be null
   * @param test what it is tested on; may be null
   */
  public static StudioCallback of(Model model, @Nullable Dataset train, @Nullable Dataset test) {
    return new StudioCallback(Studio.start(StudioOptions.standard()), true, "fit", model, train, test);
  }

  /**
   * Shows a model in a studio that is open.
   *
   * @param studio stays open when this callback is closed
   * @param title what people call the run
   * @param model that is going to be trained
   * @param train see {@link #of(Model, Dataset, Dataset)}
   * @param test see {@link #of(Model, Dataset, Dataset)}
   */
  public static StudioCallback in(
      Studio studio, String title, Model model, @Nullable Dataset train, @Nullable Dataset test) {
    return new StudioCallback(studio, false, title, model, train, test);
  }

  /** Where the run is shown; whoever has this link may use the studio. */
  public String url() {
    return studio.url() + "#/runs/" + recorder.id();
  }

  /** The same for once, for a program that opens it: see {@link Studio#browserUrl}. */
  public String browserUrl() {
    return studio.browserUrl() + "#/runs/" + recorder.id();
  }

  /** Adds a setting to the run's report that the model does not know, such as where the data come from. */
  public StudioCallback describe(String name, String value) {
    recorder.describe(name, value);
    return this;
  }

  /** Steers the run as the page does. */
  public RunControl control() {
    return steering;
  }

  /** Whether somebody has stopped the run on the page. */
  public boolean isStopAsked() {
    return steering.isStopAsked();
  }

  @Override
  public String name() {
    return "studio";
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    steering.clear();
    recorder.onTrainBegin(run);
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    recorder.onEpochBegin(run, epoch);
  }

  @Override
  public void onBatchEnd(TrainingRun run, BatchEvent batch) {
    recorder.onBatchEnd(run, batch);
    steering.obey(run);
  }

  @Override
  public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
    recorder.onEpochEnd(run, epoch);
  }

  @Override
  public void onTrainEnd(TrainingRun run, History history) {
    recorder.onTrainEnd(run, history);
  }

  /** Ends the studio if this callback has opened it. A run that is under way goes on. */
  @Override
  public void close() {
    steering.resume();
    recorder.close();
    if (own) {
      studio.close();
    }
  }
}
