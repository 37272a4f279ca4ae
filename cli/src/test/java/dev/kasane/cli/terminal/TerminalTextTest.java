package dev.kasane.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void drawsMistakesBesideTheDiagonalAndNothingForZero() {
    long[][] counts = {{980, 0, 0}, {12, 1100, 3}, {0, 0, 0}};
    assertThat(ConfusionTable.draw(counts, List.of("cat", "dog", "a long name indeed"), Console.plain(stream, stream)))
        .isEqualTo(
            """
            true \\ predicted
                              cat        dog a long nam   recall
                   cat        980          .          . 100.00 %
                   dog         12       1100          3  98.65 %
            a long nam          .          .          .        -
            """);
  }

  @Test
  void coloursOnlyWhereColoursAreShown() {
    long[][] counts = {{5, 0}, {1, 4}};
    String coloured = ConfusionTable.draw(counts, List.of(), new Console(stream, stream, true, true));
    assertThat(coloured).contains("\u001b[32m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(ConfusionTable.draw(counts, List.of(), Console.plain(stream, stream)));
  }

  @Test
  void alignsColumns() {
    TextTable table = new TextTable().left("name").right("n").row("a", "10").row("bcdef", "9");
    assertThat(table.toString()).isEqualTo("name    n\n---------\na      10\nbcdef   9\n");
    assertThatThrownBy(() -> table.row("one")).hasMessageContaining("expected 2 cells");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "132776, 132.8 kB", "999949, 999.9 kB", "999950, 1.0 MB",
      "9223372036854775807, 9223.4 PB"})
  void shortensBytes(long bytes, String text) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0 s", "99.94, 99.9 s", "100, 1 min 40 s", "5999, 99 min 59 s", "6000, 1 h 40 min"})
  void shortensSeconds(double seconds, String text) {
    assertThat(Quantities.seconds(seconds)).isEqualTo(text);
  }

  @Test
  void showsTasksAsLinesWhereNobodyWatches() {
    DataProgress progress = new DataProgress(Console.plain(stream, stream), false);
    progress.progress("drawing", 0, 200);
    progress.progress("drawing", 100, 200);
    progress.progress("drawing", 200, 200);
    progress.notice("careful");
    progress.close();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("drawing (200)", "Note: careful");
  }
}
