package dev.kasane.cli;

import dev.kasane.backend.Backend;
import dev.kasane.cli.recipes.DataSource;
import dev.kasane.cli.recipes.Optimizers;
import dev.kasane.cli.recipes.Recipe;
import dev.kasane.cli.terminal.ConfusionTable;
import dev.kasane.cli.terminal.Console;
import dev.kasane.cli.terminal.DataProgress;
import dev.kasane.cli.terminal.Quantities;
import dev.kasane.data.Augmentation;
import dev.kasane.nn.optimizers.Optimizer;
import dev.kasane.train.FitOptions;
import dev.kasane.train.Model;
import dev.kasane.train.callbacks.BatchEvent;
import dev.kasane.train.callbacks.Callback;
import dev.kasane.train.callbacks.CsvLogger;
import dev.kasane.train.callbacks.EpochEvent;
import dev.kasane.train.callbacks.History;
import dev.kasane.train.callbacks.ProgressBar;
import dev.kasane.train.callbacks.TerminateOnNaN;
import dev.kasane.train.callbacks.TrainingRun;
import java.nio.file.Path;

/** One run of {@code kasane train}: data, training, test, files. */
final class TrainingTask {

  /** More than the description of a network takes in a file. */
  private static final long HEADER_BYTES = 100_000;

  private final Recipe recipe;
  private final TrainSettings settings;
  private final ComputeOptions compute;
  private final Console console;
  private final Console result;

  /**
   * A run.
   *
   * @param console where people read
   * @param result where the JSON goes if it goes to standard output
   */
  TrainingTask(Recipe recipe, TrainSettings settings, ComputeOptions compute, Console console, Console result) {
    this.recipe = recipe;
    this.settings = settings;
    this.compute = compute;
    this.console = console;
    this.result = result;
  }

  /** Does it and returns the exit status. */
  int run() {
    try (Backend backend = compute.open()) {
      DataSource.Found data = openData();
      try (Model model = model(data, backend)) {
        checkSpace(model);
        say("network   " + recipe.summary() + ", " + Quantities.count(model.parameterCount()) + " parameters");
        say("data      " + Places.shown(data.source()) + ", " + Quantities.count(data.train().size()) + " training and "
            + Quantities.count(data.test().size()) + " test images");
        say("training  " + settings.optimizer() + ", learning rate " + settings.learningRate() + ", batch "
            + settings.batchSize() + ", seed " + settings.seed());
        say("on        " + backend.description());
        say("");
        return train(model, data);
      }
    }
  }

  private DataSource.Found openData() {
    DataProgress progress = new DataProgress(console, settings.quiet());
    try {
      return recipe.data().open(settings.data(), progress);
    } finally {
      progress.close();
    }
  }

  private Model model(DataSource.Found data, Backend backend) {
    long steps = (long) settings.epochs() * Math.ceilDiv(trainSamples(data), settings.batchSize());
    Optimizer optimizer =
        Optimizers.of(settings.optimizer(), recipe.schedule().of(settings.learningRate(), steps));
    Model model = recipe.model(settings.seed(), optimizer).backend(backend);
    model.build(recipe.data().shape());
    ModelInfo.classNames(model, data.train().classNames());
    EarlierRun.keep(model, recipe.name(), settings);
    return model;
  }

  private int trainSamples(DataSource.Found data) {
    if (settings.validationSplit() == 0) {
      return data.train().size();
    }
    try {
      return data.train().split(settings.validationSplit()).train().size();
    } catch (IllegalArgumentException e) {
      throw CliException.usage("--validation-split: " + e.getMessage());
    }
  }

  /** A disk that is too small is found before training, not after it. */
  private void checkSpace(Model model) {
    long weights = Float.BYTES * model.parameterCount() + HEADER_BYTES;
    OutputFile.check("--out", settings.out(), weights);
    Path checkpoint = settings.checkpoint();
    if (checkpoint != null) {
      // Weights and up to two values of the optimizer for each, while the checkpoint before is still there.
      OutputFile.check("--checkpoint", checkpoint, 3 * weights);
    }
  }

  private int train(Model model, DataSource.Found data) {
    try (Interruption interruption = new Interruption();
        AttachedStudio studio = AttachedStudio.open(settings, recipe.name(), model, data, interruption, console)) {
      Progress progress = new Progress(interruption);
      UntilAccuracy goal = new UntilAccuracy(model, data.test(), settings.until());
      long begin = System.nanoTime();
      History history = fit(model, data, progress, goal, studio);
      double wallSeconds = (System.nanoTime() - begin) * 1e-9;
      if (interruption.requested() && progress.epochsDone < settings.epochs()) {
        sayInterrupted(progress);
        return Main.INTERRUPTED;
      }
      if (studio.stopped()) {
        console.err().println("Stopped in the studio in epoch " + Math.min(progress.epochsDone + 1, settings.epochs())
            + " of " + settings.epochs() + ".");
      } else if (!history.stopReason().isEmpty() && !goal.reached()) {
        throw CliException.failure("training stopped: " + history.stopReason() + ". " + settings.out()
            + " was not written. Try a smaller --learning-rate than " + settings.learningRate() + ".");
      }
      model.save(settings.out());
      Confusion confusion = Confusion.of(model, data.test());
      JsonOutput json = TrainingReport.of(recipe, settings, compute, model, data, history, wallSeconds, confusion);
      if (settings.until() > 0) {
        goal.report(json);
      }
      show(data, history, confusion, goal);
      if (settings.json() != null) {
        OutputFile.write(settings.json(), json.pretty());
      }
      if (settings.jsonToOut()) {
        result.out().print(json.pretty());
      }
      studio.stay(interruption);
      if (settings.until() > 0 && !goal.reached()) {
        throw CliException.failure("--until: " + Quantities.percent(settings.until()) + " was not reached in "
            + settings.epochs() + " epochs; the best was " + Quantities.percent(goal.best())
            + ". Give it more --epochs.");
      }
      return Main.SUCCESS;
    }
  }

