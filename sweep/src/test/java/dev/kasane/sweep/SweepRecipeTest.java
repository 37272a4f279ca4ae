package dev.kasane.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepRecipeTest {

  private static SweepPlan read(String text) {
    return SweepRecipe.read(text.replace('\'', '"'), List.of(new ToyExperiment(0), new FailingExperiment()));
  }

  @Test
  void everythingCanBeSaid() {
    SweepPlan plan = read("{'experiment': 'toy', 'settings': {'kind': 'fancy'}, 'vary': {'rate': {'from': 0.001, 'to': 1,"
        + " 'count': 4, 'scale': 'log'}, 'size': [1, 2, 3.0]}, 'seeds': 2, 'seed': 9, 'metric': 'loss',"
        + " 'early_stop': {'factor': 4, 'rounds': 2}}");
    assertThat(plan.trials()).hasSize(12);
    assertThat(plan.trials().getFirst().word("kind")).isEqualTo("fancy");
    assertThat(plan.seeds()).isEqualTo(2);
    assertThat(plan.firstSeed()).isEqualTo(9);
    assertThat(plan.metric().name()).isEqualTo("loss");
    assertThat(plan.halving()).isEqualTo(new Halving(4, 2));
  }

  @Test
  void aRandomSearchSaysHowOften() {
    SweepPlan plan = read("{'experiment': 'toy', 'vary': {'rate': {'from': 0.1, 'to': 1}}, 'search': 'random',"
        + " 'trials': 7, 'early_stop': true}");
    assertThat(plan.trials()).hasSize(7);
    assertThat(plan.halving().rounds()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "[]|the whole: expected an object, received []",
    "{|JSON at character 1: expected",
    "{'vary': {}}|experiment: expected the name of an experiment, received nothing",
    "{'experiment': 3}|experiment: expected a string, received 3",
    "{'experiment': 'tyo', 'vary': {}}|experiment: expected one of toy, failing, received tyo",
    "{'experiment': 'toy'}|vary: expected the settings to vary, received nothing",
    "{'experiment': 'toy', 'vary': {}}|vary: expected at least one setting",
    "{'experiment': 'toy', 'vary': {'rat': [1]}}|vary: expected a setting of toy (rate, size, kind), received rat",
    "{'experiment': 'toy', 'vary': {'rate': 3}}|vary.rate: expected a list of values or a range",
    "{'experiment': 'toy', 'vary': {'rate': []}}|vary: rate: expected at least one value",
    "{'experiment': 'toy', 'vary': {'rate': [1, 1]}}|none twice",
    "{'experiment': 'toy', 'vary': {'rate': [1, [2]]}}|vary.rate[1]: expected a number or a word, received [2]",
    "{'experiment': 'toy', 'vary': {'rate': [-1]}}|rate: expected a number from 1.0E-6 to 10.0, received -1",
    "{'experiment': 'toy', 'vary': {'rate': ['x']}}|expected a number from 1.0E-6 to 10.0, received x",
    "{'experiment': 'toy', 'vary': {'size': [1.5]}}|size: expected a whole number from 1 to 100, received 1.5",
    "{'experiment': 'toy', 'vary': {'size': [1e99]}}|size: expected a whole number from 1 to 100",
    "{'experiment': 'toy', 'vary': {'kind': {'from': 1, 'to': 2}}}|kind: expected a list of words, received a range",
    "{'experiment': 'toy', 'vary': {'rate': {'from': 1, 'to': 2}}}|expected a count of at least 2",
    "{'experiment': 'toy', 'vary': {'rate': {'from': 2, 'to': 1, 'count': 3}}}|rate: expected from < to",
    "{'experiment': 'toy', 'vary': {'rate': {'to': 1, 'count': 3}}}|vary.rate.from: expected a member",
    "{'experiment': 'toy', 'vary': {'rate': {'from': 1, 'to': 2, 'step': 3}}}|vary.rate: expected only from, to",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'seeds': 0}|seeds: expected a whole number from 1 to 10000",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'sedes': 1}|received sedes",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'metric': 'x'}|metric: expected one of score, loss, received x",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'search': 'x'}|search: expected grid or random, received x",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'search': 'random'}|trials: expected how many trials",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'trials': 3}|trials: expected only with",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'early_stop': 3}|early_stop: expected an object, received 3",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'early_stop': {'factor': 1}}|early_stop.factor: expected",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'settings': {'rate': 1}}|vary.rate: expected a setting that is not",
    "{'experiment': 'toy', 'vary': {'rate': [1]}, 'settings': {'x': 1}}|settings: expected a setting of toy",
    "{'experiment': 'toy', 'vary': {'rate': {'from': 1, 'to': 2, 'count': 100000}}, 'seeds': 9}|expected 1 to 100000 runs"
  })
  void mistakesAreToldInOneLine(String recipe, String message) {
    assertThatThrownBy(() -> read(recipe)).isInstanceOf(SweepException.class).hasMessageContaining(message)
        .message().doesNotContain("\n");
  }
}
