package dev.kasane.studio.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kasane.convnetjs.Net;
import dev.kasane.convnetjs.Rand;
import dev.kasane.convnetjs.Vol;
import dev.kasane.convnetjs.json.ConvNetJson;
import dev.kasane.convnetjs.magic.Candidate;
import dev.kasane.convnetjs.magic.MagicNet;
import dev.kasane.convnetjs.magic.Table;
import dev.kasane.convnetjs.magic.TableOptions;
import dev.kasane.studio.server.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SearchRunTest {

  private static final SearchSettings SMALL = new SearchSettings(6, 3, 0.7, 4, 3, 0.2, 2, 8, 2, 5);

  private static Table table(String name) {
    byte[] csv = Objects.requireNonNull(ExampleTables.find(name)).getBytes(StandardCharsets.UTF_8);
    return TableView.read(name, csv, TableOptions.label("-1"));
  }

  private static Search finished(Table table, SearchSettings settings) {
    Search search = new Search(table, settings);
    search.start();
    await(search);
    assertThat(search.view().error()).isNull();
    return search;
  }

  private static void await(Search search) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (search.view().status() == Search.Status.RUNNING && System.nanoTime() < deadline) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void findsWhatTheLibraryFindsWithoutAPage() {
    Table table = table("flowers");
    try (Search search = finished(table, SMALL)) {
      int[] order = Rand.seeded(SMALL.seed()).randperm(180);
      MagicNet plain = table.rows(Arrays.copyOfRange(order, 36, 180)).search(SMALL.options(144)).run();
      assertThat(search.view().ranking()).extracting(CandidateView::scores)
          .containsExactlyElementsOf(plain.evaluatedCandidates().stream().map(Candidate::scores).toList());
      assertThat(search.view().testScore()).isEqualTo(table.rows(Arrays.copyOf(order, 36)).score(plain));
    }
  }

  @Test
  void curvesEndAtTheFoldsScores() {
    try (Search search = finished(table("rings"), SMALL)) {
      Search.Curves curves = search.curves();
      assertThat(curves.x()).hasSize(12).startsWith(1.0).endsWith(12.0);
      for (CandidateView candidate : search.view().candidates()) {
        double[] curve = curves.y()[candidate.number()];
        assertThat(candidate.scores()).containsExactly(curve[3], curve[7], curve[11]);
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked") // the file has a list of nets
  void answersTheMeanOfTheSavedNets() {
    Table table = table("tea");
    try (Search search = finished(table, SMALL)) {
      List<String> row = List.of("sencha", "3.5", "80.0", "90");
      Vol input = table.input(row);
      List<Map<String, Object>> nets = (List<Map<String, Object>>)
          Objects.requireNonNull(ConvNetJson.parse(Objects.requireNonNull(search.json())).get("nets"));
      double sum = 0;
      for (Map<String, Object> saved : nets) {
        Net net = new Net();
        net.fromJSON(saved);
        sum += net.forward(input).w()[0];
      }
      double expected = sum / nets.size() * table.labelDeviation() + table.labelMean();
      Search.Answer answer = search.predict(row);
      assertThat(answer.best()).isNull();
      assertThat(answer.values()[0]).isCloseTo(expected, within(1e-9));
      assertThatThrownBy(() -> search.predict(List.of("sencha", "much", "80", "90")))
          .hasMessageContaining("column 'grams': expected a number, received 'much'");
      assertThatThrownBy(() -> search.predict(List.of("sencha"))).hasMessageContaining("expected 4 fields");
    }
  }

  @Test
  void goesOnRoundAfterRoundAndStops() {
    try (Search search = finished(table("rings"), SMALL)) {
      search.start();
      await(search);
      assertThat(search.view().round()).isEqualTo(1);
      assertThat(search.view().ranking()).hasSize(9).extracting(CandidateView::mean)
          .isSortedAccordingTo((a, b) -> Double.compare(b, a));
      search.close();
      search.start();
      assertThat(search.view().status()).isEqualTo(Search.Status.DONE);
    }
    Search endless = new Search(table("rings"), new SearchSettings(200, 5, 0.7, 500, 3, 0, 2, 50, 2, 5));
    endless.start();
    endless.close();
    assertThat(endless.view().status()).isEqualTo(Search.Status.STOPPED);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new SearchSettings(0, 3, 0.7, 4, 3, 0.2, 2, 8, 2, 5))
        .isInstanceOf(RequestException.class).hasMessage("candidates must be from 1 to 200, received 0");
    assertThatThrownBy(() -> new SearchSettings(5, 3, 0.7, 4, 3, Double.NaN, 2, 8, 2, 5))
        .hasMessage("testShare must be from 0 to 0.8, received NaN");
    assertThatThrownBy(() -> new SearchSettings(5, 20, 0.7, 4, 3, 0.2, 2, 8, 2, 5).options(19))
        .hasMessageContaining("at most the 19 rows");
  }
}