  private History fit(
      Model model, DataSource.Found data, Progress progress, UntilAccuracy goal, AttachedStudio studio) {
    try {
      return model.fit(data.train(), fit -> configure(fit, progress, goal, studio));
    } catch (ArithmeticException e) {
      throw CliException.usage("--batch-size: a batch of " + settings.batchSize() + " samples has values that no array"
          + " can hold (" + e.getMessage() + "). Use a smaller one.");
    } catch (IllegalArgumentException e) {
      if (settings.resume() == null) {
        throw e;
      }
      // The only arguments not checked yet are those that must agree with the checkpoint.
      throw CliException.failure("--resume: " + e.getMessage(), e);
    }
  }

  private void configure(FitOptions fit, Progress progress, UntilAccuracy goal, AttachedStudio studio) {
    fit.epochs(settings.epochs()).batchSize(settings.batchSize()).quiet();
    if (settings.validationSplit() > 0) {
      fit.validationSplit(settings.validationSplit());
    }
    Augmentation augmentation = recipe.augmentation();
    if (augmentation != null) {
      fit.augmentation(augmentation);
    }
    if (!settings.quiet()) {
      fit.callbacks(new ProgressBar(console.err(), console.interactive(), console.width()));
    }
    // Before what looks for Ctrl-C: it may wait in a pause.
    studio.attach(fit);
    fit.callbacks(progress, new TerminateOnNaN());
    if (settings.until() > 0) {
      fit.callbacks(goal);
    }
    Path csv = settings.csv();
    if (csv != null) {
      fit.callbacks(new CsvLogger(csv));
    }
    Path checkpoint = settings.checkpoint();
    if (checkpoint != null) {
      fit.checkpoint(checkpoint);
    }
    Path resume = settings.resume();
    if (resume != null) {
      fit.resume(resume);
    }
  }

  private void show(DataSource.Found data, History history, Confusion confusion, UntilAccuracy goal) {
    if (data.generated() && !settings.quiet()) {
      console.notice("these are generated digits, not MNIST; the accuracy cannot be compared with MNIST's.");
    }
    double seconds = goal.reached() ? goal.seconds() : TrainingReport.seconds(history);
    say("");
    if (!settings.quiet()) {
      console.out().print(ConfusionTable.draw(confusion.counts(), data.test().classNames(), console));
    }
    say("");
    say("test accuracy  " + console.bold(Quantities.percent(confusion.accuracy())) + " of "
        + Quantities.count(data.test().size()) + " images");
    say("trained        " + Quantities.seconds(seconds) + ", "
        + Quantities.count(Math.round(
            goal.reached() ? goal.samples() / seconds : TrainingReport.imagesPerSecond(history))) + " images/s");
    if (goal.reached()) {
      say("reached        " + Quantities.percent(goal.best()) + " after " + Quantities.seconds(seconds)
          + " of training, in step " + Quantities.count(goal.step()));
    }
    say("model saved    " + Places.shown(settings.out()));
    say("");
    say("Try it: " + Places.command() + " predict " + settings.out() + " --input IMAGE.png");
  }

  private void sayInterrupted(Progress progress) {
    console.err().println("Interrupted in epoch " + (progress.epochsDone + 1) + " of " + settings.epochs() + ".");
    Path checkpoint = settings.checkpoint();
    if (checkpoint == null) {
      console.err().println("Nothing was saved. With --checkpoint FILE an interrupted training can go on later.");
    } else {
      console.err().println("The checkpoint is in " + checkpoint + ". To go on, give the same options and --resume "
          + checkpoint);
    }
    console.err().flush();
  }

  private void say(String line) {
    if (!settings.quiet()) {
      console.out().println(line);
      console.out().flush();
    }
  }

  /** Counts what is done, and stops after the present batch when the process was asked to stop. */
  private static final class Progress implements Callback {

    private final Interruption interruption;
    private int epochsDone;

    Progress(Interruption interruption) {
      this.interruption = interruption;
    }

    @Override
    public void onTrainBegin(TrainingRun run) {
      epochsDone = run.firstEpoch();
    }

    @Override
    public void onBatchEnd(TrainingRun run, BatchEvent batch) {
      if (interruption.requested()) {
        run.stop("interrupted");
      }
    }

    @Override
    public void onEpochEnd(TrainingRun run, EpochEvent epoch) {
      epochsDone = epoch.epoch() + 1;
    }
  }
}
