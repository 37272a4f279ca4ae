package dev.kasane.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.report.page.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static Sweep sweep() {
    return Sweep.of(new ToyExperiment(0)).grid("rate", 0.001, 0.01, 0.1, 1).grid("kind", "plain", "fancy").seeds(3);
  }

  @Test
  void aGridHasAllCombinationsWithAllSeeds() {
    SweepResult result = sweep().set("size", 20).run();
    assertThat(result.trials()).hasSize(8);
    assertThat(result.trials()).allSatisfy(trial -> {
      assertThat(trial.runs()).extracting(Run::seed).containsExactly(1L, 2L, 3L);
      assertThat(trial.finished()).isTrue();
      assertThat(trial.settings().whole("size")).isEqualTo(20);
      assertThat(trial.runs().getFirst().points()).hasSize(ToyExperiment.STEPS);
    });
    assertThat(result.best().settings().real("rate")).isEqualTo(0.1);
    assertThat(result.best().settings().word("kind")).isEqualTo("fancy");
    assertThat(SweepCsv.runs(result).lines()).hasSize(1 + 8 * 3);
    assertThat(SweepCsv.curves(result).lines()).hasSize(1 + 8 * 3 * ToyExperiment.STEPS);
  }

  @Test
  void whatIsMeasuredIsThatOfTheExperiment() {
    Run run = sweep().run().trials().getFirst().runs().getFirst();
    List<Double> direct = new ArrayList<>();
    SweepPlan plan = sweep().plan();
    plan.experiment().run(plan.trials().getFirst(), 1, (step, metrics) -> {
      direct.add(metrics.getOrDefault("score", Double.NaN));
      return true;
    });
    assertThat(run.points()).extracting(point -> point.get("score")).containsExactlyElementsOf(direct);
  }

  @Test
  void theResultDoesNotDependOnThreads() {
    Sweep early = sweep().earlyStop(new Halving(3, 3));
    String one = SweepCsv.runs(sweep().threads(1).run());
    assertThat(SweepCsv.runs(sweep().threads(2).run())).isEqualTo(one);
    assertThat(SweepCsv.runs(sweep().threads(7).run())).isEqualTo(one);
    assertThat(SweepCsv.curves(early.threads(1).run())).isEqualTo(SweepCsv.curves(early.threads(5).run()));
  }

  @Test
  void aRandomSearchDrawsWithinItsRange() {
    SweepResult result =
        Sweep.of(new ToyExperiment(0)).range("rate", 1e-4, 1, 0, true).range("size", 5, 8, 0, false).random(200).run();
    assertThat(result.trials()).hasSize(200);
    assertThat(result.trials()).allSatisfy(trial -> assertThat(trial.settings().real("rate")).isBetween(1e-4, 1.0));
    Set<Integer> sizes = result.trials().stream().map(trial -> trial.settings().whole("size"))
        .collect(Collectors.toSet());
    assertThat(sizes).containsExactlyInAnyOrder(5, 6, 7, 8);
    // On a logarithmic scale, half of the draws lie below the geometric mean.
    long below = result.trials().stream().filter(trial -> trial.settings().real("rate") < 0.01).count();
    assertThat(below).isBetween(70L, 130L);
    assertThat(Sweep.of(new ToyExperiment(0)).range("rate", 1e-4, 1, 0, true).random(200).seed(2).run().trials()
        .getFirst().settings()).isNotEqualTo(result.trials().getFirst().settings());
  }

  @Test
  void rangesHaveBothEnds() {
    SweepPlan plan = Sweep.of(new ToyExperiment(0)).range("rate", 0.001, 10, 5, true).range("size", 1, 3, 9, false)
        .plan();
    assertThat(plan.trials()).hasSize(5 * 3); // nine whole numbers from 1 to 3 are three
    assertThat(plan.trials().stream().map(settings -> settings.real("rate")).distinct())
        .containsExactly(0.001, 0.01, 0.1, 1.0, 10.0);
  }

  @Test
  void losersAreStoppedEarlyAndTheBestIsNot() {
    ToyExperiment toy = new ToyExperiment(0);
    double[] rates = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 2, 3};
    SweepResult result = Sweep.of(toy).grid("rate", rates).earlyStop(new Halving(3, 3)).run();
    // 9 trials make 1 of 9 steps, 3 make 3, 1 makes all 9.
    assertThat(toy.stepsMade()).isEqualTo(9 + 3 * 3 + 9);
    assertThat(result.trials()).extracting(trial -> trial.runs().getFirst().steps())
        .containsOnly(1L, 3L, 9L).filteredOn(steps -> steps == 9).hasSize(1);
    assertThat(result.best().settings().real("rate")).isEqualTo(0.1);
    assertThat(result.best().finished()).isTrue();
    assertThat(SweepCsv.runs(result).lines().filter(line -> line.contains(",yes,"))).hasSize(8);
  }

  @Test
  void aMetricThatIsNotANumberLoses() {
    SweepResult result =
        Sweep.of(new ToyExperiment(0)).grid("rate", 8, 0.001, 0.1).metric("loss").earlyStop(new Halving(2, 2)).run();
    assertThat(result.ranked()).extracting(trial -> trial.settings().real("rate")).containsExactly(0.1, 0.001, 8.0);
  }

  @Test
  void whatIsDoneIsNotDoneAgain(@TempDir Path folder) throws Exception {
    ToyExperiment first = new ToyExperiment(0);
    String csv = SweepCsv.curves(of(first, folder).run());
    ToyExperiment second = new ToyExperiment(0);
    assertThat(SweepCsv.curves(of(second, folder).run())).isEqualTo(csv);
    assertThat(second.stepsMade()).isZero();
    // A file that was damaged counts as none; that run alone is made again.
    Path run = runs(folder).getFirst();
    Files.writeString(run, "{\"finished\": tr");
    ToyExperiment third = new ToyExperiment(0);
    assertThat(SweepCsv.curves(of(third, folder).run())).isEqualTo(csv);
    assertThat(third.stepsMade()).isEqualTo(ToyExperiment.STEPS);
  }

  private static Sweep of(Experiment experiment, Path folder) {
    return Sweep.of(experiment).grid("rate", 0.01, 0.1).seeds(2).folder(folder);
  }

  private static List<Path> runs(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("trial")).sorted().toList();
    }
  }

  @Test
  void anotherRecipeIsRefused(@TempDir Path folder) {
    ToyExperiment toy = new ToyExperiment(0);
    of(toy, folder).run();
    assertThatThrownBy(() -> of(toy, folder).seeds(3).run()).isInstanceOf(SweepException.class)
        .hasMessageContaining("another recipe (seeds differs)").hasMessageContaining("--out");
    assertThatThrownBy(() -> of(toy, folder).grid("size", 3).set("kind", "fancy").run())
        .hasMessageContaining("(settings, vary differ)");
  }

  @Test
  void oneFolderHasOneSweepAtATime(@TempDir Path folder) {
    SweepPlan plan = of(new ToyExperiment(0), folder).plan();
    try (Journal journal = Journal.open(folder, plan)) {
      assertThat(journal).isNotNull();
      assertThatThrownBy(() -> of(new ToyExperiment(0), folder).run()).hasMessageContaining("another sweep is running");
    }
    assertThat(of(new ToyExperiment(0), folder).run().trials()).hasSize(2);
  }

  @Test
  void aFailingRunIsNamed() {
    Experiment broken = new FailingExperiment();
    assertThatThrownBy(() -> Sweep.of(broken).grid("rate", 0.5).run()).isInstanceOf(SweepException.class)
        .hasMessage("the run with rate 0.5, seed 1 failed: no luck");
  }

  @Test
  void endingEarlyKeepsWhatIsDone(@TempDir Path folder) throws Exception {
    int[] done = {0};
    Sweep sweep = of(new ToyExperiment(1), folder).threads(1).listener((now, total, left) -> done[0] = now)
        .stopWhen(() -> done[0] >= 2);
    assertThatThrownBy(sweep::run).isInstanceOf(SweepException.class).hasMessageContaining("ended early");
    assertThat(runs(folder)).hasSize(2);
  }

  @Test
  void aPageShowsIt() {
    Page page = SweepPage.of(sweep().earlyStop(new Halving(3, 2)).run());
    assertThat(page.summary().en()).contains("8 trials", "rate 0.1, kind fancy");
  }
}
