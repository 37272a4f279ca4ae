package dev.kasane.convnetjs.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kasane.convnetjs.ConvNetException;
import dev.kasane.convnetjs.Mode;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.ConvNetJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The search over small nets. */
class MagicNetTest {

  private static final String SMALL =
      "{num_candidates: 6, num_folds: 3, num_epochs: 12, ensemble_size: 2, batch_size_min: 2, batch_size_max: 8,"
          + " l2_decay_min: -6, l2_decay_max: -3, learning_rate_min: -2, learning_rate_max: -1, seed: 4}";

  private final List<Vol> points = new ArrayList<>();
  private final int[] labels = new int[60];
  private final double[][] sums = new double[60][1];

  MagicNetTest() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < labels.length; i++) {
      double x = random.nextDouble() * 2 - 1;
      double y = random.nextDouble() * 2 - 1;
      points.add(Vol.of(x, y));
      labels[i] = x + y > 0.3 ? 2 : x > y ? 1 : 0;
      sums[i][0] = x - 0.5 * y;
    }
  }

  private MagicNet search(String extra) {
    return new MagicNet(points, labels, SMALL.replace("}", ", " + extra + "}"));
  }

  @Test
  void foldsJudgeEachSampleOnce() {
    List<Fold> folds = search("partition: true").folds();
    int[] judged = folds.stream().flatMapToInt(fold -> Arrays.stream(fold.test())).sorted().toArray();
    assertThat(judged).hasSize(60).doesNotHaveDuplicates();
    folds.forEach(fold -> assertThat(fold.train().length + fold.test().length).isEqualTo(60));
    Fold random = search("partition: false").folds().getFirst();
    assertThat(random.train()).hasSize(42);
    assertThat(random.test()).hasSize(18);
  }

  @Test
  void findsANetThatAnswers() {
    MagicNet search = search("threads: 2").run();
    assertThat(search.batches()).isEqualTo(1);
    assertThat(search.ensemble()).hasSize(2).allMatch(Candidate::retrained);
    assertThat(search.ensemble().getFirst().scores()).hasSize(3);
    assertThat(search.ensemble().getFirst().meanScore()).isGreaterThan(0.8);
    double right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += search.predict(points.get(i)) == labels[i] ? 1 : 0;
    }
    assertThat(right / labels.length).isGreaterThan(0.85);
  }

  @Test
  void findsANetThatCalculates() {
    MagicNet search = new MagicNet(points, sums, MagicNetOptions.parse(SMALL)).run();
    assertThat(search.ensemble().getFirst().meanScore()).isGreaterThan(0.8);
    assertThat(search.predictSoft(Vol.of(0.5, -0.5)).w()[0]).isBetween(0.4, 1.1);
  }

  @Test
  void threadsAndStepsGiveTheSameNets() {
    String one = ConvNetJson.stringify(search("threads: 1").run().toJSON());
    assertThat(ConvNetJson.stringify(search("threads: 3").run().toJSON())).isEqualTo(one);
    MagicNet stepped = search("threads: 2");
    while (stepped.batches() == 0) {
      stepped.step();
    }
    assertThat(ConvNetJson.stringify(stepped.toJSON())).isEqualTo(one);
  }

  @Test
  void tellsOfFoldsBatchesAndProgress() {
    MagicNet search = search("threads: 2");
    int[] heard = new int[2];
    List<Double> shares = new ArrayList<>();
    search.onFinishFold(() -> heard[0]++);
    search.onFinishBatch(() -> heard[1]++);
    search.onProgress(shares::add);
    search.run();
    assertThat(heard).containsExactly(3, 1);
    assertThat(shares).isSorted();
    assertThat(shares.getLast()).isEqualTo(1.0);
    search.run();
    assertThat(search.evaluatedCandidates()).hasSizeLessThanOrEqualTo(6);
    assertThat(heard).containsExactly(6, 2);
  }

  @Test
  void aSavedEnsembleAnswersTheSame() {
    MagicNet search = search("threads: 2").run();
    MagicNet loaded = MagicNet.fromJSON(ConvNetJson.parse(ConvNetJson.stringify(search.toJSON())));
    for (Vol point : points) {
      double[] before = search.predictSoft(point).w().clone();
      assertThat(loaded.predictSoft(point).w()).containsExactly(before);
      // asking twice changes nothing
      assertThat(search.predictSoft(point).w()).containsExactly(before);
    }
    assertThatThrownBy(loaded::step).isInstanceOf(ConvNetException.class).hasMessageContaining("no data");
  }

  @Test
  void aFaithfulOneSpoilsTheFirstNetsOutputAndKeepsTheLastFoldsNets() {
    MagicNetOptions options =
        MagicNetOptions.of(
            Map.of("num_candidates", 3, "num_folds", 2, "num_epochs", 2, "ensemble_size", 2), Mode.FAITHFUL);
    MagicNet search = new MagicNet(points, labels, options).run();
    assertThat(search.ensemble()).noneMatch(Candidate::retrained);
    Vol first = search.ensemble().getFirst().net().forward(points.getFirst());
    assertThat(search.predictSoft(points.getFirst())).isNotSameAs(first);
    assertThat(search.toJSON()).containsOnlyKeys("nets");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> new MagicNet(points, new int[3])).hasMessageContaining("60 samples and 3 labels");
    assertThatThrownBy(() -> search("num_fold: 3")).hasMessageContaining("num_fold");
    assertThatThrownBy(() -> search("neurons_max: 2")).hasMessageContaining("neurons_max");
    assertThatThrownBy(() -> MagicNetOptions.parse("{train_ratio: 1}")).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> MagicNet.fromJSON(Map.of("nets", List.of()))).hasMessageContaining("at least one net");
    int[] negative = labels.clone();
    negative[7] = -1;
    assertThatThrownBy(() -> new MagicNet(points, negative)).hasMessageContaining("classes from 0");
  }
}
