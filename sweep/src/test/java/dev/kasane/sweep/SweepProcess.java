package dev.kasane.sweep;

import java.nio.file.Files;
import java.nio.file.Path;

/** A sweep in a process of its own, to be killed: the folder, then milliseconds a step. */
final class SweepProcess {

  private SweepProcess() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    SweepResult result = sweep(new ToyExperiment(Integer.parseInt(args[1])), folder).run();
    Files.writeString(folder.resolve("runs.csv"), SweepCsv.runs(result));
    Files.writeString(folder.resolve("curves.csv"), SweepCsv.curves(result));
  }

  static Sweep sweep(Experiment experiment, Path folder) {
    return Sweep.of(experiment).grid("rate", 0.001, 0.01, 0.1, 1).grid("size", 1, 50).seeds(3).threads(2)
        .earlyStop(new Halving(2, 2)).folder(folder);
  }
}
